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

interface Astray {
  /** Those that an earlier pass found. */
  readonly strays: Strays;
  /** Those that this one finds. */
  readonly found: Strays;
}

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
    for (const row of page) fileOf(row, new Map(), { strays, found }, tell);
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
  const entries = entriesOf(keys, rows, { strays, found }, tell);
  const orders = new Map(rows.many(SQL.orders, keys).map((row) => [String(row.key), row]));
  const claims = grouped(rows.many(SQL.claims, keys), keyIn);
  const spending = grouped(rows.many(SQL.spending, keys), keyIn);
  const told: Told[] = [];
  const sheets: (readonly [string, number])[] = [];
  for (const key of keys) {
    const own = [...(entries.get(key) ?? []), ...(strays.get(key) ?? [])].sort((a, b) => a.seq - b.seq);
    const order = toldBy(key, own, tell);
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

/** The readable entries of these orders that name the order they are filed under. */
function entriesOf(keys: readonly string[], rows: Rows, astray: Astray, tell: Tell): ReadonlyMap<string, OrderEntry[]> {
  const entries = new Map<string, OrderEntry[]>();
  const accounts = new Map<string, string>();
  for (const row of rows.many(SQL.entries, keys)) {
    const entry = fileOf(row, accounts, astray, tell);
    if (entry) entries.set(entry.key, [...(entries.get(entry.key) ?? []), entry]);
  }
  return entries;
}

/** The entry in a row, when it belongs to the order that it is filed under; tells where it is filed wrongly. */
function fileOf(row: Row, accounts: Map<string, string>, { strays, found }: Astray, tell: Tell): OrderEntry | null {
  const entry = entryOf(row);
  const seq = seqOf(row);
  if (!entry) {
    tell('filing', seq, `Entry ${seq} cannot be read.`);
    return null;
  }
  const key = entry.type === 'snapshot' ? '' : String(entry.key);
  const [stray] = strays.get(key) ?? [];
  const known = accounts.get(key) ?? (stray && 'account' in stray ? stray.account : '');
  const account = 'account' in entry ? entry.account : known;
  if (!accounts.has(key)) accounts.set(key, account);
  if (row.filed !== key || row.account !== account || row.kind !== entry.type)
    tell('filing', seq, `Entry ${seq} is filed under another order, account or type than it tells.`);
  if (entry.type === 'snapshot' || row.filed === key) return entry.type === 'snapshot' ? null : entry;
  found.set(key, [...(found.get(key) ?? []), entry]);
  return null;
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
