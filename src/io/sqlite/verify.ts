import type { LedgerEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../domain/life-cycle.ts';
import type { Database } from './open-database.ts';

/** Compares the indexes with a replay of the entries, and asks SQLite about the file itself. */
export function verifyLedger(database: Database, entries: readonly LedgerEntry[]): readonly string[] {
  const problems = (database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
    .map((text) => `SQLite: ${text}`);
  const states = new Map<string, OrderState>();
  for (const entry of entries) {
    if (entry.type === 'snapshot') continue;
    problems.push(...step(states, entry));
  }
  return [...problems, ...compareStates(database, states), ...compareClaims(database, states), ...gaps(entries)];
}

function step(states: Map<string, OrderState>, entry: OrderEntry): string[] {
  try {
    states.set(entry.key, transition(states.get(entry.key) ?? 'pending', entry));
    return [];
  } catch (error) {
    return [`Entry ${entry.seq}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function compareStates(database: Database, states: ReadonlyMap<string, OrderState>): string[] {
  const rows = database.prepare('SELECT key, state FROM orders').all() as { key: string; state: string }[];
  const indexed = new Map(rows.map((row) => [row.key, row.state]));
  const wrong = [...states].filter(([key, state]) => indexed.get(key) !== state);
  const extra = rows.filter((row) => !states.has(row.key));
  return [
    ...wrong.map(
      ([key, state]) =>
        `Order ${key.slice(0, 16)} is "${state}" by its entries and "${indexed.get(key) ?? 'missing'}" in the index.`,
    ),
    ...extra.map((row) => `Order ${row.key.slice(0, 16)} is in the index without any entry.`),
  ];
}

function compareClaims(database: Database, states: ReadonlyMap<string, OrderState>): string[] {
  const rows = database.prepare('SELECT DISTINCT key FROM claims').all() as { key: string }[];
  return rows
    .filter((row) => !HOLDING.has(states.get(row.key) ?? 'pending'))
    .map((row) => `Order ${row.key.slice(0, 16)} holds claims although it is "${states.get(row.key) ?? 'pending'}".`);
}

function gaps(entries: readonly LedgerEntry[]): string[] {
  const odd = entries.find((entry, index) => entry.seq !== index + 1);
  return odd ? [`Entries before number ${odd.seq} are missing.`] : [];
}
