import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { LedgerError } from '../../domain/errors.ts';
import { flushFolder } from '../atomic-write.ts';
import { openDatabaseFile } from './engine.ts';
import { copyTo, openDatabase } from './open-database.ts';
import { ledgerIdOf } from './schema.ts';
import { verifyLedger } from './verify.ts';
import { type Line, lineText } from './witness.ts';

const WAIT_MS = 5_000;
/** Entries that are in memory at a time. */
const PAGE = 500;

/**
 * A whole copy, also while a run is writing: SQLite makes it, because opening the file by other means would free the
 * locks on it. It is checked before it gets its name. Returns the number of entries.
 */
export function backupLedger(path: string, to: string): number {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const source = openDatabase(path, WAIT_MS);
  try {
    copyTo(source, part);
  } finally {
    source.close();
  }
  const entries = countWhole(part);
  renameSync(part, to);
  flushFolder(dirname(to));
  return entries;
}

/** The ledger as lines: a header, then one line an entry, each with its checksum, as the witness has them. */
export function* exportLines(path: string): Generator<string> {
  const database = openDatabase(path, WAIT_MS);
  try {
    yield `{"sheetorder_export":1,"ledger":"${ledgerIdOf(database)}"}`;
    // Page by page: a statement that waits for whoever takes the lines would keep others from writing.
    const sql = database.prepare(`SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
    const after = (seq: number) => sql.all(seq) as unknown as readonly Line[];
    for (let page = after(0); page.length > 0; page = after(page.at(-1)?.seq ?? 0))
      for (const line of page) yield lineText(line).trimEnd();
  } finally {
    database.close();
  }
}

/** The number of entries in a copy that fits together; any other copy is not kept. */
function countWhole(path: string): number {
  const database = openDatabaseFile(path);
  try {
    const problems = verifyLedger(database);
    if (problems.length > 0) throw notWhole(problems);
    return Number(database.prepare('SELECT COUNT(*) AS n FROM entries').get()?.n);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

function notWhole(problems: readonly string[]): LedgerError {
  return new LedgerError(
    `The ledger could be copied, but it does not fit together: ${problems.slice(0, 3).join(' ')}`,
    'Run `sheetorder ledger verify`; the copy was not kept.',
    'LEDGER-DAMAGED',
  );
}
