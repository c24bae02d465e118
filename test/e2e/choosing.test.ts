import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSold } from '../../src/sandbox/record.ts';
import { Bench } from '../support/command.ts';
import { HEADER } from '../support/sheets-of-orders.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  const folder = join(bench.path('config'), 'sheetorder');
  mkdirSync(folder, { recursive: true });
  const config = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } };
  writeFileSync(join(folder, 'sheetorder.json'), JSON.stringify(config));
  writeFileSync(bench.path('may.csv'), SHEET);
});
afterEach(() => bench.close());

/** Name, client and number of domains of each order; a domain costs 7.00. */
const ORDERS = [
  ['two', 'acme', 2],
  ['four', 'birch', 4],
  ['one', 'Acme ', 1],
  ['three', '', 3],
  ['uno', 'acme', 1],
] as const;
const SHEET = `${HEADER},client\n${ORDERS.map(rowsOf).join('')}`;

function rowsOf([name, client, count]: (typeof ORDERS)[number]): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const lead = index === 0 ? `${name},create-custom-order,scaledmail` : `${name},,`;
    return `${lead},${name}-${index}.example,google,main.example,,Ada,Sample,${index === 0 ? client : ''}\n`;
  });
  return rows.join('');
}

async function run(command: 'check' | 'submit' | 'results', ...flags: readonly string[]) {
  const send = command === 'submit' ? ['--yes', '--rate', 'none', '--concurrency', '1'] : [];
  const files = ['--results', bench.path('r.csv'), '--annotated', bench.path('a.csv')];
  const ran = await bench.run(command, bench.path('may.csv'), '--sandbox', ...send, ...files, ...flags);
  const rows = ran.exit === 2 ? [] : bench.csv('r.csv').map(({ order, status }) => `${order} ${status}`);
  return { ...ran, rows };
}

/** The domains of what was sold, in the order in which it was; each order is known by its first one. */
function sold(): readonly string[] {
  const record = `${bench.path('ledger.sqlite')}.sandbox.record.ndjson`;
  return existsSync(record) ? readSold(record).map(({ domains }) => domains[0]?.split('-')[0] ?? '') : [];
}

describe('--where', () => {
  test('sends whole orders alone that have the value, and says how many are left out', async () => {
    const ran = await run('submit', '--where', 'Customer= ACME');
    expect(ran.rows).toEqual(['two placed', 'one placed', 'uno placed']);
    expect([ran.exit, sold()]).toEqual([0, ['two', 'one', 'uno']]);
    expect(`${ran.out}${ran.err}`).toContain('2 orders are left out by --where "Customer= ACME".');
  });

  test('gives every row back in the annotated sheet, without a word about what was left out', async () => {
    await run('submit', '--where', 'client=birch');
    const rows = bench.csv('a.csv').map(({ order, domain, status }) => [order, domain, status]);
    const all = ORDERS.flatMap(([name, , count]) =>
      Array.from({ length: count }, (_, index) => [name, `${name}-${index}.example`, name === 'four' ? 'placed' : '']),
    );
    expect(rows).toEqual(all);
  });

  test('takes any of the values of one column, and all of several columns', async () => {
    const either = await run('check', '--where', 'client=birch', '--where', 'client=');
    expect(either.rows).toEqual(['four ready', 'three ready']);
    const both = await run('check', '--where', 'client=acme', '--where', 'domain=two-1.example');
    expect(both.rows).toEqual(['two ready']);
  });

  test('of the dry run is that of the run, and the run names it to the next command', async () => {
    const dry = await run('check', '--where', 'client=acme');
    expect(dry.err).toContain('--where client=acme');
    const live = await run('submit', '--where', 'client=acme');
    expect(live.rows).toEqual(dry.rows.map((row) => row.replace('ready', 'placed')));
    const told = await run('results', '--where', 'client=acme');
    expect(told.rows).toEqual(live.rows);
    const rest = await run('submit');
    expect(rest.rows.filter((row) => row.endsWith('already_placed'))).toHaveLength(3);
    expect(sold().toSorted()).toEqual(['four', 'one', 'three', 'two', 'uno']);
  });

  test('that no order fits ends with 2, names what is there, and sends nothing', async () => {
    const ran = await run('submit', '--where', 'client=acne');
    expect([ran.exit, sold()]).toEqual([2, []]);
    expect(ran.err).toContain('WHERE-NO-ORDER: No order of these sheets is what --where client=acne asks for.');
    expect(ran.err).toContain('In client they have "acme", "birch" and empty cells.');
    const both = await run('check', '--where', 'client=birch', '--where', 'order=one');
    expect(both.err).toContain('no order has them all');
  });

  test.each([
    ['client', '--where "client" is not COLUMN=VALUE.'],
    ['clyent=acme', '--where clyent: there is no such column.'],
    ['hosting_password=x', '--where hosting_password: a login is never taken'],
  ])('%s is refused', async (text, words) => {
    const ran = await run('check', '--where', text);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain(words);
  });

  test('is kept by a plan, which sends exactly those orders and takes no other choice', async () => {
    const plan = bench.path('may.plan.json');
    await run('check', '--where', 'client=acme', '--plan', plan);
    const other = await bench.run('submit', plan, '--yes', '--where', 'client=birch');
    expect([other.exit, sold()]).toEqual([2, []]);
    expect(other.err).toContain('a plan is sent as it was made');
    const ran = await bench.run('submit', plan, '--yes', '--rate', 'none', '--concurrency', '1');
    expect([ran.exit, sold()]).toEqual([0, ['two', 'one', 'uno']]);
    const whole = bench.path('whole.plan.json');
    await run('check', '--plan', whole);
    expect((await bench.run('submit', whole, '--yes', '--where', 'client=acme')).exit).toBe(2);
  });

  test('does not call orders that are left out gone from the sheet', async () => {
    await run('submit');
    const { out, err } = await run('check', '--where', 'client=birch', '--report', bench.path('r.json'));
    expect(`${out}${err}`).not.toContain('gone');
    expect(readFileSync(bench.path('r.json'), 'utf8')).not.toContain('"gone"');
  });

  test('stops no batch for an error in an order that is left out', async () => {
    writeFileSync(bench.path('may.csv'), SHEET.replace('four-1.example', 'not a domain'));
    expect((await run('submit', '--strict')).exit).toBe(3);
    const ran = await run('submit', '--strict', '--where', 'client=acme');
    expect([ran.exit, sold()]).toEqual([0, ['two', 'one', 'uno']]);
  });

  test.each(['reconcile', 'status'])('needs a sheet to choose from in %s', async (command) => {
    const ran = await bench.run(command, '--sandbox', '--where', 'client=acme');
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('--where chooses orders of a sheet, and none is named.');
    bench.env.SHEETORDER_WHERE = 'client=acme';
    expect((await bench.run(command, '--sandbox')).exit).toBe(0);
  });
});

describe('--order-by', () => {
  test.each([
    ['sheet', ['two', 'four', 'one', 'three', 'uno']],
    ['price', ['one', 'uno', 'two', 'three', 'four']],
    ['-price', ['four', 'three', 'two', 'one', 'uno']],
    ['domains', ['one', 'uno', 'two', 'three', 'four']],
    ['-domains', ['four', 'three', 'two', 'one', 'uno']],
  ])('%s sends in that order, and results stay as the sheet has them', async (by, order) => {
    const ran = await run('submit', '--order-by', by);
    expect(sold()).toEqual(order);
    expect(ran.rows).toEqual(ORDERS.map(([name]) => `${name} placed`));
  });

  test.each([
    ['sheet', ['two', 'one']],
    ['price', ['one', 'uno']],
    ['-price', ['three']],
  ])('%s decides who finds room in a budget, in the dry run as in the run', async (by, order) => {
    const most = { sheet: '21', price: '14', '-price': '21' }[by] ?? '';
    const dry = await run('check', `--order-by=${by}`, '--max-spend', most);
    expect(dry.rows.filter((row) => row.endsWith(' ready')).map((row) => row.split(' ')[0])).toEqual(order);
    const live = await run('submit', '--order-by', by, '--max-spend', most);
    expect(live.rows).toEqual(dry.rows.map((row) => row.replace('ready', 'placed')));
    expect([live.exit, sold()]).toEqual([9, order]);
  });

  test('decides which order goes ahead as the canary', async () => {
    const ran = await run(
      'submit',
      '--order-by',
      '-price',
      '--canary',
      '--fault',
      'charge-failed',
      '--fault-rate',
      '1',
    );
    expect(ran.rows.filter((row) => !row.endsWith(' skipped'))).toEqual(['four payment_pending']);
  });

  test('is kept by a plan, and named to the next command in one word', async () => {
    const plan = bench.path('may.plan.json');
    const { err } = await run('check', '--order-by', '-price', '--max-spend', '21');
    expect(err).toContain('--order-by=-price');
    await run('check', '--order-by', '-price', '--max-spend', '21', '--plan', plan);
    const ran = await bench.run('submit', plan, '--yes', '--rate', 'none', '--max-spend', '21');
    expect([ran.exit, sold()]).toEqual([9, ['three']]);
  });

  test('refuses what is no order', async () => {
    const ran = await run('check', '--order-by', 'size');
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('--order-by size is not known.');
  });
});
