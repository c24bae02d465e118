import { TryLaterError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import { openLockFile } from './open-database.ts';
import { type LockSelf, type PathLock, pathLock } from './path-lock.ts';

export type { HolderInfo } from './lock-holder.ts';

/** One run at a time over a folder of sheets; the lock is the file at `path`, in a folder that is there already. */
export function folderLock(
  path: string,
  clock: Clock,
  self: LockSelf = { version: '', command: '' },
  waiting?: (text: string) => void,
): PathLock {
  return pathLock({
    path,
    clock,
    self,
    open: () => openLockFile(path),
    taken: (holder) =>
      new TryLaterError(
        `Another run is at work in this folder${holder} (lock ${path}).`,
        'Nothing was sent and no sheet was moved. Run the same command again when it has ended, or wait for it with --lock-wait 10m.',
        'INBOX-LOCKED',
      ),
    waiting: (holder, waitMs) =>
      waiting?.(`Waiting for another run in this folder, for at most ${sayWait(waitMs)}${holder}.`),
  });
}

/** `90 s`, `10 min`. */
export function sayWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds >= 120 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
}
