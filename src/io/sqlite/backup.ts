import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { sha256 } from '../../domain/digest.ts';
import { LedgerError } from '../../domain/errors.ts';
import { flushFolder } from '../atomic-write.ts';
import { type Database, openDatabase } from './open-database.ts';
import { ledgerIdOf } from './schema.ts';
import { verifyLedger } from './verify.ts';

/**
 * A whole copy, also while a run is writing: SQLite makes it, because opening the file by other means would free the
 * locks on it. It is checked before it gets its name. Returns the number of entries.
 */
export function backupLedger(path: string, to: string): number {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const umask = process.umask(0o077);
  const source = openDatabase(path, 5_000);
  try {
    source.prepare('VACUUM INTO ?').run(part);
  } finally {
    process.umask(umask);
    source.close();
  }
  const entries = assertWhole(part);
  renameSync(part, to);
  flushFolder(dirname(to));
  return entries;
}

/** The ledger as lines: a header, then one line an entry, each with its checksum, as the witness has them. */
export function* exportLines(path: string): Generator<string> {
  const database = openDatabase(path, 5_000);
  try {
    yield `{"sheetorder_export":1,"ledger":"${ledgerIdOf(database)}"}`;
    const rows = database.prepare('SELECT seq, body FROM entries ORDER BY seq').iterate();
    for (const row of rows) {
      const { seq, body } = row as { seq: number; body: string };
      yield `{"seq":${seq},"sum":"${sha256(body)}","entry":${body}}`;
    }
  } finally {
    database.close();
  }
}

function assertWhole(path: string): number {
  let database: Database | undefined;
  try {
    database = new DatabaseSync(path);
    const problems = verifyLedger(database);
    if (problems.length > 0)
      throw new LedgerError(
        `The ledger could be copied, but it does not fit together: ${problems.slice(0, 3).join(' ')}`,
        'Run `sheetorder ledger verify`; the copy was not kept.',
        'LEDGER-DAMAGED',
      );
    const row = database.prepare('SELECT COUNT(*) AS n FROM entries').get() as { n: number };
    return Number(row.n);
  } catch (error) {
    database?.close();
    database = undefined;
    rmSync(path, { force: true });
    throw error;
  } finally {
    database?.close();
  }
}
