import type { LedgerEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import { type OrderState, transition } from '../../domain/life-cycle.ts';
import { type Spending, spendingIn } from '../../domain/spending.ts';
import type { Database } from './open-database.ts';
import { Rows } from './rows.ts';
import { indexSheets } from './sheet-index.ts';
import { SpendingIndex } from './spending-index.ts';

/** Entries that are in memory at a time. */
const PAGE = 1_000;

/** Fills the table of spending from the entries, as the second schema wants it. Called inside the migration's transaction. */
export function fillSpending(database: Database): void {
  const rows = new Rows(database);
  const index = new SpendingIndex(rows);
  for (const { entry, at, before, after } of movesOf(entriesIn(rows))) index.apply(entry, at, before, after);
}

/**
 * Fills the table of sheets from the entries, as the third schema wants it; an entry that cannot be read is left to
 * `ledger verify`. Called inside the migration's transaction.
 */
export function fillSheets(database: Database): void {
  const rows = new Rows(database);
  const sql = `SELECT seq, body FROM entries WHERE seq > ? AND type IN ('claimed', 'withheld') ORDER BY seq LIMIT ${PAGE}`;
  for (let page = rows.all(sql, 0); page.length > 0; page = rows.all(sql, Number(page.at(-1)?.seq)))
    for (const row of page) {
      const entry = entryIn(String(row.body));
      if (entry) indexSheets(entry, Number(row.seq), rows);
    }
}

/** Every entry, page by page. */
function* entriesIn(rows: Rows): Generator<LedgerEntry> {
  const sql = `SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`;
  for (let page = rows.all(sql, 0); page.length > 0; page = rows.all(sql, Number(page.at(-1)?.seq)))
    for (const row of page) yield JSON.parse(String(row.body));
}

function entryIn(body: string): LedgerEntry | null {
  try {
    return JSON.parse(body) as LedgerEntry;
  } catch {
    return null;
  }
}

/** What each attempt may have cost, by a replay of the entries: what the index must be the same as. */
export function spendingOf(entries: readonly LedgerEntry[]): readonly Spending[] {
  return spendingIn(movesOf(entries));
}

/** Each order's entries with the states they lead from and to; an entry that does not fit changes nothing. */
function* movesOf(entries: Iterable<LedgerEntry>) {
  const states = new Map<string, OrderState>();
  for (const entry of entries) {
    if (entry.type === 'snapshot') continue;
    const before = states.get(entry.key) ?? 'pending';
    const after = stateAfter(before, entry);
    if (after === null) continue;
    states.set(entry.key, after);
    yield { entry, at: entry.at, before, after };
  }
}

function stateAfter(before: OrderState, entry: OrderEntry): OrderState | null {
  try {
    return transition(before, entry);
  } catch {
    return null;
  }
}
