import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { LedgerError } from '../../domain/errors.ts';
import { fillSheets, fillSpending } from './migrate.ts';
import { copyTo, type Database } from './open-database.ts';

/** Written into `meta.schema`; a ledger with a higher number was written by a newer version and is refused. */
export const SCHEMA_VERSION = 3;

/**
 * `entries` is the truth; the other tables are indexes over it, written in the same transaction and compared with a
 * replay by `ledger verify`. Claims are unique here, in the database: `shared = 1` marks one that a person allowed.
 */
const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL, account TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX entries_by_key ON entries (key);
CREATE TABLE orders (key TEXT PRIMARY KEY, account TEXT NOT NULL, state TEXT NOT NULL, unsettled INTEGER NOT NULL) STRICT;
CREATE INDEX orders_unsettled ON orders (account) WHERE unsettled = 1;
CREATE TABLE claims (
  account TEXT NOT NULL, claim TEXT NOT NULL, key TEXT NOT NULL, shared INTEGER NOT NULL,
  PRIMARY KEY (account, claim, key)
) STRICT;
CREATE UNIQUE INDEX one_claim ON claims (account, claim) WHERE shared = 0;
CREATE INDEX claims_by_key ON claims (key);
CREATE TABLE order_ids (account TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (account, id, key)) STRICT;
`;

/** Added by the second schema: what each attempt may have cost. */
const SPENDING = `
CREATE TABLE spending (
  key TEXT NOT NULL, attempt INTEGER NOT NULL, client TEXT NOT NULL, batch TEXT NOT NULL, at TEXT NOT NULL,
  minor INTEGER, currency TEXT, held INTEGER NOT NULL
) STRICT;
CREATE INDEX spending_by_key ON spending (key);
CREATE INDEX spending_by_time ON spending (at);
CREATE INDEX spending_by_batch ON spending (batch);
`;

/** Added by the third schema: which entries stem from which sheet. */
const SHEETS = `
CREATE TABLE sheet_orders (file TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (file, seq)) STRICT, WITHOUT ROWID;
`;

/** Asked for at every opening: an index changes nothing for a program that does not know it, so that it needs no new schema. */
const INDEXES = 'CREATE INDEX IF NOT EXISTS orders_by_account ON orders (account)';

/**
 * Makes the tables in a new file, and brings an older ledger up to date, keeping a copy beside it. Throws LedgerError when
 * the file holds anything but a ledger of this version or an older one.
 */
export function prepareSchema(database: Database, path: string): void {
  // A copy cannot be made inside a transaction; one too many, when two processes meet here, does no harm.
  const before = versionOf(database, path);
  if (before !== null && before < SCHEMA_VERSION) keepCopy(database, path, before);
  database.exec('BEGIN IMMEDIATE');
  const version = versionOf(database, path);
  if (version === null) createTables(database);
  else if (version < SCHEMA_VERSION) migrate(database, version);
  database.exec(INDEXES);
  database.exec('COMMIT');
}

/** The ledger's own name for itself, which its witness repeats. */
export function ledgerIdOf(database: Database): string {
  return metaOf(database, 'ledger');
}

/** The schema's number; null for an empty file. Throws LedgerError for what is no ledger, or one of a newer version. */
export function versionOf(database: Database, path: string): number | null {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
  if (tables.length === 0) return null;
  if (!['meta', 'entries'].every((name) => tables.some((table) => table.name === name))) throw notOurs(path);
  const version = Number(metaOf(database, 'schema'));
  if (!(version >= 1) || metaOf(database, 'ledger') === '') throw notOurs(path);
  if (version <= SCHEMA_VERSION) return version;
  throw new LedgerError(
    `The ledger ${path} was written by a newer version (schema ${version}, this program knows ${SCHEMA_VERSION}).`,
    'Update sheetorder on this machine, then run the same command again.',
    'LEDGER-NEWER',
  );
}

/** Makes the tables of a new ledger, under a name of its own unless it stands in for another. */
export function createTables(database: Database, ledgerId: string = randomUUID()): void {
  database.exec(SCHEMA);
  database.exec(SPENDING);
  database.exec(SHEETS);
  database.exec(INDEXES);
  const insert = database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)');
  insert.run('schema', String(SCHEMA_VERSION));
  insert.run('ledger', ledgerId);
}

function keepCopy(database: Database, path: string, version: number): void {
  const copy = `${path}.schema-${version}.${process.pid}.copy`;
  if (!existsSync(copy)) copyTo(database, copy);
}

function migrate(database: Database, from: number): void {
  if (from < 2) {
    database.exec(SPENDING);
    fillSpending(database);
  }
  database.exec(SHEETS);
  fillSheets(database);
  database.prepare("UPDATE meta SET value = ? WHERE name = 'schema'").run(String(SCHEMA_VERSION));
}

function metaOf(database: Database, name: string): string {
  const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined;
  return row?.value ?? '';
}

function notOurs(path: string): LedgerError {
  return new LedgerError(
    `The file ${path} is a database, but not a ledger of sheetorder, or its header is damaged.`,
    'Choose another file with --ledger PATH, or put the ledger back from a backup. Nothing was sent.',
    'LEDGER-FOREIGN',
  );
}
