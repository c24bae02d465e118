import { LedgerError } from './errors.ts';
import type { NewEntry } from './ledger-entry.ts';

/** Where an order stands. Defined by replay of the ledger, and by nothing else. */
export type OrderState =
  | 'pending'
  | 'claimed'
  | 'in_flight'
  | 'answered'
  | 'placed'
  | 'refused'
  | 'retryable'
  | 'unknown';

/** States in which an order holds its claims: two live orders never claim one domain. */
export const HOLDING: ReadonlySet<OrderState> = new Set(['claimed', 'in_flight', 'answered', 'unknown', 'placed']);

/** States that a run which died can leave behind. */
export const LEFT_OPEN: ReadonlySet<OrderState> = new Set(['claimed', 'in_flight', 'answered']);

type OrderMove = Exclude<NewEntry, { type: 'snapshot' }>;

/**
 * The one function that owns the moves. Returns the state after `entry`, or throws LedgerError on a move that must not
 * happen. Nothing leads from `unknown` to `retryable` but a person, and nothing but `claimed` leads to a spend.
 */
export function transition(from: OrderState, entry: OrderMove): OrderState {
  const to = next(from, entry);
  if (to) return to;
  throw new LedgerError(
    `The ledger has an impossible step for order ${entry.key.slice(0, 16)}: "${entry.type}" while it is "${from}".`,
    'Run `sheetorder ledger verify`, and send nothing until it is clean.',
    'LEDGER-STEP',
  );
}

function next(from: OrderState, entry: OrderMove): OrderState | null {
  switch (entry.type) {
    case 'claimed':
      return from === 'pending' || from === 'retryable' || from === 'refused' ? 'claimed' : null;
    case 'spend_started':
      return from === 'claimed' ? 'in_flight' : null;
    case 'answered':
      return from === 'in_flight' ? 'answered' : null;
    case 'spend_finished':
      return finished(from, entry.verdict.kind);
    case 'looked_up':
      if (entry.result.kind !== 'found') return from;
      // What the vendor shows is placed, also an order of ours that a new ledger does not know yet.
      return LEFT_OPEN.has(from) ? null : 'placed';
    case 'withheld':
      return from === 'pending' || from === 'retryable' || from === 'refused' ? from : null;
    case 'resolved':
      return resolved(from, entry.as);
  }
}

type VerdictKind = Extract<NewEntry, { type: 'spend_finished' }>['verdict']['kind'];

function finished(from: OrderState, verdict: VerdictKind): OrderState | null {
  if (from === 'claimed') return verdict === 'not_placed' ? 'retryable' : null;
  if (from === 'in_flight') return verdict === 'unknown' ? 'unknown' : null;
  if (from !== 'answered') return null;
  return verdict === 'not_placed' ? 'retryable' : verdict;
}

function resolved(from: OrderState, as: Extract<NewEntry, { type: 'resolved' }>['as']): OrderState | null {
  // Of an order that is placed already it says the id, or that it is paid.
  if (as === 'placed') return LEFT_OPEN.has(from) ? null : 'placed';
  if (as === 'not_placed') return from === 'unknown' ? 'retryable' : null;
  return from === 'placed' ? 'retryable' : null;
}
