import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
let stand: Sandbox | null;

beforeEach(() => {
  bench = new Bench({ SHEETORDER_RATE: 'none' });
  stand = null;
});
afterEach(async () => {
  bench.close();
  await stand?.close();
});

describe('reconcile where nothing can be read', () => {
  test('of orders that wait to be paid ends with 75, and says so', async () => {
    stand = await startSandbox({ recordFile: null, faults: [], rate: null, seed: 1, now: () => bench.clock.now() });
    Object.assign(bench.env, { SALESHANDY_API_KEY: 'sandbox', SALESHANDY_BASE_URL: stand.urls.saleshandy ?? '' });
    const sheet = 'fixtures/saleshandy/orders.csv';
    await bench.run('submit', sheet, '--yes');
    expect((await bench.run('reconcile')).exit).toBe(0);
    await stand.close();
    stand = null;
    for (const words of [['reconcile'], ['reconcile', sheet]]) {
      const { exit, err } = await bench.run(...words);
      expect([exit, err]).toEqual([
        75,
        expect.stringMatching(/4 placed orders could not be read at the vendor [\s\S]*Next: .*sheetorder reconcile/),
      ]);
    }
  });
});

describe('what is printed after a purchase', () => {
  test('holds no note that was said before it', async () => {
    const sheet = bench.path('may.csv');
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example')));
    await bench.run('submit', sheet, '--sandbox', '--yes');
    const key = (await bench.run('ledger', 'list', '--sandbox', '--json')).out.match(/"key": ?"(\w+)"/)?.[1] ?? '';
    await bench.run('resolve', key, '--cancelled', '--note', 'in the app', '--sandbox');
    const { err } = await bench.run('submit', sheet, '--sandbox', '--yes');
    expect(err.match(/would be bought anew/g)).toHaveLength(1);
    expect(err.indexOf('would be bought anew')).toBeGreaterThan(err.indexOf('Sending 1 order'));
  });

  test('is nothing with --quiet, when all went well', async () => {
    const sheet = bench.path('may.csv');
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example')));
    expect(await bench.run('check', sheet, '--sandbox', '--quiet')).toMatchObject({ exit: 0, out: '', err: '' });
    const ran = await bench.run('submit', sheet, '--sandbox', '--yes', '--quiet');
    expect([ran.exit, ran.out.trim(), ran.err.trim()]).toEqual([0, '', '']);
  });
});

test('--progress takes no other word', async () => {
  const sheet = bench.path('may.csv');
  writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example')));
  expect(await bench.run('submit', sheet, '--sandbox', '--yes', '--progress', 'fancy')).toMatchObject({ exit: 2 });
  expect(await bench.run('ledger', 'list', '--sandbox')).toMatchObject({ out: expect.not.stringContaining('may-1') });
});
