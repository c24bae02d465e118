import type { Status } from '../../../src/domain/status.ts';
import type { Said } from './table.ts';

/** Whether the vendor sold the order, and from when on it lists it. */
export type Truth = 'sold' | 'sold, listed later' | 'not sold';
/** `blind`: once the order was sent, every read of this run fails. */
export type Sight = 'sees' | 'blind';

/** How the order must stand: its verdict in the ledger, its status after each run, the spends of the first two. */
export interface Course {
  readonly verdict: string;
  readonly code: string;
  readonly first: Status;
  readonly second: Status;
  readonly third: Status;
  readonly spends: readonly [number, number];
}

/** The course that the specification gives a reply: the same one, whatever made the vendor answer like that. */
export function courseOf(said: Said, truth: Truth, sight: Sight): Course {
  const seen = truth === 'sold' && sight === 'sees';
  const sold = truth !== 'not sold';
  const after = (first: Status, second: Status, third: Status = second) => ({ first, second, third });
  switch (said.kind) {
    case 'placed': {
      const status = said.payment === 'pending' ? 'payment_pending' : 'placed';
      const later = said.payment === 'pending' ? 'payment_pending' : 'already_placed';
      return { verdict: 'placed', code: '', ...after(status, later), spends: [1, 0] };
    }
    case 'unknown':
      return { ...doubt(said.code, seen, sold), spends: [1, 0] };
    case 'refused':
      if (said.confirm && sight === 'blind') return { ...doubt('REFUSAL-UNCONFIRMED', false, sold), spends: [1, 0] };
      if (said.confirm && seen)
        return { verdict: 'placed', code: '', ...after('placed', 'already_placed'), spends: [1, 0] };
      // The third run is asked to try refused orders again.
      return { verdict: 'refused', code: said.code, ...after('refused', 'refused', 'placed'), spends: [1, 0] };
    default: {
      const waits = said.kind === 'throttled' && sight === 'sees';
      const found = waits && seen;
      const first = found ? 'placed' : 'not_sent';
      const spends = said.kind === 'not_sent' ? 0 : waits && !found ? 2 : 1;
      const next = sold ? after(first, 'already_placed') : after(first, 'placed', 'already_placed');
      return { verdict: 'not_placed', code: said.code, ...next, spends: [spends, sold ? 0 : 1] };
    }
  }
}

function doubt(code: string, seen: boolean, sold: boolean): Omit<Course, 'spends'> {
  const verdict = { verdict: 'unknown', code };
  if (seen) return { ...verdict, first: 'placed', second: 'already_placed', third: 'already_placed' };
  const later = sold ? 'already_placed' : 'unknown';
  return { ...verdict, first: 'unknown', second: later, third: later };
}
