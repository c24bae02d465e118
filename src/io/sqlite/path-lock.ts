import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { InterruptedError, LedgerError, SheetorderError, type TryLaterError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import { openDatabaseFile } from './engine.ts';
import { type HolderInfo, readHolder, removeHolder, sayHolder, writeHolder } from './lock-holder.ts';
import { type Database, isBusy } from './open-database.ts';

const RETRY_MS = 100;
/** Even without waiting, a try lasts this long: somebody may only be asking whether the lock is held. */
const GRACE_MS = 400;

/** What is told of this process to whoever waits for it. */
export interface LockSelf {
  readonly version: string;
  /** The command line without secrets. */
  readonly command: string;
}

export interface HeldLock {
  /** Gives the lock back; once more does nothing. */
  release(): void;
  /** Says anew what its holder is doing. */
  doing(text: string): void;
}

export interface PathLock {
  /** Throws TryLaterError, naming the holder, when it cannot be had within `waitMs`, and InterruptedError on the signal. */
  acquire(waitMs: number, doing: string, signal?: AbortSignal): Promise<HeldLock>;
  /** Makes no file. */
  isHeld(): boolean;
  /** Who holds it now; null when nobody does, or when the holder cannot be told. */
  holder(): HolderInfo | null;
  /** Who held it last and died without giving it back; null while it is held, or when it was given back. */
  left(): HolderInfo | null;
}

export interface PathLockParts {
  readonly path: string;
  readonly clock: Clock;
  readonly self: LockSelf;
  /** Makes what is not there, and opens it. */
  readonly open: () => Database;
  /** `holder` is a part of a sentence, `: process 4711 …`, or nothing. */
  readonly taken: (holder: string) => TryLaterError;
  /** Told once, as soon as it is clear that there is something to wait for. */
  readonly waiting?: (holder: string, waitMs: number) => void;
}

/**
 * A lock that the kernel frees when its process dies: an exclusive transaction on a database of its own. Whether it is
 * held only the lock itself says, never a process id, which another process may have by now.
 */
export function pathLock(parts: PathLockParts): PathLock {
  const { path } = parts;
  const isHeld = () => existsSync(path) && guarded(path, () => isTaken(path));
  return {
    acquire: (waitMs, doing, signal) => acquire(parts, waitMs, doing, signal),
    isHeld,
    holder: () => (isHeld() ? readHolder(path) : null),
    left: () => (isHeld() ? null : readHolder(path)),
  };
}

async function acquire(parts: PathLockParts, waitMs: number, doing: string, signal?: AbortSignal): Promise<HeldLock> {
  const { path, clock } = parts;
  const database = guarded(path, parts.open);
  try {
    let left = Math.max(waitMs, GRACE_MS);
    let isTold = waitMs <= GRACE_MS;
    for (let waited = 0; !tryExclusive(database); waited += RETRY_MS) {
      if (signal?.aborted) throw stopped(signal, who(path, clock));
      if (left <= 0) throw parts.taken(who(path, clock));
      if (!isTold && waited >= GRACE_MS) {
        isTold = true;
        parts.waiting?.(who(path, clock), left);
      }
      await clock.sleep(RETRY_MS, signal);
      // Counted by sleeping, because the clock may be set meanwhile.
      left -= RETRY_MS;
    }
    return held(database, parts, doing);
  } catch (error) {
    database.close();
    throw asLockError(error, path);
  }
}

function held(database: Database, { path, clock, self }: PathLockParts, doing: string): HeldLock {
  const since = new Date(clock.now()).toISOString();
  const write = (text: string) =>
    writeHolder(path, { pid: process.pid, host: hostname(), since, doing: text, ...self });
  let isOurs = true;
  write(doing);
  return {
    release() {
      if (!isOurs) return;
      isOurs = false;
      // While it is still ours: afterwards the file may be the next one's.
      removeHolder(path);
      database.close();
    },
    doing(text) {
      if (isOurs) write(text);
    },
  };
}

function who(path: string, clock: Clock): string {
  const holder = readHolder(path);
  return holder ? `: ${sayHolder(holder, clock.now())}` : '';
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

/** Asked by reading, so that two who ask do not take each other for a holder. */
function isTaken(path: string): boolean {
  const database = openDatabaseFile(path, { readOnly: true, timeout: 0 });
  try {
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLockError(error, path);
  }
}

function stopped(signal: AbortSignal, holder: string): InterruptedError {
  return new InterruptedError(
    `Stopped while it waited for another run${holder}.`,
    'Run the same command again when that one has ended; this one sent nothing.',
    signal.reason,
  );
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
