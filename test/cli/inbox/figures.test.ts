import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/cli/exit-codes.ts';
import { countOrders, exitName, figuresText, isSuccess } from '../../../src/cli/inbox/figures.ts';
import { STATUSES } from '../../../src/domain/status.ts';
import { figures } from '../../support/figures.ts';

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
    expect(figuresText(figures({ orders: countOrders([]), spent: [] }))).toContain('orders: none\nspent: nothing\n');
  });
});
