import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { LedgerError, SheetorderError, TryLaterError, UsageError } from '../../domain/errors.ts';
import { makeFolder } from '../make-folder.ts';
import { isOnNetwork } from '../network-file-system.ts';
import { type Database, openDatabaseFile } from './engine.ts';

export type { Database } from './engine.ts';

/**
 * Opens a database whose commits survive a power cut: `PERSIST` with `EXTRA` is the pair that lost nothing when power
 * was cut; the time-out bounds how long an append waits for another process.
 */
export function openDatabase(path: string, timeoutMs: number): Database {
  const database = openPrivate(path, timeoutMs);
  try {
    database.exec('PRAGMA journal_mode=PERSIST');
    database.exec('PRAGMA synchronous=EXTRA');
    // Without it a Mac's flush may end in the drive's own cache; elsewhere it means nothing.
    database.exec('PRAGMA fullfsync=ON');
    database.exec('PRAGMA trusted_schema=OFF');
    return database;
  } catch (error) {
    database.close();
    throw asLedgerError(error, path);
  }
}

/** Opens a database file that only its owner can read (mode 0600), and asks nothing of it yet: another may hold it. */
export function openPrivate(path: string, timeoutMs: number): Database {
  makeFolder(dirname(path));
  refuseNetwork(path);
  try {
    return openFile(path, timeoutMs);
  } catch (error) {
    throw asLedgerError(error, path);
  }
}

/** The same for a lock that lies beside no ledger, in a folder that is there. Throws what SQLite throws. */
export function openLockFile(path: string): Database {
  return openFile(path, 0);
}

function openFile(path: string, timeoutMs: number): Database {
  return privately(() => {
    const database = openDatabaseFile(path, { timeout: timeoutMs });
    chmodSync(path, 0o600);
    return database;
  });
}

/** A whole copy of a database, for its owner alone; SQLite makes it, also while others write. */
export function copyTo(database: Database, path: string): void {
  privately(() => database.prepare('VACUUM INTO ?').run(path));
}

/** Whatever is made meanwhile is for its owner alone. */
function privately<T>(work: () => T): T {
  const before = process.umask(0o077);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

/** SQLite's own words, with what to do next. */
export function asLedgerError(error: unknown, path: string): SheetorderError {
  if (error instanceof SheetorderError) return error;
  const words = error instanceof Error ? error.message : String(error);
  if (isBusy(error))
    return new TryLaterError(
      `The ledger ${path} cannot be reached: another process is writing to it (${words}).`,
      'Run the same command again in a moment; what was sent is in the ledger.',
      'LEDGER-BUSY',
    );
  return new LedgerError(
    `The ledger ${path} cannot be used (${words}).`,
    'Nothing was sent after this. Check the disk and the file; `sheetorder ledger verify` says what is wrong with it.',
    'LEDGER-UNUSABLE',
  );
}

export function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked|SQLITE_BUSY|database table is locked/i.test(error.message);
}

/** Throws UsageError for a file of the ledger that would be on a network file system, also by a link that leads there. */
export function refuseNetwork(path: string): void {
  for (const one of [dirname(path), path]) {
    const kind = isOnNetwork(one);
    if (kind === null) continue;
    throw new UsageError(
      `${one} is on a network file system (${kind}), where locks cannot be relied on, so it cannot hold the ledger.`,
      'Keep the ledger on a local disk: --ledger PATH. Nothing was sent.',
      'LEDGER-NETWORK',
    );
  }
}
