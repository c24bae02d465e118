import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DROP_PLACES, type DropReceipt } from '../../domain/drop.ts';
import { writeAtomic } from '../atomic-write.ts';
import { makeFolder } from '../make-folder.ts';

const schema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1),
  place: z.enum(DROP_PLACES),
  goesOn: z.boolean(),
  firstAt: z.string(),
  lastAt: z.string(),
  waitingSince: z.string().nullable(),
  begun: z.number().int().min(0),
  batch: z.string(),
  exit: z.number().int(),
});

/**
 * What is remembered of each sheet, one small file for each content. Losing it costs the history of a drop folder and no
 * money: which orders were placed is in the ledger alone.
 */
export class Receipts {
  readonly #folder: string;

  constructor(own: string) {
    this.#folder = join(own, 'receipts');
  }

  /** Null for a content that was never taken, or whose receipt cannot be read any more. */
  of(sha256: string): DropReceipt | null {
    try {
      return schema.parse(JSON.parse(readFileSync(this.#pathOf(sha256), 'utf8')));
    } catch {
      return null;
    }
  }

  /** Durable when it returns. */
  write(receipt: DropReceipt): void {
    makeFolder(this.#folder);
    writeAtomic(this.#pathOf(receipt.sha256), `${JSON.stringify(receipt)}\n`);
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, `${sha256}.json`);
  }
}
