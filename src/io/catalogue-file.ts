import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Catalogue } from '../domain/catalogue.ts';
import { sha256 } from '../domain/digest.ts';
import { UsageError } from '../domain/errors.ts';
import type { AccountId } from '../domain/identity.ts';
import { writeAtomic } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/** Made when a catalogue is read: most of the time there is none. */
function schema() {
  const counts = z.record(z.string(), z.number());
  return z.object({
    vendor: z.string(),
    account: z.string(),
    pulledAt: z.string(),
    packages: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        price: z.object({ minor: z.number().int(), currency: z.string() }).nullable(),
        period: z.string(),
        domains: z.number(),
        mailboxes: counts,
        typeDomains: counts,
      }),
    ),
  });
}

/** One file per account, beside the ledger. */
export function cataloguePath(ledgerPath: string, account: AccountId): string {
  return `${ledgerPath}.catalog-${account.split(' ')[0]}-${sha256(account).slice(0, 8)}.json`;
}

/** The catalogue that was pulled for an account; null when none was. Throws UsageError when the file is damaged. */
export function readCatalogue(ledgerPath: string, account: AccountId): Catalogue | null {
  const path = cataloguePath(ledgerPath, account);
  if (!existsSync(path)) return null;
  try {
    const catalogue = schema().parse(JSON.parse(readFileSync(path, 'utf8')));
    if (catalogue.account === account) return catalogue;
  } catch {
    // Falls through: whatever is wrong with it, the way out is the same.
  }
  throw new UsageError(
    `The catalogue ${path} is damaged.`,
    'Fetch it again with `sheetorder catalog pull`.',
    'CATALOG-DAMAGED',
  );
}

export function writeCatalogue(ledgerPath: string, catalogue: Catalogue): string {
  const path = cataloguePath(ledgerPath, catalogue.account);
  makeFolder(dirname(path));
  writeAtomic(path, `${JSON.stringify(catalogue, null, 2)}\n`);
  return path;
}
