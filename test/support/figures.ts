import { countOrders, type RunFigures } from '../../src/cli/inbox/figures.ts';

/** A run that went well, with what a test wants otherwise. */
export function figures(more: Partial<RunFigures> = {}): RunFigures {
  return {
    inbox: '/srv/orders/inbox',
    profile: null,
    startedAt: 1_777_888_800_123,
    endedAt: 1_777_888_812_001,
    exit: 0,
    sheets: { inbox: 1, working: 0, done: 3, attention: 2 },
    orders: { ...countOrders([]), placed: 4, invalid: 1 },
    spent: [{ minor: 1405, currency: 'USD' }],
    unpriced: 0,
    openOrders: 2,
    ledgerBytes: 40_960,
    ...more,
  };
}
