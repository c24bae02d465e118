import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEntry } from '../../src/domain/ledger-entry.ts';
import { transition } from '../../src/domain/life-cycle.ts';
import { decideAgain, decideSend } from '../../src/steps/decide-send.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { appended, entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';

const of = entriesOf('k1');

function recordAfter(...entries: NewEntry[]) {
  return replayLedger(appended(entries)).get('k1') ?? null;
}

const ORDINARY = { retryRefused: false };

describe('whether to send', () => {
  test.each([
    ['nothing is known of it', recordAfter(), { send: true, readBackFirst: false }],
    ['it was only withheld', recordAfter(of.withheld()), { send: true, readBackFirst: false }],
    ['it is claimed', recordAfter(of.claimed()), { send: false, why: 'in_flight' }],
    ['it is in flight', recordAfter(of.claimed(), of.started()), { send: false, why: 'in_flight' }],
    ['it is answered', recordAfter(of.claimed(), of.started(), of.answered()), { send: false, why: 'in_flight' }],
    ['it never left', recordAfter(of.claimed(), of.finished(VERDICTS.notSent)), { send: true, readBackFirst: false }],
    ['it was throttled', ended(VERDICTS.throttled), { send: true, readBackFirst: true }],
    ['the key was refused', ended(VERDICTS.unauthorised), { send: true, readBackFirst: true }],
    ['it is placed', ended(VERDICTS.placed), { send: false, why: 'placed' }],
    ['it is placed without an id', ended(VERDICTS.placedWithoutId), { send: false, why: 'placed' }],
    ['it is refused', ended(VERDICTS.refused), { send: false, why: 'refused' }],
    ['it is unknown', ended(VERDICTS.unknown), { send: false, why: 'unknown' }],
  ])('%s', (_, record, decision) => {
    expect(decideSend(record, ORDINARY)).toEqual(decision);
  });

  test('a refused order only when asked, and after a read-back', () => {
    expect(decideSend(ended(VERDICTS.refused), { retryRefused: true })).toEqual({ send: true, readBackFirst: true });
  });

  test('an unknown order that was not found stays unsent, however often it is looked up', () => {
    const looked = recordAfter(
      ...attempt(VERDICTS.unknown),
      ...Array.from({ length: 9 }, () => of.lookedUp(LOOKUPS.notFoundYet)),
    );
    expect(decideSend(looked, { retryRefused: true })).toEqual({ send: false, why: 'unknown' });
  });

  test('a person lets it go on, after one more read-back', () => {
    const said = recordAfter(...attempt(VERDICTS.unknown), of.resolved('not_placed'));
    expect(decideSend(said, ORDINARY)).toEqual({ send: true, readBackFirst: true });
  });

  test('a cancelled order may be bought again, after one read-back', () => {
    const said = recordAfter(...attempt(VERDICTS.placed), of.resolved('cancelled'));
    expect(decideSend(said, ORDINARY)).toEqual({ send: true, readBackFirst: true });
  });
});

describe('any history', () => {
  test('an order that may be at the vendor is never sent; one ever in doubt only after a read-back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: MOVES.length - 1 }), { maxLength: 25 }),
        fc.boolean(),
        (picks, retryRefused) => {
          const { history, state } = legalHistory(picks);
          const decision = decideSend(replayLedger(appended(history)).get('k1') ?? null, { retryRefused });
          if (decision.send) {
            expect(['pending', 'retryable', 'refused']).toContain(state);
            if (state === 'refused') expect(retryRefused).toBe(true);
            if (history.some(isDoubt)) expect(decision.readBackFirst).toBe(true);
          } else {
            expect(['claimed', 'in_flight', 'answered', 'unknown', 'placed', 'refused']).toContain(state);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('whether to try once more in the same run', () => {
  test('only when throttled, and only so often', () => {
    expect(decideAgain(VERDICTS.throttled, 1, 3)).toEqual({ again: true, afterMs: 2_000 });
    expect(decideAgain(VERDICTS.throttled, 2, 3)).toEqual({ again: true, afterMs: 4_000 });
    expect(decideAgain(VERDICTS.throttled, 3, 3)).toEqual({ again: false });
    expect(decideAgain({ ...VERDICTS.throttled, retryAfterMs: 42_000 }, 1, 3)).toEqual({
      again: true,
      afterMs: 42_000,
    });
    expect(decideAgain({ ...VERDICTS.throttled, retryAfterMs: 3_600_000 }, 1, 3)).toEqual({ again: false });
  });

  test.each(['placed', 'refused', 'notSent', 'unauthorised', 'unknown'] as const)('never after %s', (name) => {
    expect(decideAgain(VERDICTS[name], 1, 9)).toEqual({ again: false });
  });
});

function attempt(verdict: (typeof VERDICTS)[keyof typeof VERDICTS]): NewEntry[] {
  return [of.claimed(), of.started(), of.answered(), of.finished(verdict)];
}

function ended(verdict: (typeof VERDICTS)[keyof typeof VERDICTS]) {
  return recordAfter(...attempt(verdict));
}

const MOVES: readonly NewEntry[] = [
  of.claimed(),
  of.started(),
  of.answered(),
  ...Object.values(VERDICTS).map((verdict) => of.finished(verdict)),
  ...Object.values(LOOKUPS).map((result) => of.lookedUp(result)),
  of.resolved('placed', 'rec9'),
  of.resolved('not_placed'),
  of.resolved('cancelled'),
];

/** A history in which every step is one that may happen; steps that may not are left out. */
function legalHistory(picks: readonly number[]) {
  const history: NewEntry[] = [];
  let state: ReturnType<typeof transition> = 'pending';
  for (const pick of picks) {
    const move = MOVES[pick];
    if (!move || move.type === 'snapshot') continue;
    try {
      state = transition(state, move);
      history.push(move);
    } catch {
      // Not possible from here.
    }
  }
  return { history, state };
}

function isDoubt(entry: NewEntry): boolean {
  if (entry.type === 'resolved') return entry.as !== 'placed';
  if (entry.type !== 'spend_finished') return false;
  const { verdict } = entry;
  return verdict.kind === 'unknown' || (verdict.kind === 'not_placed' && verdict.cause !== 'not_sent');
}
