import { ClaimHeld } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { NewEntry } from '../../domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../domain/life-cycle.ts';
import type { Row, Rows } from './rows.ts';
import type { SpendingIndex } from './spending-index.ts';

export type OrderMove = Exclude<NewEntry, { type: 'snapshot' }>;

/**
 * States, claims and open orders, kept beside the entries so that a long history does not slow a small batch. Written in
 * the transaction of the entry; `ledger verify` compares them with a replay.
 */
export class OrderIndex {
  readonly #rows: Rows;
  readonly #spending: SpendingIndex;

  constructor(rows: Rows, spending: SpendingIndex) {
    this.#rows = rows;
    this.#spending = spending;
  }

  /** Throws LedgerError on an impossible move, and ClaimHeld when another order holds a claim. */
  apply(entry: OrderMove, account: AccountId, at: string, noted: () => readonly string[]): void {
    const known = this.#rows.one('SELECT state, unsettled FROM orders WHERE key = ?', entry.key);
    const before = (known?.state ?? 'pending') as OrderState;
    const state = transition(before, entry);
    const id = orderIdIn(entry);
    if (id)
      this.#rows.run('INSERT OR IGNORE INTO order_ids (account, id, key) VALUES (?, ?, ?)', account, id, entry.key);
    this.#moveClaims(entry, before, state, account, noted);
    this.#spending.apply(entry, at, before, state);
    this.#rows.run(
      'INSERT INTO orders (key, account, state, unsettled) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, unsettled = excluded.unsettled',
      entry.key,
      account,
      state,
      isUnsettled(before, state, id, known) ? 1 : 0,
    );
  }

  holdersOf(account: AccountId, claim: string): readonly string[] {
    return this.#rows
      .all('SELECT key FROM claims WHERE account = ? AND claim = ?', account, claim)
      .map((row) => String(row.key));
  }

  #moveClaims(
    entry: OrderMove,
    before: OrderState,
    state: OrderState,
    account: AccountId,
    noted: () => readonly string[],
  ): void {
    if (!HOLDING.has(state)) this.#rows.run('DELETE FROM claims WHERE key = ?', entry.key);
    else if (entry.type === 'claimed') this.#take(account, entry.key, entry.claims, entry.allowed);
    else if (!HOLDING.has(before)) {
      // What the vendor shows is so, whoever else claims it; what a person says must fit the ledger.
      const allowed = entry.type === 'looked_up' ? 'all' : [];
      this.#take(account, entry.key, noted(), allowed);
    }
  }

  #take(account: AccountId, key: string, claims: readonly string[], allowed: readonly string[] | 'all'): void {
    for (const claim of claims) {
      const others = this.holdersOf(account, claim).filter((holder) => holder !== key);
      const blocking = others.find((holder) => allowed !== 'all' && !allowed.includes(holder));
      if (blocking) throw new ClaimHeld(claim, blocking);
      const shared = others.length > 0 ? 1 : 0;
      this.#rows.run(
        'INSERT INTO claims (account, claim, key, shared) VALUES (?, ?, ?, ?)',
        account,
        claim,
        key,
        shared,
      );
    }
  }
}

/** The order id that an entry tells, if it tells one. */
export function orderIdIn(entry: NewEntry): string | null {
  if (entry.type === 'spend_finished' && entry.verdict.kind === 'placed') return entry.verdict.receipt.orderId;
  if (entry.type === 'looked_up' && entry.result.kind === 'found') return entry.result.receipt.orderId;
  if (entry.type === 'resolved' && entry.as === 'placed') return entry.orderId;
  return null;
}

/** True for an order that is still to be settled: held and not placed, or placed without an id. */
function isUnsettled(before: OrderState, state: OrderState, id: string | null, known: Row | undefined): boolean {
  if (!HOLDING.has(state)) return false;
  if (state !== 'placed') return true;
  return id === null && (before !== 'placed' || known?.unsettled === 1);
}
