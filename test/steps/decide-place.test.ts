import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IS_PLACED, STATUSES, type Status } from '../../src/domain/status.ts';
import { decidePlace } from '../../src/steps/decide-place.ts';

type One = { readonly status: Status; readonly codes: readonly string[] };

const CALM = { isFaulty: false, budgetRenews: false, isOverdue: false };
const DONE = { place: 'done', goesOn: false };
const INBOX = { place: 'inbox', goesOn: true };
const WORKING = { place: 'working', goesOn: true };
const PERSON = { place: 'attention', goesOn: false };
const DOUBT = { place: 'attention', goesOn: true };

/** Whose turn an order is that was left out, by why it was: `waits` for the next run, or a `person` must act. */
const LEFT_OUT: Readonly<Record<string, 'waits' | 'person'>> = {
  'NOT-SENT': 'waits',
  THROTTLED: 'waits',
  UNAUTHORISED: 'waits',
  LOCKED: 'waits',
  'SURVEY-FAILED': 'waits',
  'LOOK-UP-FAILED': 'waits',
  'LEDGER-BUSY': 'waits',
  'NOT-BEFORE': 'waits',
  HALTED: 'waits',
  'HELD-BY-UNKNOWN': 'waits',
  INTERRUPTED: 'waits',
  'NOT-ATTEMPTED': 'waits',
  'GUARD-MAX-DURATION': 'waits',
  'REGISTRATION-FIRST': 'waits',
  'SM-BUY-UNREAD': 'waits',
  'SM-BUY-UNAVAILABLE': 'person',
  'SM-BUY-PRICE': 'person',
  'SM-STOCK-GONE': 'person',
  'MONEY-BUDGET': 'person',
  'MONEY-NO-PRICE': 'person',
  'GUARD-STOP-AFTER': 'person',
  'GUARD-CANARY': 'person',
  STRICT: 'person',
  'DUP-DOMAIN-ORDERED': 'person',
};
/** Codes of what is in doubt, of deliveries, of errors that end a command: no order is left out for them. */
const NEVER_LEFT_OUT = new Set([
  'REPLY-LOST',
  'REFUSAL-UNCONFIRMED',
  'DELIVERY-UNREAD',
  'DELIVERY-NO-ID',
  'DELIVERY-NOT-PLACED',
  'INBOX-LOCKED',
  'RESOLVE-UNREAD',
  'RESOLVE-FOUND',
]);

describe('one order', () => {
  test.each(STATUSES.filter((status) => IS_PLACED.has(status)))('%s: done', (status) => {
    expect(decidePlace({ ...CALM, outcomes: [{ status, codes: [] }] })).toEqual(DONE);
  });

  test.each(['invalid', 'refused', 'ready'] as const)('%s: a person', (status) => {
    expect(decidePlace({ ...CALM, outcomes: [{ status, codes: ['NOT-SENT'] }] })).toEqual(PERSON);
  });

  test('unknown: a person hears of it, and it goes on', () => {
    expect(decidePlace({ ...CALM, outcomes: [{ status: 'unknown', codes: ['REPLY-LOST'] }] })).toEqual(DOUBT);
  });

  test.each(Object.entries(LEFT_OUT))('left out for %s: %s', (code, turn) => {
    for (const status of ['skipped', 'not_sent'] as const)
      expect(decidePlace({ ...CALM, outcomes: [{ status, codes: [code] }] })).toEqual(
        turn === 'waits' ? INBOX : PERSON,
      );
  });

  test('left out for a reason that nobody has heard of, or for none: a person', () => {
    for (const codes of [['WHATEVER'], [], ['NOT-SENT', 'WHATEVER']])
      expect(decidePlace({ ...CALM, outcomes: [{ status: 'skipped', codes }] })).toEqual(PERSON);
  });

  test('a budget that renews itself is waited for, until it is overdue', () => {
    const outcomes = [{ status: 'skipped', codes: ['MONEY-BUDGET'] }] as const;
    expect(decidePlace({ ...CALM, outcomes, budgetRenews: true })).toEqual(INBOX);
    expect(decidePlace({ ...CALM, outcomes, budgetRenews: true, isOverdue: true })).toEqual(DOUBT);
  });
});

test('every reason for which the program leaves an order out has a decided turn', () => {
  const decided = new Set([...Object.keys(LEFT_OUT), ...NEVER_LEFT_OUT]);
  const found = new Set(
    ['src/run', 'src/vendors', 'src/io/sqlite', 'src/cli/submit-batch.ts', 'src/cli/not-before.ts'].flatMap(codesIn),
  );
  for (const code of codesIn('src/steps/check-budget.ts')) found.add(code);
  for (const code of codesIn('src/steps/after-registrations.ts')) found.add(code);
  expect(found.size).toBeGreaterThan(15);
  expect([...found].filter((code) => !decided.has(code))).toEqual([]);
});

/** Codes of skips and of verdicts that say nothing was sent, and of what is tried later. */
function codesIn(path: string): readonly string[] {
  const files = path.endsWith('.ts')
    ? [path]
    : readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/samples|pages|rules/.test(name))
        .map((name) => join(path, name));
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const inRun = path.startsWith('src/vendors') ? [] : [...text.matchAll(/\bcode: '([A-Z][A-Z-]+)'/g)];
    const thrown = [...text.matchAll(/new TryLaterError\([\s\S]{0,800}?'([A-Z][A-Z-]+)',?\s*\)/gs)];
    const verdicts = [...text.matchAll(/cause: '\w+', code: '([A-Z-]+)'|notBought\(\s*'([A-Z-]+)'/g)];
    return [...inRun, ...thrown, ...verdicts].map(([, one, other]) => one ?? other ?? '');
  });
}

const outcome: fc.Arbitrary<One> = fc.record({
  status: fc.constantFrom(...STATUSES),
  codes: fc.array(fc.constantFrom(...Object.keys(LEFT_OUT), 'WHATEVER'), { maxLength: 2 }),
});
const situation = fc.record({
  outcomes: fc.array(outcome, { maxLength: 6 }),
  isFaulty: fc.boolean(),
  budgetRenews: fc.boolean(),
  isOverdue: fc.boolean(),
});

test('done only when all are placed, a person as soon as one needs one, never back in the inbox when something was bought', () => {
  fc.assert(
    fc.property(situation, (input) => {
      const { place, goesOn } = decidePlace(input);
      const placed = input.outcomes.filter(({ status }) => IS_PLACED.has(status));
      const all = placed.length === input.outcomes.length;
      expect(place === 'done').toBe(all && !input.isFaulty);
      if (place === 'inbox') expect(placed).toEqual([]);
      const needsPerson = input.outcomes.some(({ status }) =>
        ['invalid', 'refused', 'ready', 'unknown'].includes(status),
      );
      if (needsPerson || input.isFaulty) expect(place).toBe('attention');
      if (input.isOverdue && goesOn) expect(place).toBe('attention');
      if (place === 'inbox' || place === 'working') expect(goesOn).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('something was bought and the rest passes: it goes on from working', () => {
  const outcomes: readonly One[] = [
    { status: 'placed', codes: [] },
    { status: 'skipped', codes: ['INTERRUPTED'] },
  ];
  expect(decidePlace({ ...CALM, outcomes })).toEqual(WORKING);
});
