import { describe, expect, test } from 'vitest';
import { LedgerError } from '../../src/domain/errors.ts';
import type { NewEntry } from '../../src/domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../src/domain/life-cycle.ts';
import { entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';

const of = entriesOf('k1');
const STATES = ['pending', 'claimed', 'in_flight', 'answered', 'placed', 'refused', 'retryable', 'unknown'] as const;

const MOVES = {
  claimed: of.claimed(),
  spend_started: of.started(),
  answered: of.answered(),
  'finished placed': of.finished(VERDICTS.placed),
  'finished refused': of.finished(VERDICTS.refused),
  'finished not sent': of.finished(VERDICTS.notSent),
  'finished throttled': of.finished(VERDICTS.throttled),
  'finished unauthorised': of.finished(VERDICTS.unauthorised),
  'finished unknown': of.finished(VERDICTS.unknown),
  found: of.lookedUp(LOOKUPS.found),
  'not found yet': of.lookedUp(LOOKUPS.notFoundYet),
  inconclusive: of.lookedUp(LOOKUPS.inconclusive),
  withheld: of.withheld(),
  'said placed': of.resolved('placed', 'rec1'),
  'said not placed': of.resolved('not_placed'),
  'said cancelled': of.resolved('cancelled'),
} satisfies Record<string, NewEntry>;

type Move = keyof typeof MOVES;

/** Every step that may happen; every pair that is not here must be an error. */
const ALLOWED: Readonly<Record<OrderState, Readonly<Partial<Record<Move, OrderState>>>>> = {
  pending: { claimed: 'claimed', withheld: 'pending', found: 'placed', 'said placed': 'placed' },
  claimed: {
    spend_started: 'in_flight',
    'finished not sent': 'retryable',
    'finished throttled': 'retryable',
    'finished unauthorised': 'retryable',
  },
  in_flight: { answered: 'answered', 'finished unknown': 'unknown' },
  answered: {
    'finished placed': 'placed',
    'finished refused': 'refused',
    'finished not sent': 'retryable',
    'finished throttled': 'retryable',
    'finished unauthorised': 'retryable',
    'finished unknown': 'unknown',
  },
  placed: { found: 'placed', 'said placed': 'placed', 'said cancelled': 'retryable' },
  refused: { claimed: 'claimed', withheld: 'refused', found: 'placed', 'said placed': 'placed' },
  retryable: { claimed: 'claimed', withheld: 'retryable', found: 'placed', 'said placed': 'placed' },
  unknown: { found: 'placed', 'said placed': 'placed', 'said not placed': 'retryable' },
};
const CHANGES_NOTHING: readonly Move[] = ['not found yet', 'inconclusive'];

const PAIRS = STATES.flatMap((from) => (Object.keys(MOVES) as Move[]).map((move) => [from, move] as const));

describe('life cycle', () => {
  test.each(PAIRS)('%s, then %s', (from, move) => {
    const entry = MOVES[move];
    if (entry.type === 'snapshot') throw new Error('a snapshot belongs to no order');
    const to = ALLOWED[from][move] ?? (CHANGES_NOTHING.includes(move) ? from : null);
    if (to === null) expect(() => transition(from, entry)).toThrow(LedgerError);
    else expect(transition(from, entry)).toBe(to);
  });

  test('nothing but a person leads from doubt to another try', () => {
    const ways = PAIRS.filter(([from, move]) => from === 'unknown' && ALLOWED[from][move] === 'retryable');
    expect(ways).toEqual([['unknown', 'said not placed']]);
  });

  test('nothing but a claim leads to a spend', () => {
    const ways = PAIRS.filter(([from, move]) => ALLOWED[from][move] === 'in_flight');
    expect(ways).toEqual([['claimed', 'spend_started']]);
  });

  test('claims are held wherever the order may be at the vendor', () => {
    expect([...HOLDING].sort()).toEqual(['answered', 'claimed', 'in_flight', 'placed', 'unknown']);
  });
});
