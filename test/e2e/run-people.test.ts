import { chmodSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { InboxBench } from '../support/inbox-bench.ts';

let bench: InboxBench;

afterEach(() => bench.end());

/** `act` is what a person does in the folders while the vendor is being asked for something that costs. */
async function openWhile(act: () => void, options: Partial<SandboxOptions> = {}): Promise<void> {
  let isDone = false;
  bench = await InboxBench.open({
    ...options,
    onRequest: (_, name) => {
      if (isDone || !name.startsWith('POST')) return;
      isDone = true;
      act();
    },
  });
}

test('a person drops another sheet under the same name while the first is worked on: both are done', async () => {
  await openWhile(() => bench.dropOrders('may.csv', 'b'));
  bench.dropOrders('may.csv', 'a');
  await bench.cron();
  const ran = await bench.cron();
  expect([ran.exit, bench.sold(), bench.names('inbox')], ran.err).toEqual([0, ['a.example', 'b.example'], []]);
  expect(bench.sheets()).toEqual([expect.stringMatching(/^done\/may-[0-9a-f]{8}\.csv$/), 'done/may.csv']);
});

test('a person puts a sheet of that name into done meanwhile: neither goes over the other', async () => {
  await openWhile(() => writeFileSync(bench.path('orders/done/may.csv'), "a person's own"));
  bench.dropOrders('may.csv', 'a');
  const ran = await bench.cron();
  expect([ran.exit, bench.sold()], ran.err).toEqual([0, ['a.example']]);
  expect(bench.read('done/may.csv')).toBe("a person's own");
  expect(bench.sheets()).toHaveLength(2);
});

test('a person deletes the sheet while it is worked on: its results are there, and the other sheets go on', async () => {
  await openWhile(() => unlinkSync(bench.path('orders/working/a.csv')));
  bench.dropOrders('a.csv', 'a');
  bench.dropOrders('b.csv', 'b');
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets(), bench.sold()], ran.err).toEqual([0, ['done/b.csv'], ['a.example', 'b.example']]);
  expect([bench.results('done/a'), bench.names('working')]).toEqual([['a placed'], []]);
});

test('a person deletes done while a sheet is worked on: the sheet is kept', async () => {
  await openWhile(() => rmSync(bench.path('orders/done'), { recursive: true }));
  const text = bench.dropOrders('a.csv', 'a');
  await bench.cron();
  expect(bench.read('working/a.csv')).toBe(text);
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets(), bench.sold()], ran.err).toEqual([0, ['done/a.csv'], ['a.example']]);
  expect(bench.results('done/a')).toEqual(['a placed']);
});

test('a sheet that is read-only is moved like any other', async () => {
  await openWhile(() => {});
  bench.dropOrders('may.csv', 'a');
  chmodSync(bench.path('orders/inbox/may.csv'), 0o444);
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets()], ran.err).toEqual([0, ['done/may.csv']]);
});
