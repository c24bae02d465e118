import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../src/domain/checked-order.ts';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { OrderBook } from '../../src/domain/order-book.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { compareRuns } from '../../src/steps/compare-runs.ts';
import { bookOf, type Ending, keyOf, planOf, type Sketch, sent } from '../support/planned.ts';

const FILES = ['may.csv'];
const nobody = () => false;

function compare(plan: Plan, book: OrderBook, live: (account: string) => boolean = nobody): Comparison | null {
  return compareRuns({ plan, earlier: [...book.values()], files: FILES, live });
}

/** What became of each order, in short. */
function told(sketches: readonly Sketch[], book: OrderBook, live = nobody): readonly string[] {
  const comparison = compare(planOf(sketches, book), book, live);
  return (comparison?.orders ?? []).map(({ change, name, before }) => {
    return [change, name, ...(before ? [before.orderId] : [])].join(' ').trim();
  });
}

function differences(before: Sketch, now: Sketch, ending: Ending = 'placed'): readonly string[] {
  const book = bookOf(sent(before, ending));
  return compare(planOf([now], book), book)?.orders[0]?.differences ?? [];
}

const ALPHA: Sketch = { name: 'may-1', domains: ['alpha.example'] };
const BETA: Sketch = { name: 'may-2', domains: ['beta.example'] };
const GAMMA: Sketch = { name: 'may-3', domains: ['gamma.example'] };
const WIDER: Sketch = { ...ALPHA, domains: ['alpha.example', 'delta.example'], mailboxes: 4 };

describe('what differs from earlier runs of the same sheets', () => {
  test('is nothing at all where none of them sent anything', () => {
    expect(compare(planOf([ALPHA]), bookOf())).toBeNull();
  });

  test('is told of the new, the changed, the placed and the gone', () => {
    const book = bookOf(sent(ALPHA), sent(BETA), sent(GAMMA));
    expect(told([BETA, WIDER, { name: 'june-1', domains: ['new.example'] }], book)).toEqual([
      'already_placed may-2 rec-may-2',
      'changed may-1 rec-may-1',
      'new june-1',
      'gone may-3 rec-may-3',
    ]);
  });

  test('says when an order of these sheets was last sent, and from which rows', () => {
    const book = bookOf(sent(ALPHA), sent({ ...BETA, rows: 'june.csv:2' }), sent({ ...GAMMA, rows: 'may.csv:3' }));
    const comparison = compare(planOf([ALPHA], book), book);
    expect(comparison?.last).toBe('2026-05-04T10:08:00.000Z');
    expect(comparison?.orders.at(-1)?.before).toEqual({ key: keyOf(GAMMA), orderId: 'rec-may-3', rows: 'may.csv:3' });
  });

  test.each([
    ['placed', 'already_placed'],
    ['unknown', 'in_doubt'],
    ['refused', 'not_placed_yet'],
    ['throttled', 'not_placed_yet'],
    ['claimed', 'not_placed_yet'],
    ['withheld', 'not_placed_yet'],
    ['cancelled', 'not_placed_yet'],
  ] as const)('an order that ended %s is %s while it is in the sheet', (ending, change) => {
    const book = bookOf(sent(ALPHA, ending), sent(BETA));
    expect(compare(planOf([ALPHA], book), book)?.orders[0]?.change).toBe(change);
  });

  test.each([
    ['placed', ['gone may-1 rec-may-1']],
    ['unknown', ['gone may-1']],
    ['refused', []],
    ['throttled', []],
    ['claimed', []],
    ['withheld', []],
    ['cancelled', []],
  ] as const)('an order that ended %s and was taken out is told as %j', (ending, gone) => {
    const book = bookOf(sent(ALPHA, ending), sent(BETA));
    expect(told([BETA], book)).toEqual(['already_placed may-2 rec-may-2', ...gone]);
  });

  test('an order that another run is about to send is in doubt', () => {
    const book = bookOf(sent(ALPHA, 'claimed'), sent(BETA));
    const live = (account: string) => account === 'scaledmail sandbox -';
    expect(compare(planOf([ALPHA], book), book, live)?.orders[0]?.change).toBe('in_doubt');
    expect(compare(planOf([BETA], book), book, live)?.orders.at(-1)?.change).toBe('gone');
  });

  test('an order placed from another sheet is placed, once these sheets sent anything at all', () => {
    const book = bookOf(sent({ ...ALPHA, rows: 'april.csv:7' }), sent(BETA));
    const here = { plan: planOf([ALPHA, BETA], book), files: FILES, live: nobody };
    const own = [...book.values()].filter(({ key }) => key === keyOf(BETA));
    const both = compareRuns({ ...here, earlier: own })?.orders.map(({ change }) => change);
    expect(both).toEqual(['already_placed', 'already_placed']);
    const foreign = [...book.values()].filter(({ key }) => key === keyOf(ALPHA));
    expect(compareRuns({ ...here, earlier: foreign })).toBeNull();
  });

  test('only a change of the name is none', () => {
    const book = bookOf(sent(ALPHA));
    expect(told([{ ...ALPHA, name: 'renamed' }], book)).toEqual(['already_placed renamed rec-may-1']);
  });

  test('an order that is renamed and changed is known by its domains', () => {
    expect(differences(ALPHA, { ...WIDER, name: 'acme' })[0]).toBe('Its name was "may-1" then.');
  });

  test('another operation on the same domains is another order, unless the name says otherwise', () => {
    const bought = { ...ALPHA, name: 'register', operation: 'buy-domains' };
    const book = bookOf(sent(bought));
    expect(told([ALPHA], book)).toEqual(['new may-1', 'gone register rec-register']);
    expect(differences(bought, { ...ALPHA, name: 'register' })).toEqual([
      'Operation buy-domains then, create-order now.',
    ]);
  });

  test('packed orders are known by most of their domains, whatever number packing gives them', () => {
    const one: Sketch = { name: 'pack-1', domains: ['a.example', 'b.example', 'c.example'] };
    const two: Sketch = { name: 'pack-2', domains: ['d.example', 'e.example', 'f.example'] };
    const book = bookOf(sent(one), sent(two));
    const now = [
      { name: 'pack-1', domains: ['c.example', 'd.example', 'e.example'] },
      { name: 'pack-2', domains: ['a.example', 'b.example', 'x.example'] },
    ];
    expect(told(now, book)).toEqual(['changed pack-1 rec-pack-2', 'changed pack-2 rec-pack-1']);
    expect(told([{ name: 'pack-1', domains: ['z.example'] }], book)).toEqual([
      'new pack-1',
      'gone pack-1 rec-pack-1',
      'gone pack-2 rec-pack-2',
    ]);
  });

  test('of several earlier orders of one name, the one that was placed is the former', () => {
    const refused: Sketch = { ...ALPHA, domains: ['alpha.example', 'beta.example'] };
    const book = bookOf(sent(ALPHA), sent(refused, 'refused'));
    expect(told([WIDER], book)).toEqual(['changed may-1 rec-may-1']);
  });

  test('an order of which not even the vendor can be told is still the one of its name', () => {
    const book = bookOf(sent(ALPHA));
    const [planned] = planOf([ALPHA]).orders;
    if (!planned) throw new Error('no order');
    const draft = { ...planned.order.draft, vendor: 'scaledmial' };
    const known = { vendor: null, operation: null, checked: null };
    const order = { ...planned.order, ...summaryOf(draft, known), ...known, draft, account: '', key: '' };
    const plan = { ...planOf([]), orders: [{ ...planned, order }] };
    expect(compare(plan, book)?.orders).toEqual([
      {
        change: 'changed',
        name: 'may-1',
        key: '',
        before: { key: keyOf(ALPHA), orderId: 'rec-may-1', rows: 'may.csv:2' },
        differences: ['At scaledmail then, at scaledmial now.'],
      },
    ]);
  });

  test('those that are gone stand newest run first, and in a run as they were sent', () => {
    const book = bookOf(
      sent({ ...ALPHA, batch: '20260501' }),
      sent({ ...BETA, batch: '20260502' }),
      sent({ ...GAMMA, batch: '20260502' }),
    );
    expect(told([], book)).toEqual(['gone may-2 rec-may-2', 'gone may-3 rec-may-3', 'gone may-1 rec-may-1']);
  });
});

describe('the differences of a changed order', () => {
  test.each<[string, Sketch, Sketch, readonly string[]]>([
    ['domains and mailboxes', ALPHA, WIDER, ['1 domain then, 2 now: + delta.example.', '2 mailboxes then, 4 now.']],
    [
      'a domain for another',
      { ...ALPHA, domains: ['alpha.example', 'beta.example'] },
      { ...ALPHA, domains: ['alpha.example', 'gamma.example', 'delta.example'] },
      ['2 domains then, 3 now: + gamma.example, + delta.example, - beta.example.'],
    ],
    ['mailboxes alone', ALPHA, { ...ALPHA, mailboxes: 1 }, ['2 mailboxes then, 1 now.']],
    ['the organization', ALPHA, { ...ALPHA, organization: 'org_b' }, ['Organization (none) then, org_b now.']],
    [
      'what the ledger does not hold',
      ALPHA,
      { ...ALPHA, more: 'another package' },
      ['The same domains and as many mailboxes; something else differs (package, names, redirects or the like).'],
    ],
    [
      'more domains than can be read',
      ALPHA,
      { ...ALPHA, domains: ['alpha.example', ...Array.from({ length: 9 }, (_, n) => `n${n}.example`)] },
      ['1 domain then, 10 now: + n0.example, + n1.example, + n2.example, + n3.example, + 5 more.'],
    ],
  ])('tell of %s', (_, before, now, sentences) => {
    expect(differences(before, now)).toEqual(sentences);
  });

  test.each([
    ['refused', 'The earlier one was not placed.'],
    ['withheld', 'The earlier one was not placed.'],
    ['cancelled', 'The earlier one was cancelled (rec-may-1).'],
  ] as const)('say that the earlier one was %s', (ending, sentence) => {
    expect(differences(ALPHA, WIDER, ending).at(-1)).toBe(sentence);
  });
});
