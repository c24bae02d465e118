import { readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DropFolder } from './layout.ts';
import { baseOf, companionBase } from './names.ts';
import { statOf } from './waiting.ts';

const HALF_WRITTEN = /^\.sheetorder-(\d+)-\d+\.tmp$/;
/** What can be made again from the ledger, or tells of how things went long ago. Results stay: they are small, and people file them. */
const PRUNED = /\.(log|report\.(html|json|md)|annotated\.(csv|xlsx))$/;

/** Takes away what runs that were killed in the middle of writing left behind. Only under the folder's lock. */
export function clearHalfWritten(folder: DropFolder): void {
  const receipts = join(folder.own, 'receipts');
  const own = [folder.own, receipts, ...namesIn(receipts).map((name) => join(receipts, name))];
  for (const path of [folder.working, folder.attention, ...own])
    for (const name of namesIn(path)) if (isLeftOver(name)) rmSync(join(path, name), { force: true });
}

/** What a run that lives is trying out, before it asks for the folder's lock, is its own to remove. */
function isLeftOver(name: string): boolean {
  const pid = Number(HALF_WRITTEN.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid) || pid === process.pid) return !Number.isNaN(pid);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Removes logs, reports and annotated sheets of `done` that are older; returns how many. Sheets, results and receipts stay. */
export function pruneDone(folder: DropFolder, olderThanMs: number, now: number): number {
  const old = [folder.done, join(folder.own, 'kept')].flatMap((path) =>
    namesIn(path)
      .filter((name, _, all) => PRUNED.test(name) && (path !== folder.done || isOurs(name, all)))
      .map((name) => join(path, name))
      .filter((file) => statOf(file)?.isFile() && now - Number(statOf(file)?.mtimeMs ?? now) > olderThanMs),
  );
  for (const file of old) unlinkSync(file);
  return old.length;
}

/** What a person put there is his: ours lies beside a sheet, or beside the results of one that was filed away. */
function isOurs(name: string, all: readonly string[]): boolean {
  const base = companionBase(name);
  return all.some((one) => one === `${base}.results.csv` || (companionBase(one) === null && baseOf(one) === base));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
