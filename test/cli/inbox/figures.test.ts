import { describe, expect, it } from 'vitest';
import { EXIT, exitName } from '../../../src/cli/exit-codes.ts';
import { countOrders, figuresText, isSuccess, spentIn, unpricedIn } from '../../../src/cli/inbox/figures.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { STATUSES } from '../../../src/domain/status.ts';
import { figures } from '../../support/figures.ts';
import { outcomeWith } from '../../support/outcomes.ts';

describe('figures of a run', () => {
  it('success is exit code 0 and nothing else', () => {
    expect(Object.values(EXIT).filter(isSuccess)).toEqual([0]);
  });

  it('every exit code has its name', () => {
    for (const [name, code] of Object.entries(EXIT)) expect(exitName(code)).toBe(name);
  });

  it('orders are counted by status; rows in no order are none', () => {
    const order = (status: (typeof STATUSES)[number], key = 'k') => ({ status, key, name: '' });
    const counts = countOrders([order('placed'), order('placed'), order('unknown'), order('invalid', '')]);
    expect(Object.keys(counts)).toEqual([...STATUSES]);
    expect(counts).toMatchObject({ placed: 2, unknown: 1, invalid: 0 });
  });

  it('count as spent what this run sent and the vendor has or may have, by currency', () => {
    const start = Date.UTC(2027, 0, 31, 9);
    const usd = (minor: number) => ({ minor, currency: 'USD' });
    const order = (status: (typeof STATUSES)[number], more: Partial<Outcome> = {}): Outcome => ({
      ...outcomeWith({ status, amount: usd(100) }),
      submittedAt: '2027-01-31T09:00:05.000Z',
      ...more,
    });
    const outcomes = [
      order('placed'),
      order('placed', { submittedAt: '2027-01-31T08:59:59.999Z' }),
      order('unknown', { amount: null, ceiling: usd(20) }),
      order('awaiting_payment', { amount: { minor: 7, currency: 'EUR' } }),
      order('payment_pending', { amount: null }),
      order('already_placed'),
      order('refused'),
      order('not_sent'),
    ];
    expect(spentIn(outcomes, start)).toEqual([usd(120), { minor: 7, currency: 'EUR' }]);
    expect(unpricedIn(outcomes, start)).toBe(1);
    expect(spentIn([], start)).toEqual([]);
  });

  it('are told in a few lines without a name or a path', () => {
    expect(figuresText(figures({ profile: 'acme', exit: 4 }))).toBe(
      [
        'exit 4 (some_unknown) after 12 s',
        'orders: 4 placed, 1 invalid',
        'spent: 14.05 USD',
        'sheets: 1 in inbox, 0 in working, 3 in done, 2 in attention',
        'open: 2 orders in doubt or without an id',
        '',
      ].join('\n'),
    );
    expect(figuresText(figures({ unpriced: 2 }))).toContain('spent: 14.05 USD, without 2 orders of unknown price\n');
    expect(figuresText(figures({ orders: countOrders([]), spent: [] }))).toContain('orders: none\nspent: nothing\n');
  });
});
