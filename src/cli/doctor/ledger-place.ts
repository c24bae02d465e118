import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileSystemKind, isFuse, isOnNetwork } from '../../io/network-file-system.ts';
import { witnessPath } from '../../io/sqlite/witness.ts';
import type { Checks } from './check.ts';
import { checkAccess, statOf } from './own-file.ts';

const MEGABYTE = 1_000_000;
const LITTLE_ROOM = 100 * MEGABYTE;
const NO_ROOM = 5 * MEGABYTE;
const LEFTOVER = /^\.sheetorder-\d+-\d+\.tmp$/;
/** A running process has such a file for a moment. */
const LEFTOVER_AGE_MS = 600_000;

/** The folder, the disk and the files of a ledger, whether it is there yet or not. */
export function checkLedgerPlace(checks: Checks, path: string, now: number): void {
  const folder = dirname(path);
  checkFileSystem(checks, path);
  checkWritable(checks, folder);
  checkRoom(checks, folder);
  if (existsSync(folder)) {
    const files = [path, witnessPath(path)].filter((file) => existsSync(file));
    const all = files.map((file, index) => checkAccess(checks, index === 0 ? 'file' : 'witness-file', file, 'file'));
    if (checkAccess(checks, 'folder', folder, 'folder') && all.every(Boolean) && files.length > 0)
      checks.ok('files', `Only their owner can read the ledger's files in ${folder}.`);
    checkLeftovers(checks, 'leftovers', folder, now);
  }
}

function checkFileSystem(checks: Checks, path: string): void {
  for (const one of new Set([dirname(path), path, witnessPath(path)])) {
    const network = isOnNetwork(one);
    if (network === null) continue;
    checks.problem(
      'disk',
      'usage',
      `LEDGER-NETWORK: ${one} is on a network file system (${network}), where locks cannot be relied on.`,
      'Keep the ledger on a local disk: --ledger PATH.',
    );
    return;
  }
  const kind = fileSystemKind(dirname(path));
  if (kind !== null && isFuse(kind))
    checks.note(
      'disk',
      `The ledger's folder is on ${kind}, which a program of its own serves.`,
      'Make sure that no other machine writes there; otherwise --ledger PATH on a local disk.',
    );
  else if (kind !== null) checks.ok('disk', `The ledger's folder is on a local disk (${kind}).`);
  else
    checks.note(
      'disk',
      'Whether the ledger is on a network disk cannot be told on this system; keep it on a local one.',
    );
}

function checkWritable(checks: Checks, folder: string): void {
  const there = nearest(folder);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch {
    checks.problem(
      'writable',
      'usage',
      there === folder
        ? `${folder} takes no new files from this user.`
        : `${folder} is not there, and ${there} takes no new folders from this user.`,
      'Give this user the right to write there, or choose another with --ledger PATH.',
    );
  }
}

/** The folder itself, or the nearest above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function checkRoom(checks: Checks, folder: string): void {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = bavail * bsize;
  const says = `${Math.floor(free / MEGABYTE).toLocaleString('en-GB')} MB are free on the ledger's disk`;
  if (free < NO_ROOM)
    checks.problem('room', 'ledger', `Only ${says}: what is sent could not be written down.`, 'Make room.');
  else if (free < LITTLE_ROOM) checks.note('room', `Only ${says}.`, 'Make room before it is full.');
  else checks.ok('room', `${says}.`);
}

/** Halves of files that a killed process left. */
export function checkLeftovers(checks: Checks, name: string, folder: string, now: number): void {
  const old = readdirSync(folder).filter((file) => {
    const changed = LEFTOVER.test(file) ? statOf(join(folder, file))?.mtimeMs : undefined;
    return changed !== undefined && now - changed > LEFTOVER_AGE_MS;
  });
  if (old.length === 0) return;
  const what = old.length === 1 ? '1 unfinished file' : `${old.length} unfinished files`;
  checks.note(
    name,
    `A run that was killed left ${what} in ${folder}, such as ${basename(old[0] ?? '')}.`,
    `Delete what is called .sheetorder-*.tmp there.`,
  );
}
