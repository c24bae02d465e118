import { describe, expect, test } from 'vitest';
import { oddities } from '../../src/cli/plan/plan-oddities.ts';
import { type PlanToSay, planLines, planView, questionOf } from '../../src/cli/plan/plan-view.ts';
import { amountText, costText } from '../../src/cli/say-money.ts';
import { widthOf } from '../../src/cli/terminal/text-width.ts';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { findingWith, outcomeWith } from '../support/outcomes.ts';

const usd = (minor: number) => ({ minor, currency: 'USD' });

function said(outcomes: readonly Partial<Outcome>[], more: Partial<PlanToSay> = {}): PlanToSay {
  const all = outcomes.map((one, index) => outcomeWith({ status: 'ready', name: `may-${index + 1}`, ...one }));
  const ready = all.filter(({ status }) => status === 'ready');
  return {
    plan: { orders: [], orphans: [], sheetFindings: [] },
    outcomes: all,
    sends: ready.map(({ key }) => ({ key }) as CheckedOrder),
    at: '2026-05-04T10:00:00.000Z',
    to: 'ScaledMail at server.example, organization org_1',
    isPlayed: false,
    notes: [],
    unchecked: ['Whether a card is saved.'],
    comparison: null,
    ...more,
  };
}

const MANY = said([
  { client: 'acme', amount: usd(140_000), renewal: { every: 'month', amount: usd(140_000) } },
  { client: 'acme', amount: usd(1400) },
  { client: 'zenith 日本', amount: usd(1400) },
  { amount: usd(1400) },
  { amount: null, ceiling: usd(2000) },
  { amount: null, findings: [findingWith({ severity: 'warning', code: 'SM-X', message: 'Odd.' })] },
  { status: 'invalid', codes: ['SM-REDIRECT'] },
  { status: 'already_placed' },
]);

describe('the plan before the question', () => {
  test('ends with where it goes, what is bought, what it costs now and later', () => {
    expect(planView(MANY, 80).split('\n').slice(-5)).toEqual([
      '',
      'To          ScaledMail at server.example, organization org_1',
      'Order       6 orders, 12 domains, 24 mailboxes',
      'Charge now  1,442.00 USD, at most 20.00 USD more and 1 without a known price',
      'Later       each month 1,400.00 USD, first on 2026-06-04 (1 order)',
    ]);
  });

  test('tells each client, the dearest order, what is odd, and what nobody can check', () => {
    const view = planView(MANY, 80);
    expect(view).toMatch(/^acme +2 +4 +8 +1,414\.00 USD$/m);
    expect(view).toMatch(/^may-1 +1,400\.00 USD/m);
    for (const odd of [
      '"may-1" costs 1,400.00 USD: half of the orders cost 14.00 USD or less.',
      '"may-6" has no known price.',
      'SM-X, may.csv line 14, column "redirect" (C14): Odd.',
      '1 order is invalid and stays behind (SM-REDIRECT).',
      '1 order is placed already and not sent again.',
    ])
      expect(view).toContain(`- ${odd}`);
    expect(view).toContain('No check can tell:\n- Whether a card is saved.');
  });

  test.each([40, 80, 160])('fits a screen of %i columns', (width) => {
    for (const line of planView(MANY, width).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  test('is short where nothing is worth a word', () => {
    expect(planView(said([{ amount: usd(1400) }], { unchecked: [] }), 80).split('\n')).toHaveLength(3);
  });

  test('is one line where nobody is asked', () => {
    expect(planLines(said([{ amount: usd(1400) }, { amount: usd(1400) }]))).toBe(
      'Sending 2 orders, 4 domains, 8 mailboxes to ScaledMail at server.example, organization org_1: 28.00 USD.',
    );
  });

  test('says what changed since the sheets were last sent', () => {
    const before = { key: 'k', orderId: 'rec1', rows: 'may.csv:2' };
    const comparison = {
      last: '2026-05-01T10:00:00.000Z',
      orders: [
        { change: 'already_placed', name: 'a', key: 'k', before, differences: [] },
        { change: 'changed', name: 'b', key: 'l', before, differences: ['One domain more.'] },
      ],
    } as const;
    expect(planView(said([{}], { comparison }), 80)).toContain(
      'Since these sheets were last sent (2026-05-01): 1 changed, 1 already placed.\n  changed b (was rec1): One domain more.',
    );
  });
});

describe('the question', () => {
  test.each([
    [[{ amount: usd(1400) }], false, 'Send this order for 14.00 USD now?'],
    [[{ amount: usd(70_000) }, { amount: usd(70_000) }], false, 'Send these 2 orders for 1,400.00 USD now?'],
    [[{ amount: null, ceiling: usd(2000) }], false, 'Send this order for at most 20.00 USD now?'],
    [[{ amount: null }], true, 'Send this order, whose price is not known, now? (sandbox: no money)'],
  ] as const)('names the number and the sum', (outcomes, isPlayed, question) => {
    expect(questionOf(said(outcomes, { isPlayed }))).toBe(question);
  });
});

describe('what is odd', () => {
  test('nothing, where all orders are alike', () => {
    expect(oddities(said(Array.from({ length: 9 }, () => ({ amount: usd(700) }))))).toEqual([]);
  });

  test('three orders are too few to call one of them dear', () => {
    expect(oddities(said([{ amount: usd(700) }, { amount: usd(700) }, { amount: usd(70_000) }]))).toEqual([]);
  });
});

test('amounts', () => {
  expect([0, 5, 1400, 123_456_789].map((minor) => amountText(usd(minor)))).toEqual([
    '0.00 USD',
    '0.05 USD',
    '14.00 USD',
    '1,234,567.89 USD',
  ]);
  const two = [
    { amount: usd(1400), ceiling: null, costsNothing: false },
    { amount: { minor: 500, currency: 'EUR' }, ceiling: null, costsNothing: false },
  ];
  expect(costText(two)).toBe('14.00 USD + 5.00 EUR');
  expect(costText([])).toBe('');
  const form = { amount: null, ceiling: null, costsNothing: true };
  expect(costText([form])).toBe('nothing');
  expect(costText([...two, form])).toBe('14.00 USD + 5.00 EUR');
});
