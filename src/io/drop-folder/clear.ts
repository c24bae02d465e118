import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DropFolder } from './layout.ts';
import { statOf } from './waiting.ts';

const HALF_WRITTEN = /^\.sheetorder-\d+-\d+\.tmp$/;
/** What can be made again from the ledger, or tells of how things went long ago. Results stay: they are small, and people file them. */
const PRUNED = /\.(log|report\.(html|json|md)|annotated\.(csv|xlsx))$/;

/** Takes away what runs that were killed in the middle of writing left behind. Only under the folder's lock. */
export function clearHalfWritten(folder: DropFolder): void {
  for (const path of [folder.working, folder.attention, folder.own, join(folder.own, 'receipts')])
    for (const name of namesIn(path)) if (HALF_WRITTEN.test(name)) unlinkSync(join(path, name));
}

/** Removes logs, reports and annotated sheets of `done` that are older; returns how many. Sheets, results and receipts stay. */
export function pruneDone(folder: DropFolder, olderThanMs: number, now: number): number {
  const old = [folder.done, join(folder.own, 'kept')].flatMap((path) =>
    namesIn(path)
      .filter((name) => PRUNED.test(name))
      .map((name) => join(path, name))
      .filter((file) => now - Number(statOf(file)?.mtimeMs ?? now) > olderThanMs),
  );
  for (const file of old) unlinkSync(file);
  return old.length;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
