import { mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { statOf } from './waiting.ts';

/** True for a file with no other name: what is written to it is written nowhere else. */
export function isOrdinary(path: string): boolean {
  const stat = statOf(path);
  return stat?.isFile() === true && stat.nlink === 1n;
}

/** True where something has that name, a link that leads nowhere too. */
export function isThere(path: string): boolean {
  return statOf(path) !== null;
}

/**
 * Makes room for a file of ours: a link, a pipe or another name of some file would carry what is written elsewhere.
 * A folder may hold something, so it is moved into `kept`.
 */
export function clearForOurs(path: string, kept: string): void {
  const stat = statOf(path);
  if (stat === null || isOrdinary(path)) return;
  if (stat.isDirectory()) {
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    renameSync(path, join(kept, `${basename(path)}-${stat.ino}`));
  } else unlinkSync(path);
}
