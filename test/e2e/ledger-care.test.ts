import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { readSold } from '../../src/sandbox/record.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
let bench: Bench;
let ledger: string;
beforeEach(() => {
  bench = new Bench();
  ledger = `${bench.path('ledger.sqlite')}.sandbox`;
});
afterEach(() => bench.close());

function sheet(count: number, name = 'may.csv'): string {
  const orders = Array.from({ length: count }, (_, index) => googleOrder(`may-${index + 1}`, `d${index + 1}.example`));
  writeFileSync(bench.path(name), sheetOf(...orders));
  return bench.path(name);
}

const sold = () => readSold(`${ledger}.record.ndjson`).length;
const submit = (path: string, ...words: string[]) =>
  bench.run('submit', path, '--sandbox', '--yes', '--rate', 'none', '--results', bench.path('r.csv'), ...words);
const statuses = () => [...new Set(bench.csv('r.csv').map((row) => row.status))];

function lose(...endings: readonly string[]): void {
  for (const ending of endings) rmSync(`${ledger}${ending}`, { force: true });
}

describe('a ledger that is lost with its witness', () => {
  test('is found again at the vendor, by our tags and by domains, and buys nothing', async () => {
    const path = sheet(200);
    expect((await submit(path)).exit).toBe(0);
    const ids = bench.csv('r.csv').map((row) => row.order_id);
    expect(sold()).toBe(200);
    lose('', '-journal', '.witness.ndjson');
    const rebuilt = await bench.run(
      'reconcile',
      path,
      '--sandbox',
      '--rebuild',
      '--rate',
      'none',
      '--results',
      bench.path('r.csv'),
    );
    expect(rebuilt.exit, rebuilt.err).toBe(0);
    expect(rebuilt.err).toContain('200 orders were found');
    expect(bench.csv('r.csv').map((row) => row.order_id)).toEqual(ids);
    expect((await submit(path)).exit).toBe(0);
    expect(statuses()).toEqual(['already_placed']);
    expect(sold()).toBe(200);
    expect((await bench.run('ledger', 'verify', '--sandbox')).exit).toBe(0);
  }, 120_000);

  test('without --rebuild nothing is bought either: the vendor lists the domains', async () => {
    const path = sheet(5);
    await submit(path);
    lose('', '-journal', '.witness.ndjson');
    expect((await submit(path)).exit).toBe(3);
    expect(statuses()).toEqual(['invalid']);
    expect(sold()).toBe(5);
  });

  test('orders that the vendor does not have stay to be sent', async () => {
    await submit(sheet(3));
    lose('', '-journal', '.witness.ndjson');
    const five = sheet(5, 'five.csv');
    await bench.run('reconcile', five, '--sandbox', '--rebuild', '--rate', 'none');
    expect((await submit(five)).exit).toBe(0);
    expect(bench.csv('r.csv').map((row) => row.status)).toEqual([
      'already_placed',
      'already_placed',
      'already_placed',
      'placed',
      'placed',
    ]);
    expect(sold()).toBe(5);
  });

  test('--rebuild wants to know which sheets', async () => {
    const ran = await bench.run('reconcile', '--sandbox', '--rebuild');
    expect(ran).toMatchObject({ exit: 2 });
    expect(ran.err).toContain('Name every sheet');
  });
});

describe('ledger restore', () => {
  test('builds a lost ledger anew from its witness, entry by entry', async () => {
    const path = sheet(4);
    await submit(path);
    const entries = entriesOf(ledger);
    lose('', '-journal');
    expect((await submit(path)).exit).toBe(6);
    const ran = await bench.run('ledger', 'restore', '--sandbox');
    expect(ran.exit, ran.err).toBe(0);
    expect(entriesOf(ledger)).toEqual(entries);
    expect((await submit(path)).exit).toBe(0);
    expect(statuses()).toEqual(['already_placed']);
    expect(sold()).toBe(4);
  });

  test('of an older backup adds what only the witness has', async () => {
    await submit(sheet(2));
    const copy = bench.path('copy.sqlite');
    expect((await bench.run('ledger', 'backup', copy, '--sandbox')).exit).toBe(0);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const four = sheet(4, 'four.csv');
    await submit(four);
    const entries = entriesOf(ledger);
    writeFileSync(ledger, 'damaged');
    expect((await submit(four)).exit).toBe(6);
    const ran = await bench.run('ledger', 'restore', copy, '--sandbox');
    expect(ran.out).toContain('of them from the witness');
    expect(entriesOf(ledger)).toEqual(entries);
    expect((await submit(four)).exit).toBe(0);
    expect(sold()).toBe(4);
    const aside = readdirSync(bench.folder).find((name) => name.includes('.sandbox.replaced-'));
    expect(readFileSync(bench.path(aside ?? ''), 'utf8')).toBe('damaged');
  });

  test('of an export makes the same ledger elsewhere', async () => {
    await submit(sheet(3));
    const lines = bench.path('ledger.ndjson');
    expect((await bench.run('ledger', 'export', '--sandbox', '--output', lines)).exit).toBe(0);
    const other = bench.path('other/ledger.sqlite');
    expect((await bench.run('ledger', 'restore', lines, '--ledger', other)).exit).toBe(0);
    expect(entriesOf(other)).toEqual(entriesOf(ledger));
    const out = await bench.run('ledger', 'export', '--sandbox');
    expect(`${out.out}\n`).toBe(readFileSync(lines, 'utf8'));
  });

  test('refuses another ledger, one that went its own way, and what is none', async () => {
    await submit(sheet(2));
    const entries = entriesOf(ledger);
    const foreign = new Bench();
    writeFileSync(foreign.path('may.csv'), sheetOf(googleOrder('x', 'elsewhere.example')));
    await foreign.run('submit', foreign.path('may.csv'), '--sandbox', '--yes');
    const other = `${foreign.path('ledger.sqlite')}.sandbox`;
    expect((await bench.run('ledger', 'restore', other, '--sandbox')).exit).toBe(6);
    const lines = readFileSync(`${ledger}.witness.ndjson`, 'utf8').split('\n');
    writeFileSync(bench.path('gap.ndjson'), lines.toSpliced(2, 1).join('\n'));
    expect((await bench.run('ledger', 'restore', bench.path('gap.ndjson'), '--sandbox')).exit).toBe(2);
    expect((await bench.run('ledger', 'restore', bench.path('may.csv'), '--sandbox')).exit).toBe(2);
    expect((await bench.run('ledger', 'restore', bench.path('nowhere'), '--sandbox')).exit).toBe(2);
    expect(entriesOf(ledger)).toEqual(entries);
    foreign.close();
  });

  test('waits for nobody: while a run holds an account nothing is changed', async () => {
    await submit(sheet(1));
    const lock = await sqliteLocks(ledger, systemClock).acquire(ACCOUNT, 0, 'a test');
    const ran = await bench.run('ledger', 'restore', '--sandbox');
    lock.release();
    expect(ran.exit).toBe(75);
    expect(ran.err).toContain('LOCKED');
    expect(existsSync(ledger)).toBe(true);
  });
});

describe('ledger backup', () => {
  test('needs a file, and not the ledger itself', async () => {
    await submit(sheet(1));
    expect((await bench.run('ledger', 'backup', '--sandbox')).exit).toBe(2);
    expect((await bench.run('ledger', 'backup', ledger, '--sandbox')).exit).toBe(2);
  });

  test('is not kept of a ledger that does not fit together', async () => {
    await submit(sheet(1));
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const database = new DatabaseSync(ledger);
    database.exec('DELETE FROM claims');
    database.close();
    expect((await bench.run('ledger', 'backup', bench.path('copy.sqlite'), '--sandbox')).exit).toBe(6);
    expect(existsSync(bench.path('copy.sqlite'))).toBe(false);
    const again = await submit(bench.path('may.csv'), '--retry-refused');
    expect(again.exit).toBe(6);
    expect(again.err).toContain('LEDGER-DAMAGED');
    expect((await bench.run('ledger', 'restore', '--sandbox')).exit).toBe(0);
    expect((await submit(bench.path('may.csv'))).exit).toBe(0);
    expect(sold()).toBe(1);
  });
});

function entriesOf(path: string): unknown {
  const opened = openLedger(path, systemClock);
  const all = [...opened.all()];
  opened.close();
  return all;
}

describe('nothing is written over the ledger', () => {
  test.each([
    ['submit', '--results', ''],
    ['submit', '--log-file', '.witness.ndjson'],
    ['check', '--annotated', '.witness.ndjson'],
    ['results', '--results', '.witness.ndjson'],
    ['ledger export', '--output', ''],
    ['ledger backup', '', '.witness.ndjson'],
  ])('%s %s %s', async (command, flag, ending) => {
    const path = sheet(1);
    await submit(path);
    const entries = entriesOf(ledger);
    const sheets = command.startsWith('ledger') ? [] : [path];
    const yes = command === 'submit' ? ['--yes'] : [];
    const ran = await bench.run(
      ...command.split(' '),
      ...sheets,
      ...(flag ? [flag] : []),
      `${ledger}${ending}`,
      '--sandbox',
      ...yes,
    );
    expect(ran.exit).toBe(2);
    expect(entriesOf(ledger)).toEqual(entries);
  });
});

test('a plan cannot carry flags that it does not keep', async () => {
  const path = sheet(1);
  const plan = bench.path('p.json');
  await bench.run('check', path, '--sandbox', '--plan', plan);
  const saved = JSON.parse(readFileSync(plan, 'utf8'));
  writeFileSync(
    plan,
    JSON.stringify({ ...saved, flags: { ...saved.flags, yes: true, results: bench.path('evil.csv') } }),
  );
  expect((await bench.run('submit', plan, '--sandbox')).exit).toBe(9);
  expect(existsSync(bench.path('evil.csv'))).toBe(false);
  const away = { ...saved, flags: { ...saved.flags, sandbox: false, 'base-url': 'https://elsewhere.example' } };
  writeFileSync(plan, JSON.stringify(away));
  const ran = await bench.run('submit', plan, '--yes');
  expect(ran.exit).toBe(2);
  expect(ran.err).toContain('PLAN-ADDRESS');
});
