import type { LedgerEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import { type OrderState, transition } from '../../domain/life-cycle.ts';
import { type Spending, spendingIn } from '../../domain/spending.ts';
import type { Database } from './open-database.ts';

/** Fills the table of spending from the entries, as the second schema wants it. Called inside the migration's transaction. */
export function fillSpending(database: Database): void {
  const rows = database.prepare('SELECT body FROM entries ORDER BY seq').all() as { body: string }[];
  const insert = database.prepare(
    'INSERT INTO spending (key, attempt, client, batch, at, minor, currency, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const one of spendingOf(rows.map((row) => JSON.parse(row.body) as LedgerEntry)))
    insert.run(
      one.key,
      one.attempt,
      one.client,
      one.batch,
      one.at,
      one.amount?.minor ?? null,
      one.amount?.currency ?? null,
      one.held ? 1 : 0,
    );
}

/** What each attempt may have cost, by a replay of the entries; an entry that does not fit changes nothing. */
export function spendingOf(entries: readonly LedgerEntry[]): readonly Spending[] {
  const states = new Map<string, OrderState>();
  return spendingIn(
    entries.flatMap((entry) => {
      if (entry.type === 'snapshot') return [];
      const before = states.get(entry.key) ?? 'pending';
      const after = stateAfter(before, entry);
      if (after === null) return [];
      states.set(entry.key, after);
      return [{ entry, at: entry.at, before, after }];
    }),
  );
}

function stateAfter(before: OrderState, entry: OrderEntry): OrderState | null {
  try {
    return transition(before, entry);
  } catch {
    return null;
  }
}
