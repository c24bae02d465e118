import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../domain/digest.ts';
import { DROP_PLACES, type DropReceipt } from '../../domain/drop.ts';
import { writeAtomic } from '../atomic-write.ts';
import { makeOwn } from './layout.ts';

const LEDGER_DIGITS = 8;

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const schema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1),
  place: z.enum(DROP_PLACES),
  goesOn: z.boolean(),
  firstAt: time,
  lastAt: time,
  waitingSince: time.nullable(),
  begun: z.number().int().min(0),
  batch: z.string(),
  exit: z.number().int(),
  accounts: z.array(z.string()).optional(),
});

/**
 * What is remembered of each sheet, one small file for each content. Losing it costs the history of a drop folder and no
 * money: which orders were placed is in the ledger alone.
 */
export class Receipts {
  readonly #folder: string;

  /** Receipts of a trial in the sandbox say nothing of the real ledger, so each ledger has its own. */
  constructor(own: string, ledgerPath?: string) {
    const whose = ledgerPath === undefined ? [] : [sha256(resolve(ledgerPath)).slice(0, LEDGER_DIGITS)];
    this.#folder = join(own, 'receipts', ...whose);
  }

  /** Null for a content that was never taken, or whose receipt cannot be read any more. */
  of(digest: string): DropReceipt | null {
    try {
      const receipt = schema.parse(JSON.parse(readFileSync(this.#pathOf(digest), 'utf8')));
      return receipt.sha256 === digest ? receipt : null;
    } catch {
      return null;
    }
  }

  /** Durable when it returns. */
  write(receipt: DropReceipt): void {
    makeOwn(this.#folder);
    writeAtomic(this.#pathOf(receipt.sha256), `${JSON.stringify(receipt)}\n`);
  }

  #pathOf(digest: string): string {
    return join(this.#folder, `${digest}.json`);
  }
}
