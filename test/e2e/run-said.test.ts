import { afterEach, beforeEach, expect, test } from 'vitest';
import { InboxBench } from '../support/inbox-bench.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: InboxBench;

beforeEach(async () => {
  bench = await InboxBench.open();
});
afterEach(() => bench.end());

const BAD = googleOrder('bad', 'no domain');

test('--quiet says nothing of what is done, and one line of what needs a person', async () => {
  bench.dropOrders('a.csv', 'a');
  expect(await bench.cron('--quiet')).toEqual({ exit: 0, out: '', err: '' });
  bench.drop('b.csv', sheetOf(BAD));
  const ran = await bench.cron('--quiet');
  expect([ran.exit, ran.err]).toEqual([3, `Next: read ${bench.path('orders/attention/b.what-to-do.txt')}`]);
  expect(ran.out).toMatch(/^b\.csv: needs attention\..+$/);
});

test('--json is one document and nothing else', async () => {
  bench.dropOrders('a.csv', 'a');
  bench.drop('b.csv', sheetOf(BAD));
  const ran = await bench.cron('--json');
  const document = JSON.parse(ran.out);
  expect(document).toMatchObject({
    sheetorder_run: 1,
    exit: 3,
    folders: { inbox: 0, working: 0, done: 1, attention: 1 },
  });
  expect(document.sheets).toMatchObject([
    { dropped_as: 'a.csv', folder: 'done', exit: 0, by_status: { placed: 1 } },
    { dropped_as: 'b.csv', folder: 'attention', exit: 3, by_status: { invalid: 1 } },
  ]);
});

test('--dry-run moves, sends and writes nothing, and says what the run then does', async () => {
  bench.dropOrders('a.csv', 'a', 'b');
  bench.drop('b.csv', sheetOf(googleOrder('c', 'c.example'), BAD));
  const dry = await bench.cron('--dry-run');
  expect(dry.exit).toBe(3);
  expect(dry.out).toMatch(
    /^inbox\/a\.csv: 2 orders would be sent .*, 0 would not\.\ninbox\/b\.csv: 1 order would be sent .*, 1 would not\.$/,
  );
  expect([bench.sold(), bench.sheets()]).toEqual([[], ['inbox/a.csv', 'inbox/b.csv']]);
  for (const folder of ['done', 'attention', 'working', '.sheetorder']) expect(bench.names(folder)).toEqual([]);
  const ran = await bench.cron();
  expect([ran.exit, bench.sold()]).toEqual([dry.exit, ['a.example', 'b.example', 'c.example']]);
});
