import type { Database } from './open-database.ts';
import { orderIdIn } from './order-index.ts';
import { type Row, Rows } from './rows.ts';
import { sheetsOf } from './sheet-index.ts';
import type { Kind, Tell } from './verify-order.ts';
import { entriesUnder, entryAt, type Strays, verifyRows } from './verify-rows.ts';

const KINDS: readonly Kind[] = ['step', 'filing', 'state', 'claim', 'open', 'id', 'spending', 'sheet'];

/**
 * Compares the indexes with a replay of the entries, and asks SQLite about the file itself. It reads part by part, so that
 * a history larger than memory can be verified, and so that others can write meanwhile.
 */
export function verifyLedger(database: Database): readonly string[] {
  const rows = new Rows(database);
  const first = look(rows, new Map());
  // Entries that are filed under another order belong to the one they name, which only a second look knows from the start.
  const { findings } = first.found.size > 0 ? look(rows, first.found) : first;
  return [...damage(database, 'integrity_check'), ...findings];
}

function look(rows: Rows, strays: Strays): { readonly found: Strays; readonly findings: readonly string[] } {
  const told: { readonly kind: Kind; readonly seq: number; readonly text: string }[] = [];
  const tell: Tell = (kind, seq, text) => void told.push({ kind, seq, text });
  const { found, accounted } = verifyRows(rows, strays, tell);
  tellGap(rows, tell);
  if (accounted.ids !== countOf(rows, 'order_ids')) tellIds(rows, strays, tell);
  if (accounted.sheets !== countOf(rows, 'sheet_orders')) tellSheets(rows, tell);
  told.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.seq - b.seq);
  return { found, findings: told.map(({ text }) => text) };
}

/** What SQLite says of the file itself. */
export function damage(database: Database, check: 'integrity_check' | 'quick_check(5)'): string[] {
  return saidOf(database.prepare(`PRAGMA ${check}`).all() as Record<string, unknown>[]);
}

/** What is wrong, by the rows that such a check answers with. */
export function saidOf(rows: readonly Row[]): string[] {
  const texts = rows.map((row) => String(Object.values(row)[0]));
  return texts.filter((text) => text !== 'ok').map((text) => `SQLite: ${text}`);
}

/** Told of the first one only: all after it are displaced as well. */
function tellGap(rows: Rows, tell: Tell): void {
  const { n, first, last } = rows.one('SELECT COUNT(*) AS n, MIN(seq) AS first, MAX(seq) AS last FROM entries') ?? {};
  if (n === 0 || (first === 1 && last === n)) return;
  const odd = rows.one(
    'SELECT seq FROM (SELECT seq, ROW_NUMBER() OVER (ORDER BY seq) AS place FROM entries) WHERE seq <> place LIMIT 1',
  );
  if (odd) tell('filing', 0, `Entries before number ${odd.seq} are missing.`);
}

const ID_PAGE = `SELECT account, id, key FROM order_ids WHERE (account, id, key) > (?1, ?2, ?3)
  ORDER BY account, id, key LIMIT 500`;

/** Only where the index has more than the entries account for. */
function tellIds(rows: Rows, strays: Strays, tell: Tell): void {
  const next = (last?: Row) => rows.all(ID_PAGE, text(last?.account), text(last?.id), text(last?.key));
  for (let page = next(); page.length > 0; page = next(page.at(-1))) {
    const keys = [...new Set(page.map((row) => text(row.key)))];
    const entries = [...entriesUnder(keys, rows), ...keys.flatMap((key) => strays.get(key) ?? [])];
    const accounts = new Map<string, string>();
    const told = new Set<string>();
    for (const entry of entries) {
      if (entry.type === 'snapshot') continue;
      if ('account' in entry && !accounts.has(entry.key)) accounts.set(entry.key, entry.account);
      const id = orderIdIn(entry);
      if (id) told.add(JSON.stringify([accounts.get(entry.key) ?? '', id, entry.key]));
    }
    for (const row of page)
      if (!told.has(JSON.stringify([row.account, row.id, row.key])))
        tell('id', Number.MAX_SAFE_INTEGER, `No entry tells the order id ${row.id}.`);
  }
}

const SHEET_PAGE = 'SELECT file, seq FROM sheet_orders WHERE (file, seq) > (?1, ?2) ORDER BY file, seq LIMIT 500';

/** Only where the index has more than the entries account for. */
function tellSheets(rows: Rows, tell: Tell): void {
  const next = (last?: Row) => rows.all(SHEET_PAGE, text(last?.file), Number(last?.seq ?? -1));
  for (let page = next(); page.length > 0; page = next(page.at(-1)))
    for (const { file, seq } of page) {
      const entry = entryAt(Number(seq), rows);
      if (!entry || !sheetsOf(entry).includes(text(file)))
        tell(
          'sheet',
          Number.MAX_SAFE_INTEGER,
          `Entry ${seq} does not stem from ${file}, and the index of sheets has it there.`,
        );
    }
}

function countOf(rows: Rows, table: 'order_ids' | 'sheet_orders'): number {
  return Number(rows.one(`SELECT COUNT(*) AS n FROM ${table}`)?.n);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
