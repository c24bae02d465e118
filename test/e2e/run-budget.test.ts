import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;

beforeEach(() => {
  bench = new Bench({ SHEETORDER_RATE: 'none' });
  mkdirSync(bench.path('orders/inbox'), { recursive: true });
  const prices = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } };
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(prices));
});
afterEach(() => bench.close());

function drop(name: string, order: string): void {
  writeFileSync(bench.path(`orders/inbox/${name}`), sheetOf(googleOrder(order, `${order}.example`)));
}

test('the budget of a run is one budget for all its sheets', async () => {
  drop('a.csv', 'alpha');
  drop('b.csv', 'beta');
  const { exit, out } = await bench.run('run', '--inbox', bench.path('orders'), '--sandbox', '--max-spend', '10.00');
  expect(out).toContain('a.csv: done. 1 order: 1 placed (7.00 USD).');
  expect(out).toContain('b.csv: needs attention. 1 order: 1 skipped (MONEY-BUDGET).');
  expect(exit).toBe(9);
  expect(readdirSync(bench.path('orders/inbox'))).toEqual([]);
});

test('what no budget of a day has room for waits in the inbox, and goes out when there is room', async () => {
  writeFileSync(
    bench.path('config/sheetorder/sheetorder.json'),
    JSON.stringify({ budgets: { day: '10.00' }, vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } }),
  );
  drop('a.csv', 'alpha');
  drop('b.csv', 'beta');
  const run = () => bench.run('run', '--inbox', bench.path('orders'), '--sandbox');
  expect((await run()).exit).toBe(9);
  expect(readdirSync(bench.path('orders/inbox'))).toEqual(['b.csv']);
  expect((await run()).exit).toBe(9);
  writeFileSync(
    bench.path('config/sheetorder/sheetorder.json'),
    JSON.stringify({ budgets: { day: '20.00' }, vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } }),
  );
  expect((await run()).exit).toBe(0);
  expect(readdirSync(bench.path('orders/inbox'))).toEqual([]);
});
