import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSold } from '../../src/sandbox/record.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';

const HERE = process.cwd();
let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  bench.env.XDG_CONFIG_HOME = bench.path('config');
});
afterEach(() => {
  process.chdir(HERE);
  bench.close();
});

const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
/** Five orders of one google domain each: two mailboxes, 7.00 by the unit prices below. */
const FIVE = sheetOf(...NAMES.map((name, index) => googleOrder(`may-${index + 1}`, `${name}.example`)));
const PRICES = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } };

function configure(config: object): void {
  const folder = join(bench.path('config'), 'sheetorder');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sheetorder.json'), JSON.stringify({ ...PRICES, ...config }));
}

function sheet(text = FIVE): string {
  writeFileSync(bench.path('may.csv'), text);
  return bench.path('may.csv');
}

async function submit(...words: readonly string[]) {
  const path = bench.path('may.csv');
  if (!existsSync(path)) sheet();
  const ran = await bench.run('submit', path, '--sandbox', '--yes', '--results', bench.path('r.csv'), ...words);
  const rows = bench.csv('r.csv');
  const sold = readSold(`${bench.path('ledger.sqlite')}.sandbox.record.ndjson`).length;
  return { ...ran, statuses: rows.map((row) => row.status), codes: rows.map((row) => row.error_code), sold };
}

describe('--max-spend', () => {
  test('places what fits, in sheet order, and says what did not', async () => {
    configure({});
    const ran = await submit('--max-spend', '20.99');
    expect(ran.statuses).toEqual(['placed', 'placed', 'skipped', 'skipped', 'skipped']);
    expect(ran.codes.slice(2)).toEqual(['MONEY-BUDGET', 'MONEY-BUDGET', 'MONEY-BUDGET']);
    expect(ran).toMatchObject({ exit: 9, sold: 2 });
  });

  test('is not exceeded by what costs exactly as much', async () => {
    configure({});
    expect(await submit('--max-spend', '21')).toMatchObject({ exit: 9, sold: 3 });
    expect(await submit('--max-spend', '14')).toMatchObject({ exit: 0, sold: 5 });
  });

  test('the dry run says the same', async () => {
    configure({});
    const ran = await bench.run('check', sheet(), '--sandbox', '--max-spend', '14', '--results', bench.path('c.csv'));
    expect(bench.csv('c.csv').map((row) => row.status)).toEqual(['ready', 'ready', 'skipped', 'skipped', 'skipped']);
    expect(ran.exit).toBe(9);
  });

  test('skips an order whose price nobody knows', async () => {
    const ran = await submit('--max-spend', '1000');
    expect(new Set(ran.codes)).toEqual(new Set(['MONEY-NO-PRICE']));
    expect(ran).toMatchObject({ exit: 9, sold: 0 });
  });

  test.each(['ten', '-1', '1.005', '1,50', '$5', ''])('"%s" is no amount', async (amount) => {
    expect((await submit(`--max-spend=${amount}`).catch((error) => error)).exit).not.toBe(0);
  });

  test('filling in a form costs nothing', async () => {
    const row = (alias: string) =>
      `f,submit-form,scaledmail,form-c1.example,smtp,main.example,${alias},Ada,Sample,11111111-aaaa-4bbb-8ccc-000000000003`;
    sheet(`${HEADER},form_uuid\n${['ada', 'sam', 'eve', 'kim'].map(row).join('\n')}\n`);
    expect(await submit('--max-spend', '0')).toMatchObject({ exit: 0, statuses: ['placed'] });
  });
});

test('a price that is a hundred times what the vendor shows is said beside the order', async () => {
  configure({ vendors: { scaledmail: { prices: { googleMailbox: '350.00' } } } });
  const ran = await submit();
  expect(ran.exit).toBe(0);
  expect(ran.codes).toEqual(NAMES.map(() => 'MONEY-UNIT'));
  const told = bench.csv('r.csv');
  expect(told.map((row) => [row.amount, /700\.00 USD.*7\.00 USD/.test(row.error ?? '')])).toEqual(
    told.map(() => ['7.00', true]),
  );
});

describe('budgets of the configuration', () => {
  test('of a day hold over several runs', async () => {
    configure({ budgets: { day: '15.00' } });
    const day = { now: Date.parse('2026-05-04T09:00:00Z') };
    expect(await submit()).toMatchObject({ exit: 9, sold: 2 });
    expect(await submit()).toMatchObject({ exit: 9, sold: 2 });
    expect(day.now).toBeGreaterThan(0);
  });

  test('of a client concern that client alone', async () => {
    configure({ clients: { Acme: { budget: { run: '7.00' } } } });
    const rows = FIVE.trim().split('\n');
    const client = (line: string, index: number) =>
      `${line},${index === 0 ? 'client' : /may-[123]/.test(line) ? ' ACME ' : 'Beta'}`;
    sheet(`${rows.map(client).join('\n')}\n`);
    const ran = await submit();
    expect(ran.statuses).toEqual(['placed', 'skipped', 'skipped', 'placed', 'placed']);
    expect(ran.exit).toBe(9);
  });

  test('must be written as text', async () => {
    configure({ budgets: { day: 15 } });
    const ran = await bench.run('check', sheet());
    expect(ran).toMatchObject({ exit: 2 });
    expect(ran.err).toContain('budgets.day');
  });
});

describe('what a person is told', () => {
  test('the next command has the same guards', async () => {
    configure({});
    const ran = await submit('--max-spend', '14', '--canary', '--max-orders', '5');
    expect(ran.err).toMatch(
      /Next: 3 orders had no room under --max-spend 14; .*: sheetorder submit .*--max-spend 21.00 .*--max-orders 5 --canary/,
    );
    const checked = await bench.run(
      'check',
      bench.path('may.csv'),
      '--plan',
      bench.path('p.json'),
      '--max-spend',
      '14',
    );
    expect(checked.err).toMatch(/Next: .*sheetorder submit \S+p\.json .*--max-spend 14/);
  });

  test('a client that no budget counts, and an order that is bought anew', async () => {
    configure({ clients: { Acme: { budget: { run: '70.00' } } } });
    const rows = FIVE.trim().split('\n');
    sheet(`${rows.map((line, index) => `${line},${index === 0 ? 'client' : 'acmee'}`).join('\n')}\n`);
    const first = await submit();
    expect(first.err).toContain('No budget counts the client "acmee"');
    const key = bench.csv('r.csv')[0]?.key ?? '';
    await bench.run('resolve', key, '--cancelled', '--note', 'in the app', '--sandbox');
    const again = await bench.run('check', bench.path('may.csv'), '--sandbox');
    expect(again.err).toContain('would be bought anew');
  });
});

describe('--canary', () => {
  test('sends one order first, and the others when it is placed', async () => {
    expect(await submit('--canary')).toMatchObject({ exit: 0, sold: 5 });
  });

  test('sends nothing more when the first is not paid', async () => {
    const ran = await submit('--canary', '--fault', 'charge-failed', '--fault-rate', '1');
    expect(ran.statuses).toEqual(['payment_pending', 'skipped', 'skipped', 'skipped', 'skipped']);
    expect(ran).toMatchObject({ sold: 1, exit: 7 });
  });

  test('sends nothing more when the first is in doubt', async () => {
    const ran = await submit('--canary', '--fault', '500', '--fault-rate', '1', '--keep-going-on-unknown');
    expect(ran.sold).toBeLessThanOrEqual(1);
    expect(ran.statuses.slice(1)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
  });
});
