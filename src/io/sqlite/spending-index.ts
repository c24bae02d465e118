import type { NewEntry } from '../../domain/ledger-entry.ts';
import type { OrderState } from '../../domain/life-cycle.ts';
import type { Money } from '../../domain/money.ts';
import { clientName, type SpendingFilter, settledAmount, spendingChange } from '../../domain/spending.ts';
import type { Rows } from './rows.ts';

type OrderMove = Exclude<NewEntry, { type: 'snapshot' }>;

const LATEST = 'rowid = (SELECT MAX(rowid) FROM spending WHERE key = ?1)';

/** What each attempt may have cost, summed without reading the history. Written in the transaction of the entry. */
export class SpendingIndex {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  apply(entry: OrderMove, at: string, before: OrderState, after: OrderState): void {
    if (entry.type === 'claimed') {
      this.#rows.run(
        'INSERT INTO spending (key, attempt, client, batch, at, minor, currency, held) VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
        entry.key,
        entry.attempt,
        clientName(entry.client ?? ''),
        entry.batch,
        at,
        entry.reservation?.minor ?? null,
        entry.reservation?.currency ?? null,
      );
      return;
    }
    const { held, amount } = spendingChange(entry, before, after);
    if (held !== undefined) this.#rows.run(`UPDATE spending SET held = ?2 WHERE ${LATEST}`, entry.key, held ? 1 : 0);
    if (amount) this.#settle(entry.key, amount);
  }

  sums({ since, batch, client }: SpendingFilter): readonly Money[] {
    const asked = { 'at >= ?': since, 'batch = ?': batch, 'client = ?': client };
    const parts = Object.entries(asked).flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
    const where = ['held = 1', 'minor IS NOT NULL', ...parts.map(({ sql }) => sql)].join(' AND ');
    const sql = `SELECT currency, SUM(minor) AS minor FROM spending WHERE ${where} GROUP BY currency`;
    return this.#rows
      .all(sql, ...parts.map(({ value }) => value))
      .map((row) => ({ minor: Number(row.minor), currency: String(row.currency) }));
  }

  #settle(key: string, said: Money): void {
    const row = this.#rows.one(`SELECT minor, currency FROM spending WHERE ${LATEST}`, key);
    if (!row) return;
    const reserved = row.minor === null ? null : { minor: Number(row.minor), currency: String(row.currency) };
    const { minor, currency } = settledAmount(reserved, said);
    this.#rows.run(`UPDATE spending SET minor = ?2, currency = ?3 WHERE ${LATEST}`, key, minor, currency);
  }
}
