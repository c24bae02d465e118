import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AccountId } from '../../domain/identity.ts';
import type { Clock } from '../../domain/ports.ts';
import { folderLock } from '../../io/sqlite/folder-lock.ts';
import { sayHolder } from '../../io/sqlite/lock-holder.ts';
import { lockPath } from '../../io/sqlite/locks.ts';
import type { Checks } from './check.ts';

/** An account or a drop folder; what SQLite puts beside a lock is none. */
const LOCK = /^(inbox-)?[0-9a-f]{8}$/;
const LONG_MS = 24 * 3_600_000;

/** Every lock beside the ledger: whether it is held, and by whom. Only those that are there are asked. */
export function checkLocks(checks: Checks, ledgerPath: string, accounts: readonly AccountId[], clock: Clock): void {
  const folder = dirname(ledgerPath);
  const start = `${basename(ledgerPath)}.lock-`;
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const locks = names.filter((name) => name.startsWith(start) && LOCK.test(name.slice(start.length)));
  for (const name of locks.sort()) {
    const path = join(folder, name);
    const account = accounts.find((one) => lockPath(ledgerPath, one) === path);
    checkLock(checks, name.slice(start.length), path, account ? `the account "${account}"` : path, clock);
  }
  if (checks.list.length === 0) checks.ok('held', 'No run is at work, and none was killed at work.');
}

/** One lock, said of what it guards; nothing when it is free and nobody died with it. */
export function checkLock(checks: Checks, name: string, path: string, what: string, clock: Clock): void {
  const lock = folderLock(path, clock);
  const isHeld = checks.attempt(name, () => lock.isHeld())?.value;
  if (isHeld === undefined) return;
  const now = clock.now();
  const left = isHeld ? null : lock.left();
  if (left)
    checks.note(
      name,
      `The lock of ${what} was left by a process that is gone: ${sayHolder(left, now)}.`,
      'The next run takes it over by itself; what was sent is in the ledger.',
    );
  if (!isHeld) return;
  const holder = lock.holder();
  if (!holder) checks.ok(name, `A run is at work on ${what}; it has not said which.`);
  else if (now - Date.parse(holder.since) > LONG_MS)
    checks.note(
      name,
      `A run is at work on ${what} for long: ${sayHolder(holder, now)}.`,
      `See what it does, then stop it: kill ${holder.pid}`,
    );
  else checks.ok(name, `A run is at work on ${what}: ${sayHolder(holder, now)}.`);
}
