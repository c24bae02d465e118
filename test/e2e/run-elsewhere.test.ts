import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { heartbeatReceiver } from '../support/heartbeat-receiver.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;

beforeEach(() => {
  bench = new Bench({ SHEETORDER_RATE: 'none' });
  mkdirSync(bench.path('orders/inbox'), { recursive: true });
  writeFileSync(bench.path('orders/inbox/a.csv'), sheetOf(googleOrder('alpha', 'alpha.example')));
});
afterEach(() => bench.close());

test('a configuration above the inbox that is not the one read stops the run, and the heartbeat hears of it', async () => {
  writeFileSync(bench.path('sheetorder.json'), JSON.stringify({ budgets: { day: '1.00' } }));
  const receiver = await heartbeatReceiver(200, 200);
  const ran = await bench.run('run', '--inbox', bench.path('orders'), '--sandbox', '--ping', `${receiver.url}/check`);
  await receiver.close();
  expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining('CONFIG-ELSEWHERE')]);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/check/fail']);
  expect(existsSync(bench.path('orders/inbox/a.csv'))).toBe(true);
});

test('one in the folder of the drop folder is no reason where nobody reads another', async () => {
  expect((await bench.run('run', '--inbox', bench.path('orders'), '--sandbox')).exit).toBe(0);
});
