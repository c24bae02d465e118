import type { LedgerEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import { grouped } from './groups.ts';
import type { Row, Rows } from './rows.ts';
import { sheetsOf } from './sheet-index.ts';
import { compareOrder, type Tell, type Told, toldBy } from './verify-order.ts';

/** Orders that are in memory at a time. */
const ORDERS = 400;
/** Entries of no order, and rows of an index, that are in memory at a time. */
const PAGE = 500;

/** These read all there is, part by part: no statement stays half read, since that would keep others from writing. */
const SQL = {
  keys: `SELECT key FROM entries WHERE key > ?1 GROUP BY key ORDER BY key LIMIT ${ORDERS}`,
  entries: `SELECT seq, entries.key AS filed, account, entries.type AS kind, body
    FROM json_each(?1) AS asked CROSS JOIN entries ON entries.key = asked.value ORDER BY asked.key, seq`,
  keyless: `SELECT seq, key AS filed, account, type AS kind, body FROM entries WHERE key = '' AND seq > ?1 ORDER BY seq LIMIT ${PAGE}`,
  bySeq: `SELECT seq, key AS filed, account, type AS kind, body FROM entries WHERE seq = ?1`,
  orders:
    'SELECT orders.key AS key, account, state, unsettled FROM json_each(?1) AS asked CROSS JOIN orders ON orders.key = asked.value',
  claims: `SELECT account, claim, claims.key AS key FROM json_each(?1) AS asked CROSS JOIN claims ON claims.key = asked.value
    ORDER BY claims.rowid`,
  spending: `SELECT spending.key AS key, attempt, client, batch, at, minor, currency, held
    FROM json_each(?1) AS asked CROSS JOIN spending ON spending.key = asked.value ORDER BY spending.rowid`,
  ids: `SELECT asked.key AS at FROM json_each(?1) AS asked CROSS JOIN order_ids ON account = json_extract(asked.value, '$[0]')
    AND order_ids.id = json_extract(asked.value, '$[1]') AND order_ids.key = json_extract(asked.value, '$[2]')`,
  sheets: `SELECT asked.key AS at FROM json_each(?1) AS asked CROSS JOIN sheet_orders ON file = json_extract(asked.value, '$[0]')
    AND seq = json_extract(asked.value, '$[1]')`,
  without: (table: string) =>
    `SELECT DISTINCT COALESCE(key, '') AS key FROM ${table}
      WHERE key IS NULL OR key = '' OR NOT EXISTS (SELECT 1 FROM entries WHERE entries.key = ${table}.key)`,
} as const;

/** Entries by the order that they themselves name, where they are filed under another one. */
export type Strays = Map<string, OrderEntry[]>;

/** How many rows the entries have accounted for, of indexes that are asked for single rows only. */
export interface Accounted {
  ids: number;
  sheets: number;
}

/** Reads every entry, order by order, and tells what does not fit. Returns the entries that are filed under another order. */
export function verifyRows(
  rows: Rows,
  strays: Strays,
  tell: Tell,
): { readonly found: Strays; readonly accounted: Accounted } {
  const found: Strays = new Map();
  const accounted = { ids: 0, sheets: 0 };
  const check = (keys: readonly string[]) => {
    const more = inOneRead(rows, () => checkOrders(keys, rows, strays, found, tell));
    accounted.ids += more.ids;
    accounted.sheets += more.sheets;
  };
  for (let page = rows.all(SQL.keyless, 0); page.length > 0; page = rows.all(SQL.keyless, seqOf(page.at(-1))))
    for (const row of page) {
      const filed = fileOf(row, found, tell);
      if (filed) compareFiling(filed, '', tell);
    }
  const seen = new Set<string>();
  for (let page = keysAfter(rows, ''); page.length > 0; page = keysAfter(rows, page.at(-1) ?? '')) {
    for (const key of page) if (strays.has(key)) seen.add(key);
    check(page);
  }
  const elsewhere = [...strays.keys()].filter((key) => !seen.has(key));
  const without = ['orders', 'claims', 'spending'].flatMap((table) => rows.all(SQL.without(table)));
  const extra = without.map((row) => String(row.key)).filter((key) => key !== '' && !strays.has(key));
  check([...new Set([...elsewhere, ...extra])]);
  if (without.some((row) => row.key === ''))
    tell('state', Number.MAX_SAFE_INTEGER, 'Order  is in the index without any entry.');
  return { found, accounted };
}

/** Others may write between two parts, and not within one. */
function inOneRead<T>(rows: Rows, work: () => T): T {
  rows.run('BEGIN');
  try {
    return work();
  } finally {
    rows.run('COMMIT');
  }
}

function checkOrders(keys: readonly string[], rows: Rows, strays: Strays, found: Strays, tell: Tell): Accounted {
  const filed = grouped(filedUnder(keys, rows, found, tell), ({ entry }) => keyOf(entry));
  const orders = new Map(rows.many(SQL.orders, keys).map((row) => [String(row.key), row]));
  const claims = grouped(rows.many(SQL.claims, keys), keyIn);
  const spending = grouped(rows.many(SQL.spending, keys), keyIn);
  const told: Told[] = [];
  const sheets: (readonly [string, number])[] = [];
  for (const key of keys) {
    const here = filed.get(key) ?? [];
    const entries = here.map(({ entry }) => entry as OrderEntry);
    const own = [...entries, ...(strays.get(key) ?? [])].sort((a, b) => a.seq - b.seq);
    const order = toldBy(key, own, tell);
    for (const one of here) compareFiling(one, order.account, tell);
    told.push(order);
    sheets.push(...own.flatMap((entry) => sheetsOf(entry).map((file) => [file, entry.seq] as const)));
    const indexed = { order: orders.get(key), claims: claims.get(key) ?? [], spending: spending.get(key) ?? [] };
    compareOrder(order, indexed, tell);
  }
  return { ids: checkIds(told, rows, tell), sheets: checkSheets(sheets, rows, tell) };
}

/** How many of the order ids that are told stand in the index. */
function checkIds(told: readonly Told[], rows: Rows, tell: Tell): number {
  const ids = told.flatMap(({ account, key, seq, ids }) => ids.map((id) => ({ asked: [account, id, key], id, seq })));
  const there = new Set(
    asked(
      rows,
      SQL.ids,
      ids.map((one) => one.asked),
    ),
  );
  ids.forEach(({ id, seq }, at) => {
    if (!there.has(at)) tell('id', seq, `The order id ${id} is missing in the index.`);
  });
  return there.size;
}

/** How many of the sheets that entries name stand in the index. */
function checkSheets(sheets: readonly (readonly [string, number])[], rows: Rows, tell: Tell): number {
  const there = new Set(asked(rows, SQL.sheets, sheets));
  sheets.forEach(([file, seq], at) => {
    if (!there.has(at)) tell('sheet', seq, `Entry ${seq} stems from ${file}, and the index of sheets has lost it.`);
  });
  return there.size;
}

function asked(rows: Rows, sql: string, values: readonly unknown[]): readonly number[] {
  return values.length === 0 ? [] : rows.all(sql, JSON.stringify(values)).map((row) => Number(row.at));
}

/** An entry and what it is filed as. */
interface Filed {
  readonly row: Row;
  readonly entry: LedgerEntry;
}

/** The entries of these orders that name the order they are filed under; what is astray is put aside. */
function filedUnder(keys: readonly string[], rows: Rows, found: Strays, tell: Tell): readonly Filed[] {
  return rows.many(SQL.entries, keys).flatMap((row) => fileOf(row, found, tell) ?? []);
}

/** The entry in a row, when it can be read and belongs to the order that it is filed under. */
function fileOf(row: Row, found: Strays, tell: Tell): Filed | null {
  const entry = entryOf(row);
  if (!entry) {
    tell('filing', seqOf(row), `Entry ${row.seq} cannot be read.`);
    return null;
  }
  const key = keyOf(entry);
  if (row.filed === key) return { row, entry };
  tellFiling(row, tell);
  if (entry.type !== 'snapshot') found.set(key, [...(found.get(key) ?? []), entry]);
  return null;
}

/** An entry that names no account belongs to that of its order. */
function compareFiling({ row, entry }: Filed, account: string, tell: Tell): void {
  const named = 'account' in entry ? entry.account : account;
  if (row.account !== named || row.kind !== entry.type) tellFiling(row, tell);
}

function tellFiling(row: Row, tell: Tell): void {
  tell('filing', seqOf(row), `Entry ${row.seq} is filed under another order, account or type than it tells.`);
}

function keyOf(entry: LedgerEntry): string {
  return entry.type === 'snapshot' ? '' : String(entry.key);
}

export function entryOf(row: Row): LedgerEntry | null {
  try {
    return { ...JSON.parse(String(row.body)), seq: seqOf(row) };
  } catch {
    return null;
  }
}

/** The readable entry of this number. */
export function entryAt(seq: number, rows: Rows): LedgerEntry | null {
  const row = rows.one(SQL.bySeq, seq);
  return row ? entryOf(row) : null;
}

/** The readable entries of these orders, whatever they are filed as. */
export function entriesUnder(keys: readonly string[], rows: Rows): readonly LedgerEntry[] {
  return rows.many(SQL.entries, keys).flatMap((row) => entryOf(row) ?? []);
}

function keysAfter(rows: Rows, key: string): readonly string[] {
  return rows.all(SQL.keys, key).map((row) => String(row.key));
}

function seqOf(row: Row | undefined): number {
  return Number(row?.seq);
}

function keyIn(row: Row): string {
  return String(row.key);
}
