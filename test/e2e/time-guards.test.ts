import { existsSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/domain/ports.ts';
import { audit } from '../../src/sandbox/audit.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench, hurriedClock } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const NAMES = ['one', 'two', 'three', 'four', 'five'];
const SPEND = 'POST /create-custom-order';

let bench: Bench;
let sandbox: Sandbox;
/** How long the machine has run, and how wrong its clock is. */
let ran: () => number;
let wrongBy: () => number;
/** The sandbox's own time, which a wait that it asks for is counted from. */
let isTrue: boolean;

beforeEach(() => {
  ran = () => 0;
  wrongBy = () => 0;
  isTrue = false;
  const hurried = hurriedClock();
  const clock: Clock = {
    now: () => (isTrue ? Date.now() : hurried.now()) + wrongBy(),
    elapsed: () => ran(),
    sleep: hurried.sleep,
  };
  bench = new Bench({}, clock);
  writeFileSync(bench.path('may.csv'), sheetOf(...NAMES.map((name) => googleOrder(name, `${name}.example`))));
});
afterEach(async () => {
  await sandbox.close();
  bench.close();
});

async function open(more: Partial<SandboxOptions> = {}): Promise<void> {
  const options = { recordFile: bench.path('record.ndjson'), faults: [], rate: null, seed: 1, now: () => Date.now() };
  sandbox = await startSandbox({ ...options, sellsTwice: true, ...more });
  bench.env.SCALEDMAIL_BASE_URL = sandbox.url;
}

async function submit(...flags: string[]) {
  const files = ['--rate', 'none', '--concurrency', '1', '--results', bench.path('r.csv')];
  const said = await bench.run('submit', bench.path('may.csv'), ...files, ...flags);
  const rows = bench.csv('r.csv').map(({ order, status, error_code }) => `${order} ${status} ${error_code}`.trim());
  return { ...said, rows };
}

const spends = () => sandbox.requests()[SPEND] ?? 0;
const sold = () => sandbox.sold().length;
const LEFT = 'skipped GUARD-MAX-DURATION';

describe('--max-duration', () => {
  test('starts nothing new once it is over, and the same command places the rest, none twice', async () => {
    await open();
    ran = () => (sold() >= 2 ? 30 * 60_000 : 0);
    const first = await submit('--yes', '--max-duration', '30m');
    expect(first.rows).toEqual(['one placed', 'two placed', `three ${LEFT}`, `four ${LEFT}`, `five ${LEFT}`]);
    expect(first.exit).toBe(9);
    expect(first.out).toContain('The 30m of --max-duration were over before this order was sent.');
    expect(first.err).toContain('--max-duration 30m');
    expect(bench.csv('r.csv')[4]?.fix).toBe('Run the same command again; what was placed is not sent again.');
    ran = () => 0;
    const second = await submit('--yes', '--max-duration', '30m');
    expect(second.exit).toBe(0);
    expect([sold(), spends(), sandbox.repeats()]).toEqual([5, 5, []]);
    const results = bench
      .csv('r.csv')
      .map(({ order = '', status = '', order_id = '' }) => ({ order, status, order_id }));
    expect(audit(sandbox.sold(), results)).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
  });

  test('finishes and reads back what is under way', async () => {
    await open({ faults: ['lost-reply'], faultRate: 1 });
    ran = () => (sold() >= 1 ? 60_000 : 0);
    const { exit, rows } = await submit('--yes', '--max-duration', '1m');
    expect(rows[0]).toBe('one placed');
    expect(rows.slice(1)).toEqual(NAMES.slice(1).map((name) => `${name} ${LEFT}`));
    expect([exit, spends()]).toEqual([9, 1]);
  });

  test('that is over before the first order asks the vendor nothing', async () => {
    await open();
    const { exit, rows } = await submit('--max-duration', '0s');
    expect(rows).toEqual(NAMES.map((name) => `${name} ${LEFT}`));
    expect(exit).toBe(9);
    expect(sandbox.requests()).toEqual({});
    const { out } = await bench.run('ledger', 'list');
    expect(out).not.toContain('one');
  });

  test.each([
    ['forward', 48],
    ['back', -48],
  ])('does not count a clock that is set %s', async (_, hours) => {
    await open();
    wrongBy = () => (sold() >= 1 ? hours * 3_600_000 : 0);
    const kept = await submit('--yes', '--max-duration', '1h');
    expect([kept.exit, sold()]).toEqual([0, 5]);
  });

  test('does not wait for a second try that would come too late', async () => {
    await open({ faults: ['429'], faultRate: 1 });
    isTrue = true;
    const { exit, rows } = await submit('--yes', '--max-duration', '50ms');
    expect(rows.map((row) => row.split(' ')[1])).toEqual(NAMES.map(() => 'not_sent'));
    expect([exit, spends(), sold()]).toEqual([3, 5, 0]);
  });

  test('refuses what is no duration before anything else', async () => {
    await open();
    const { exit, err } = await bench.run('submit', bench.path('may.csv'), '--yes', '--max-duration', '30');
    expect(exit).toBe(2);
    expect(err).toContain('--max-duration "30" is not a duration.');
    expect(sandbox.requests()).toEqual({});
  });
});

describe('--not-before', () => {
  test('opens no connection and no ledger before its time, needs neither key nor --yes, and says what is left', async () => {
    await open();
    delete bench.env.SCALEDMAIL_API_KEY;
    const { exit, rows, err, out } = await submit('--not-before', '2999-01-31T09:00Z', '--online', '--strict');
    expect(exit).toBe(75);
    expect(rows).toEqual(NAMES.map((name) => `${name} not_sent NOT-BEFORE`));
    expect(out).toContain('--not-before 2999-01-31T09:00Z sends nothing before 2999-01-31T09:00:00Z.');
    expect(err).toContain('--not-before 2999-01-31T09:00Z');
    expect(sandbox.requests()).toEqual({});
    expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
  });

  test('sends when its time has come', async () => {
    await open();
    const { exit } = await submit('--yes', '--not-before', '2001-01-31');
    expect([exit, sold()]).toEqual([0, 5]);
    const again = await submit('--not-before', '2999-01-31');
    expect(again.rows).toEqual(NAMES.map((name) => `${name} already_placed`));
    expect(again.exit).toBe(75);
  });

  test('holds back a saved plan as well', async () => {
    await open();
    await bench.run('check', bench.path('may.csv'), '--plan', bench.path('may.plan.json'));
    const { exit } = await bench.run('submit', bench.path('may.plan.json'), '--yes', '--not-before', '2999-01-31');
    expect([exit, sold()]).toEqual([75, 0]);
    const sent = await bench.run('submit', bench.path('may.plan.json'), '--yes', '--rate', 'none');
    expect([sent.exit, sold()]).toEqual([0, 5]);
  });

  test('refuses what is no time before anything else', async () => {
    await open();
    const { exit, err } = await bench.run('submit', bench.path('may.csv'), '--yes', '--not-before', 'noon');
    expect(exit).toBe(2);
    expect(err).toContain('--not-before "noon" is not a time.');
    expect(sandbox.requests()).toEqual({});
  });
});
