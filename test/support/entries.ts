import type { ClaimedEntry, NewEntry, OrderEntry, OrderNote } from '../../src/domain/ledger-entry.ts';
import type { LookupResult, Verdict } from '../../src/domain/verdict.ts';

const NOTE: OrderNote = {
  account: 'scaledmail sandbox org_test',
  vendor: 'scaledmail',
  organization: 'org_test',
  operation: 'create-custom-order',
  domains: ['alpha.example'],
  mailboxes: 2,
  claims: ['alpha.example'],
  name: 'may-1',
  rows: 'may.csv:2-3',
};

export const VERDICTS = {
  placed: { kind: 'placed', receipt: { orderId: 'rec1', payment: 'taken' }, reason: 'The vendor took it.' },
  placedWithoutId: { kind: 'placed', receipt: { orderId: null, payment: 'taken' }, reason: 'The vendor took it.' },
  refused: { kind: 'refused', code: 'HTTP-400', reason: 'Invalid.', confirm: false },
  notSent: { kind: 'not_placed', cause: 'not_sent', code: 'NOT-SENT', reason: 'No connection.' },
  throttled: { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', reason: 'Slow down.' },
  unauthorised: { kind: 'not_placed', cause: 'unauthorised', code: 'UNAUTHORISED', reason: 'Bad key.' },
  unknown: { kind: 'unknown', code: 'REPLY-LOST', reason: 'No reply.' },
} satisfies Record<string, Verdict>;

export const LOOKUPS = {
  found: { kind: 'found', receipt: { orderId: 'rec1', payment: 'taken' }, by: 'marker' },
  notFoundYet: { kind: 'not_found_yet', note: 'Nothing shows it.' },
  inconclusive: { kind: 'inconclusive', note: 'A read failed.' },
} satisfies Record<string, LookupResult>;

/** Entries as a run appends them, for the order `key`. */
export function entriesOf(key: string) {
  return {
    claimed: (more: Partial<ClaimedEntry> = {}): NewEntry => ({
      type: 'claimed',
      ...NOTE,
      key,
      attempt: 1,
      batch: 'batch-1',
      digest: 'd'.repeat(64),
      snapshot: 1,
      tag: null,
      marker: 'so-marker',
      reservation: null,
      allowed: [],
      ...more,
    }),
    started: (attempt = 1): NewEntry => ({ type: 'spend_started', key, attempt }),
    answered: (attempt = 1): NewEntry => ({
      type: 'answered',
      key,
      attempt,
      reply: { kind: 'lost', reason: 'gone', evidence: { reached: 'started', ms: 1 } },
    }),
    finished: (verdict: Verdict, attempt = 1): NewEntry => ({ type: 'spend_finished', key, attempt, verdict }),
    lookedUp: (result: LookupResult): NewEntry => ({ type: 'looked_up', key, result }),
    withheld: (): NewEntry => ({ type: 'withheld', ...NOTE, key, batch: 'batch-1', foundOrderId: 'recOLD' }),
    resolved: (as: 'placed' | 'not_placed' | 'cancelled', orderId: string | null = null): NewEntry => ({
      type: 'resolved',
      key,
      as,
      orderId,
      note: 'looked',
      who: 'ada',
    }),
  };
}

/** Numbers and dates entries as the ledger does. */
export function appended(entries: readonly NewEntry[]): OrderEntry[] {
  return entries.map((entry, index) => ({
    ...entry,
    seq: index + 1,
    at: `2026-05-02T09:00:${String(index).padStart(2, '0')}.000Z`,
  })) as OrderEntry[];
}
