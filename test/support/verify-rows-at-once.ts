/** The whole ledger in memory at once, as `verify` did it first: what reading it part by part must be the same as. */
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts';
import { spendingOf } from '../../src/io/sqlite/migrate.ts';
import type { Database } from '../../src/io/sqlite/open-database.ts';
import { orderIdIn } from '../../src/io/sqlite/order-index.ts';
import { sheetsOf } from '../../src/io/sqlite/sheet-index.ts';

/** Key → the vendor account its entries belong to. */
export type Accounts = ReadonlyMap<string, string>;

interface EntryRow {
  readonly seq: number;
  readonly key: string;
  readonly account: string;
  readonly type: string;
  readonly body: string;
}

/** Every entry that can be read, and sentences about rows that are missing, unreadable or filed under something else. */
export function readRows(database: Database): {
  readonly entries: readonly LedgerEntry[];
  readonly accounts: Accounts;
  readonly problems: readonly string[];
} {
  const sql = 'SELECT seq, key, account, type, body FROM entries ORDER BY seq';
  const rows = database.prepare(sql).all() as unknown as EntryRow[];
  const accounts = new Map<string, string>();
  const problems = [...gaps(rows)];
  const entries: LedgerEntry[] = [];
  for (const row of rows) {
    const entry = entryOf(row);
    if (!entry) {
      problems.push(`Entry ${row.seq} cannot be read.`);
      continue;
    }
    entries.push(entry);
    const key = entry.type === 'snapshot' ? '' : entry.key;
    const account = 'account' in entry ? entry.account : (accounts.get(key) ?? '');
    if (key !== '' && !accounts.has(key)) accounts.set(key, account);
    if (row.key !== key || row.account !== account || row.type !== entry.type)
      problems.push(`Entry ${row.seq} is filed under another order, account or type than it tells.`);
  }
  return { entries, accounts, problems };
}

/** The order ids in the index are those that the entries tell. */
export function compareIds(database: Database, entries: readonly LedgerEntry[], accounts: Accounts): string[] {
  const told = new Map<string, string>();
  for (const entry of entries) {
    const id = orderIdIn(entry);
    if (id !== null && id !== '' && entry.type !== 'snapshot')
      told.set(JSON.stringify([accounts.get(entry.key) ?? '', id, entry.key]), id);
  }
  const rows = database.prepare('SELECT account, id, key FROM order_ids').all() as Record<string, string>[];
  const indexed = new Map(rows.map((row) => [JSON.stringify([row.account, row.id, row.key]), row.id]));
  return [
    ...[...told].filter(([name]) => !indexed.has(name)).map(([, id]) => `The order id ${id} is missing in the index.`),
    ...[...indexed].filter(([name]) => !told.has(name)).map(([, id]) => `No entry tells the order id ${id}.`),
  ];
}

/** What each attempt may have cost is what the entries tell. */
export function compareSpending(database: Database, entries: readonly LedgerEntry[]): readonly string[] {
  const sql = 'SELECT key, attempt, client, batch, at, minor, currency, held FROM spending ORDER BY rowid';
  const rows = database.prepare(sql).all() as Record<string, unknown>[];
  const indexed = byKey(rows.map((row) => [String(row.key), JSON.stringify(Object.values(row))]));
  const told = byKey(
    spendingOf(entries).map(({ key, attempt, client, batch, at, amount, held }) => [
      key,
      JSON.stringify([key, attempt, client, batch, at, amount?.minor ?? null, amount?.currency ?? null, held ? 1 : 0]),
    ]),
  );
  const wrong = [...new Set([...indexed.keys(), ...told.keys()])].filter(
    (name) => indexed.get(name) !== told.get(name),
  );
  return wrong.map((name) => `What order ${name.slice(0, 16)} may have cost is not what its entries tell.`);
}

/** The sheets in the index are those that the entries name. */
export function compareSheets(database: Database, entries: readonly LedgerEntry[]): readonly string[] {
  const sql = 'SELECT file, seq FROM sheet_orders ORDER BY seq, file';
  const rows = database.prepare(sql).all() as { file: string; seq: number }[];
  const nameOf = ({ file, seq }: { file: string; seq: number }) => `${seq} ${file}`;
  const told = entries.flatMap((entry) => sheetsOf(entry).map((file) => ({ file, seq: entry.seq })));
  const wanted = new Set(told.map(nameOf));
  const indexed = new Set(rows.map(nameOf));
  return [
    ...told
      .filter((row) => !indexed.has(nameOf(row)))
      .map(({ file, seq }) => `Entry ${seq} stems from ${file}, and the index of sheets has lost it.`),
    ...rows
      .filter((row) => !wanted.has(nameOf(row)))
      .map(({ file, seq }) => `Entry ${seq} does not stem from ${file}, and the index of sheets has it there.`),
  ];
}

function byKey(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [key, text] of rows) joined.set(key, `${joined.get(key) ?? ''}${text}`);
  return joined;
}

function entryOf(row: EntryRow): LedgerEntry | null {
  try {
    return { ...JSON.parse(row.body), seq: row.seq };
  } catch {
    return null;
  }
}

function gaps(rows: readonly EntryRow[]): string[] {
  const odd = rows.find((row, index) => row.seq !== index + 1);
  return odd ? [`Entries before number ${odd.seq} are missing.`] : [];
}
