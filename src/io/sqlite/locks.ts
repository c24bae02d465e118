import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { sha256 } from '../../domain/digest.ts';
import { LedgerError, SheetorderError, TryLaterError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { AccountLock, Clock, Locks } from '../../domain/ports.ts';
import { writeAtomic } from '../atomic-write.ts';
import { type Database, isBusy, openPrivate } from './open-database.ts';

const RETRY_MS = 100;
/** Even without waiting, a try lasts this long: somebody may only be asking whether the lock is held. */
const GRACE_MS = 400;

/**
 * One sender per vendor account: an exclusive transaction on a lock database of its own, which the kernel frees when the
 * process dies. Who holds it stands in a separate file, because opening the lock file by other means would free it.
 */
export function sqliteLocks(ledgerPath: string, clock: Clock): Locks {
  const pathFor = (account: AccountId) => `${ledgerPath}.lock-${sha256(account).slice(0, 8)}`;
  return {
    async acquire(account, waitMs, doing) {
      const path = pathFor(account);
      let left = Math.max(waitMs, GRACE_MS);
      const database = openPrivate(path, 0);
      try {
        while (!tryExclusive(database)) {
          if (left <= 0) throw heldByAnother(account, path);
          await clock.sleep(RETRY_MS);
          // Counted by sleeping, because the clock may be set meanwhile.
          left -= RETRY_MS;
        }
        const since = new Date(clock.now()).toISOString();
        writeAtomic(`${path}.holder.json`, JSON.stringify({ pid: process.pid, host: hostname(), since, doing }));
        return lockOver(database);
      } catch (error) {
        database.close();
        throw asLockError(error, path);
      }
    },
    isHeld(account) {
      const path = pathFor(account);
      if (!existsSync(path)) return false;
      const database = openPrivate(path, 0);
      try {
        return !tryExclusive(database);
      } catch (error) {
        throw asLockError(error, path);
      } finally {
        database.close();
      }
    },
  };
}

function lockOver(database: Database): AccountLock {
  return {
    release() {
      database.close();
    },
  };
}

function tryExclusive(database: Database): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function asLockError(error: unknown, path: string): SheetorderError {
  if (error instanceof SheetorderError) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new LedgerError(
    `The lock file ${path} cannot be used (${words}).`,
    'Nothing was sent. Check the disk; when no other run is going on, move that file away and run the same command again.',
    'LOCK-UNUSABLE',
  );
}

function heldByAnother(account: AccountId, path: string): TryLaterError {
  return new TryLaterError(
    `Another run is sending on the account "${account}"${holderText(`${path}.holder.json`)}.`,
    'Nothing was sent. Run the same command again when it has ended, or wait for it with --lock-wait 10m.',
    'LOCKED',
  );
}

function holderText(path: string): string {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return `: process ${holder.pid} on ${holder.host}, since ${holder.since}, doing "${holder.doing}"`;
  } catch {
    return '';
  }
}
