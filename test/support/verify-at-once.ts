import type { LedgerEntry, OrderEntry } from '../../src/domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../src/domain/life-cycle.ts';
import type { Database } from '../../src/io/sqlite/open-database.ts';
import { orderIdIn } from '../../src/io/sqlite/order-index.ts';
import { type Accounts, compareIds, compareSheets, compareSpending, readRows } from './verify-rows-at-once.ts';

/** Compares the indexes with a replay of the entries, and asks SQLite about the file itself. */
export function verifyAtOnce(database: Database): readonly string[] {
  const problems = damage(database, 'integrity_check');
  const { entries, accounts, problems: unfit } = readRows(database);
  const states = new Map<string, OrderState>();
  for (const entry of entries) {
    if (entry.type === 'snapshot') continue;
    problems.push(...step(states, entry));
  }
  return [
    ...problems,
    ...unfit,
    ...compareStates(database, states, accounts),
    ...compareClaims(database, entries, states, accounts),
    ...compareOpen(database, entries),
    ...compareIds(database, entries, accounts),
    ...compareSpending(database, entries),
    ...compareSheets(database, entries),
  ];
}

/** What SQLite says of the file itself. */
export function damage(database: Database, check: 'integrity_check' | 'quick_check(5)'): string[] {
  return saidOf(database.prepare(`PRAGMA ${check}`).all() as Record<string, unknown>[]);
}

/** What is wrong, by the rows that such a check answers with. */
export function saidOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const texts = rows.map((row) => String(Object.values(row)[0]));
  return texts.filter((text) => text !== 'ok').map((text) => `SQLite: ${text}`);
}

function step(states: Map<string, OrderState>, entry: OrderEntry): string[] {
  try {
    states.set(entry.key, transition(states.get(entry.key) ?? 'pending', entry));
    return [];
  } catch (error) {
    return [`Entry ${entry.seq}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function compareStates(database: Database, states: ReadonlyMap<string, OrderState>, accounts: Accounts): string[] {
  const sql = "SELECT COALESCE(key, '') AS key, account, state FROM orders";
  const rows = database.prepare(sql).all() as { key: string; account: string; state: string }[];
  const indexed = new Map(rows.map((row) => [row.key, row.state]));
  const strayed = rows.filter((row) => states.has(row.key) && row.account !== accounts.get(row.key));
  const wrong = [...states].filter(([key, state]) => indexed.get(key) !== state);
  const extra = rows.filter((row) => !states.has(row.key));
  return [
    ...strayed.map((row) => `Order ${row.key.slice(0, 16)} is filed under another account than its entries tell.`),
    ...wrong.map(
      ([key, state]) =>
        `Order ${key.slice(0, 16)} is "${state}" by its entries and "${indexed.get(key) ?? 'missing'}" in the index.`,
    ),
    ...extra.map((row) => `Order ${row.key.slice(0, 16)} is in the index without any entry.`),
  ];
}

/** Orders that are still to be settled, by the index and by a replay. */
function compareOpen(database: Database, entries: readonly LedgerEntry[]): string[] {
  const rows = database.prepare("SELECT COALESCE(key, '') AS key FROM orders WHERE unsettled = 1").all() as {
    key: string;
  }[];
  const indexed = new Set(rows.map((row) => row.key));
  const ids = new Map<string, string | null>();
  const states = new Map<string, OrderState>();
  for (const entry of entries) {
    if (entry.type === 'snapshot') continue;
    const before = states.get(entry.key) ?? 'pending';
    states.set(entry.key, stateAfter(before, entry));
    const id = orderIdIn(entry);
    if (id) ids.set(entry.key, id);
    else if (before !== 'placed' || states.get(entry.key) !== 'placed') ids.set(entry.key, null);
  }
  return [...states]
    .filter(([key, state]) => {
      const open = HOLDING.has(state) && !(state === 'placed' && ids.get(key));
      return open !== indexed.has(key);
    })
    .map(
      ([key]) =>
        `Order ${key.slice(0, 16)} is ${indexed.has(key) ? '' : 'not '}among the open orders, and should${indexed.has(key) ? ' not' : ''} be.`,
    );
}

function stateAfter(before: OrderState, entry: OrderEntry): OrderState {
  try {
    return transition(before, entry);
  } catch {
    return before;
  }
}

interface Claim {
  readonly account: string;
  readonly claim: string;
  readonly key: string;
}

function nameOf({ account, claim, key }: Claim): string {
  return JSON.stringify([account, claim, key]);
}

/** Every order that holds its claims has them in the index, and no other order has any. */
function compareClaims(
  database: Database,
  entries: readonly LedgerEntry[],
  states: ReadonlyMap<string, OrderState>,
  accounts: Accounts,
): string[] {
  const rows = database.prepare("SELECT account, claim, COALESCE(key, '') AS key FROM claims").all() as Claim[];
  const indexed = new Set(rows.map(nameOf));
  const named = new Map<string, readonly string[]>();
  for (const entry of entries) if ('claims' in entry) named.set(entry.key, entry.claims);
  const wanted = [...states]
    .filter(([, state]) => HOLDING.has(state))
    .flatMap(([key]) => (named.get(key) ?? []).map((claim) => ({ account: accounts.get(key) ?? '', key, claim })));
  const expected = new Set(wanted.map(nameOf));
  return [
    ...wanted
      .filter((claim) => !indexed.has(nameOf(claim)))
      .map(({ key, claim }) => `Order ${key.slice(0, 16)} has lost its claim on ${claim}.`),
    ...rows
      .filter((claim) => !expected.has(nameOf(claim)))
      .map(
        ({ key, claim }) =>
          `Order ${key.slice(0, 16)} holds ${claim} although it is "${states.get(key) ?? 'pending'}".`,
      ),
  ];
}
