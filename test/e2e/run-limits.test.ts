import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { InboxBench } from '../support/inbox-bench.ts';

let bench: InboxBench;

afterEach(() => bench.end());

async function open(options: Partial<SandboxOptions> = {}): Promise<void> {
  bench = await InboxBench.open(options);
}

describe('limits', () => {
  test('--max-orders: a sheet with more needs a person, a smaller one goes on', async () => {
    await open();
    bench.dropOrders('a.csv', 'a', 'b', 'c');
    bench.dropOrders('b.csv', 'd');
    const ran = await bench.cron('--max-orders', '2');
    expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([
      9,
      ['done/b.csv', 'attention/a.csv'],
      ['d.example'],
    ]);
  });

  test('--max-duration that is over between two sheets: the rest stays in the inbox', async () => {
    await open({ faults: ['slow'], faultRate: 1, slowMs: 400 });
    bench.dropOrders('a.csv', 'a');
    bench.dropOrders('b.csv', 'b');
    // The test's clock runs a hundred times faster.
    const ran = await bench.cron('--max-duration', '30s');
    expect(ran.exit, ran.out + ran.err).toBe(9);
    expect(bench.sheets()).toContain('inbox/b.csv');
    expect(bench.sold()).not.toContain('b.example');
    expect([(await bench.cron()).exit, bench.sold()]).toEqual([0, ['a.example', 'b.example']]);
  });

  test('--not-before: nothing is taken, and no folder is made', async () => {
    await open();
    bench.dropOrders('a.csv', 'a');
    const ran = await bench.cron('--not-before', '2999-01-01');
    expect([ran.exit, bench.sheets(), bench.names('.sheetorder')]).toEqual([75, ['inbox/a.csv'], []]);
    expect(ran.err).toContain('NOT-BEFORE');
  });
});

test('SIGTERM between two sheets: the second stays where it is, 143', async () => {
  await open({ onRequest: (_, name) => (name.startsWith('POST') ? bench.drain.abort('SIGTERM') : undefined) });
  bench.dropOrders('a.csv', 'a');
  bench.dropOrders('b.csv', 'b');
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([
    143,
    ['inbox/b.csv', 'done/a.csv'],
    ['a.example'],
  ]);
});

test('SIGTERM in the middle of a sheet: it is in working, and the next run goes on with it', async () => {
  await open({ onRequest: (_, name) => (name.startsWith('POST') ? bench.drain.abort('SIGTERM') : undefined) });
  bench.dropOrders('a.csv', 'a', 'b', 'c');
  const ran = await bench.cron('--concurrency', '1');
  expect([ran.exit, bench.sheets()], ran.out + ran.err).toEqual([143, ['working/a.csv']]);
  expect(bench.sold()).toHaveLength(1);
  expect(bench.results('working/a')).toHaveLength(3);
});

test('two runs at once over one folder: one waits or says INBOX-LOCKED, and everything is bought once', async () => {
  await open({ faults: ['slow'], faultRate: 1, slowMs: 500 });
  bench.dropOrders('a.csv', 'a');
  const both = await Promise.all([bench.cron(), bench.cron()]);
  expect(both.map(({ exit }) => exit).sort()).toEqual([0, 75]);
  expect(both.map(({ err }) => err).join()).toContain('INBOX-LOCKED');
  expect([bench.sheets(), bench.sold()]).toEqual([['done/a.csv'], ['a.example']]);
});

describe('a budget that is used up', () => {
  /** Two mailboxes of 3.50 for each order. */
  function configure(budgets: object): void {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    const config = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } }, budgets };
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
  }

  async function budgeted(window: 'run' | 'day') {
    await open();
    configure({ [window]: '7.00' });
    bench.dropOrders('may.csv', 'a', 'b', 'c');
    return bench.cron();
  }

  test('of a run: the rest of the sheet needs a person', async () => {
    const ran = await budgeted('run');
    expect([ran.exit, bench.sheets()], ran.out + ran.err).toEqual([9, ['attention/may.csv']]);
    expect(bench.sold()).toHaveLength(1);
    expect(bench.read('attention/may.what-to-do.txt')).toContain('Raise the budgets in sheetorder.json');
  });

  test('of a day: it waits in working until there is room again', async () => {
    const ran = await budgeted('day');
    expect([ran.exit, bench.sheets()], ran.out + ran.err).toEqual([9, ['working/may.csv']]);
    const again = await bench.cron();
    expect([again.exit, bench.sheets(), bench.sold().length]).toEqual([9, ['working/may.csv'], 1]);
    configure({ day: '70.00' });
    const last = await bench.cron();
    expect([last.exit, bench.sheets()], last.out + last.err).toEqual([0, ['done/may.csv']]);
    expect(bench.sold()).toEqual(['a.example', 'b.example', 'c.example']);
  });
});
