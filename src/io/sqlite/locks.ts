import { sha256 } from '../../domain/digest.ts';
import { TryLaterError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { Clock, Locks } from '../../domain/ports.ts';
import { sayWait } from './folder-lock.ts';
import { openPrivate } from './open-database.ts';
import { type LockSelf, type PathLock, pathLock } from './path-lock.ts';

/** Where the lock of an account lies. */
export function lockPath(ledgerPath: string, account: AccountId): string {
  return `${ledgerPath}.lock-${sha256(account).slice(0, 8)}`;
}

/** One sender per vendor account: a lock beside the ledger, which the kernel frees when the process dies. */
export function sqliteLocks(
  ledgerPath: string,
  clock: Clock,
  self: LockSelf = { version: '', command: '' },
  waiting?: (text: string) => void,
): Locks {
  const lockOf = (account: AccountId) => accountLock(ledgerPath, account, clock, self, waiting);
  return {
    acquire: (account, waitMs, doing, signal) => lockOf(account).acquire(waitMs, doing, signal),
    isHeld: (account) => lockOf(account).isHeld(),
  };
}

/** The lock of one account, with who holds it. */
export function accountLock(
  ledgerPath: string,
  account: AccountId,
  clock: Clock,
  self: LockSelf = { version: '', command: '' },
  waiting?: (text: string) => void,
): PathLock {
  const path = lockPath(ledgerPath, account);
  return pathLock({
    path,
    clock,
    self,
    open: () => openPrivate(path, 0),
    taken: (holder) =>
      new TryLaterError(
        `Another run is sending on the account "${account}"${holder}.`,
        'Nothing was sent. Run the same command again when it has ended, or wait for it with --lock-wait 10m.',
        'LOCKED',
      ),
    waiting: (holder, waitMs) =>
      waiting?.(`Waiting for another run on the account "${account}", for at most ${sayWait(waitMs)}${holder}.`),
  });
}
