import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEntry, OrderEntry } from '../../src/domain/ledger-entry.ts';
import { type OrderState, transition } from '../../src/domain/life-cycle.ts';
import type { Receipt } from '../../src/domain/verdict.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { appended, entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';

const UNPAID: Receipt = { orderId: 'rec1', payment: 'checkout', checkoutUrl: 'https://checkout.example/abc' };
const KEYS = ['k1', 'k2', 'k3'] as const;

function movesOf(key: string): readonly NewEntry[] {
  const of = entriesOf(key);
  return [
    of.claimed(),
    of.started(),
    of.answered(),
    ...Object.values(VERDICTS).map((verdict) => of.finished(verdict)),
    ...Object.values(LOOKUPS).map((result) => of.lookedUp(result)),
    of.finished({ kind: 'placed', receipt: UNPAID, reason: 'taken' }),
    of.lookedUp({ kind: 'found', receipt: UNPAID, by: 'its order id' }),
    of.lookedUp({ kind: 'found', receipt: { orderId: 'rec1', payment: 'taken' }, by: 'its order id', paid: true }),
    of.withheld(),
    of.resolved('placed', 'rec9'),
    of.resolved('not_placed'),
    of.resolved('cancelled'),
  ];
}

const MOVES = KEYS.flatMap(movesOf);

/** Random entries of three orders, kept where the life cycle allows them, numbered as the ledger numbers. */
const histories = fc.array(fc.integer({ min: 0, max: MOVES.length - 1 }), { maxLength: 60 }).map((picks) => {
  const states = new Map<string, OrderState>();
  const kept = picks.flatMap((pick) => {
    const move = MOVES[pick];
    if (!move || move.type === 'snapshot') return [];
    try {
      states.set(move.key, transition(states.get(move.key) ?? 'pending', move));
      return [move];
    } catch {
      return [];
    }
  });
  return { entries: appended(kept), states };
});

describe('replay', () => {
  test('ends where the life cycle ends', () => {
    fc.assert(
      fc.property(histories, ({ entries, states }) => {
        const book = replayLedger(entries);
        for (const [key, state] of states) expect(book.get(key)?.state).toBe(state);
        expect(book.size).toBe(states.size);
      }),
    );
  });

  test('of one order does not depend on the others', () => {
    fc.assert(
      fc.property(histories, ({ entries }) => {
        const together = replayLedger(entries);
        for (const key of KEYS) {
          const alone = replayLedger(entries.filter((entry: OrderEntry) => entry.key === key)).get(key);
          expect(alone).toEqual(together.get(key));
        }
      }),
    );
  });

  test('counts an attempt exactly when something may have left', () => {
    fc.assert(
      fc.property(histories, ({ entries }) => {
        for (const [key, record] of replayLedger(entries))
          expect(record.attempts).toBe(
            entries.filter((entry) => entry.key === key && entry.type === 'spend_started').length,
          );
      }),
    );
  });

  test('a placed order keeps its very id, unless a person says that it was cancelled', () => {
    fc.assert(
      fc.property(histories, ({ entries }) => {
        const ids = new Map<string, string>();
        entries.forEach((entry, index) => {
          const record = replayLedger(entries.slice(0, index + 1)).get(entry.key);
          const before = ids.get(entry.key);
          if (entry.type === 'resolved' && entry.as === 'cancelled') ids.delete(entry.key);
          else if (before !== undefined && record?.state === 'placed') expect(record.receipt?.orderId).toBe(before);
          if (record?.state === 'placed' && record.receipt?.orderId) ids.set(entry.key, record.receipt.orderId);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('what is paid stays paid, and has no link, until a person cancels it', () => {
    fc.assert(
      fc.property(histories, ({ entries }) => {
        const paid = new Set<string>();
        entries.forEach((entry, index) => {
          const record = replayLedger(entries.slice(0, index + 1)).get(entry.key);
          if (entry.type === 'resolved' && entry.as === 'cancelled') paid.delete(entry.key);
          else if (paid.has(entry.key)) expect(record?.receipt).toMatchObject({ payment: 'taken' });
          if (record?.state !== 'placed' || record.receipt?.payment !== 'taken') return;
          paid.add(entry.key);
          expect(record.receipt.checkoutUrl).toBeUndefined();
        });
      }),
      { numRuns: 60 },
    );
  });
});
