import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InboxBench } from '../support/inbox-bench.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: InboxBench;

beforeEach(async () => {
  bench = await InboxBench.open();
});
afterEach(() => bench.end());

const BAD = googleOrder('bad', 'no domain');
const PRICES = { vendors: { scaledmail: { prices: { googleMailbox: '3.50' } } } };

function configure(config: object): void {
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
}

/** One of two orders fits into the day, so that the sheet goes on by itself. */
async function begunSheet(): Promise<void> {
  configure({ ...PRICES, budgets: { day: '7.00' } });
  bench.dropOrders('may.csv', 'a', 'b');
  await bench.cron();
  expect([bench.sheets(), bench.sold()]).toEqual([['working/may.csv'], ['a.example']]);
  configure(PRICES);
}

async function cancelPlaced(results: string): Promise<void> {
  const placed = bench.csv(`orders/${results}`).find(({ status }) => status === 'placed');
  const said = await bench.run('resolve', placed?.key ?? '', '--cancelled', '--note', 'cancelled in the app');
  expect(said.exit, said.err).toBe(0);
}

describe('an order that was cancelled', () => {
  test('is not bought again by a sheet that goes on by itself', async () => {
    await begunSheet();
    await cancelPlaced('working/may.results.csv');
    const dry = await bench.cron('--dry-run');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([9, ['attention/may.csv'], ['a.example']]);
    expect(ran.out).toContain('INBOX-CANCELLED');
    expect([dry.exit, dry.out]).toEqual([9, expect.stringContaining('working/may.csv: INBOX-CANCELLED')]);
    expect(bench.read('attention/may.what-to-do.txt')).toContain('Take it out of the sheet.');
    expect((await bench.cron()).exit).toBe(0);
    expect(bench.sold()).toEqual(['a.example']);
  });

  test.each(['may.csv', 'other.csv'])('is not bought again by a corrected sheet called %s', async (name) => {
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    await bench.cron();
    await cancelPlaced('attention/may.results.csv');
    rmSync(bench.path('orders/attention/may.csv'));
    bench.dropOrders(name, 'a', 'b');
    const ran = await bench.cron();
    expect([ran.exit, bench.sold()], ran.out).toEqual([9, ['a.example']]);
  });

  test('and is taken out of the sheet: the rest is placed', async () => {
    await begunSheet();
    await cancelPlaced('working/may.results.csv');
    await bench.cron();
    writeFileSync(bench.path('orders/attention/may.csv'), sheetOf(googleOrder('b', 'b.example')));
    renameSync(bench.path('orders/attention/may.csv'), bench.path('orders/inbox/may.csv'));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([
      0,
      ['done/may.csv'],
      ['a.example', 'b.example'],
    ]);
  });
});

test('a sheet that was begun on one account is not bought once more on another, and goes on where it began', async () => {
  await begunSheet();
  bench.env.SCALEDMAIL_ORGANIZATION_ID = 'org_other';
  const dry = await bench.cron('--dry-run');
  const other = await bench.cron();
  expect([other.exit, bench.sheets(), bench.sold()], other.out).toEqual([9, ['attention/may.csv'], ['a.example']]);
  expect([dry.exit, dry.out]).toEqual([9, expect.stringContaining('INBOX-OTHER-ACCOUNT')]);
  expect(other.out).toContain('INBOX-OTHER-ACCOUNT');
  bench.env.SCALEDMAIL_ORGANIZATION_ID = 'org_test';
  renameSync(bench.path('orders/attention/may.csv'), bench.path('orders/inbox/may.csv'));
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([0, ['done/may.csv'], ['a.example', 'b.example']]);
});

describe("a folder's profile", () => {
  const acme = { vendors: { scaledmail: { organization: 'org_acme', key: 'env:ACME_KEY' } } };

  function profiles(more: object = {}, bob: object = {}): void {
    const own = { vendors: { scaledmail: { organization: 'org_bob', key: 'env:BOB_KEY' } }, ...bob };
    configure({
      ...more,
      profiles: { acme, bob: own },
      run: { folders: { [bench.path('orders')]: { profile: 'acme' } } },
    });
    Object.assign(bench.env, { ACME_KEY: 'key-of-acme-0001', BOB_KEY: 'key-of-bob-00001' });
    delete bench.env.SCALEDMAIL_API_KEY;
    delete bench.env.SCALEDMAIL_ORGANIZATION_ID;
    bench.dropOrders('may.csv', 'a');
  }

  test.each(['orders/inbox', 'orders/inbox/', 'orders', 'elsewhere', 'orders/../orders/inbox'])(
    'holds when the inbox is a link and --inbox is %s',
    async (named) => {
      rmSync(bench.path('orders/inbox'), { recursive: true });
      mkdirSync(bench.path('elsewhere'));
      symlinkSync(bench.path('elsewhere'), bench.path('orders/inbox'));
      profiles();
      const shown = await bench.run('config', '--inbox', `${bench.folder}/${named}`, '--json');
      expect(JSON.parse(shown.out).profile).toBe('acme');
    },
  );

  test.each([
    [
      'the defaults of another profile name the folder',
      () => profiles({}, { defaults: { inbox: bench.path('orders') } }),
      ['--profile', 'bob'],
    ],
    ['a file of variables names the folder', () => profiles({ defaults: { 'env-file': bench.path('own.env') } }), []],
  ])('is not left out where %s', async (_, prepare, words) => {
    prepare();
    const text = `SHEETORDER_INBOX=${bench.path('orders')}\nSCALEDMAIL_API_KEY=key-of-this-test-0001\n`;
    writeFileSync(bench.path('own.env'), `${text}SCALEDMAIL_ORGANIZATION_ID=org_test\n`);
    for (const dry of [['--dry-run'], []]) {
      const ran = await bench.run('run', ...words, ...dry);
      expect([ran.exit, ran.err], ran.out).toEqual([2, expect.stringContaining('PROFILE-CONFLICT')]);
    }
    expect([bench.sold(), bench.sheets()]).toEqual([[], ['inbox/may.csv']]);
  });
});

test('a sheet whose name is that of an account hold does not lift the hold', async () => {
  await bench.end();
  bench = await InboxBench.open({ faults: ['charge-failed'], faultRate: 1 });
  bench.dropOrders('a.csv', 'a');
  await bench.cron();
  const [hold = ''] = bench.names('attention').filter((name) => name.startsWith('payment-'));
  bench.dropOrders(hold.replace('.what-to-do.txt', '.csv'), 'b');
  const ran = await bench.cron();
  expect([ran.exit, bench.sold(), bench.names('attention').includes(hold)], ran.out).toEqual([7, ['a.example'], true]);
});

test('a configuration that was dropped as a sheet is, is not used', async () => {
  bench.drop('sheetorder.json', JSON.stringify({ run: { onAttention: { command: ['/bin/true'] } } }));
  bench.drop('may.csv', sheetOf(BAD));
  const before = process.cwd();
  process.chdir(bench.path('orders/inbox'));
  const ran = await bench.cron().finally(() => process.chdir(before));
  expect([ran.exit, bench.names('inbox')]).toEqual([2, ['may.csv', 'sheetorder.json']]);
  expect(ran.err).toContain('It lies in the folder in which sheets are dropped');
});

describe('the dry run', () => {
  test.each(['may.log', 'may.results.csv'])('shows a sheet called %s, which the run takes', async (name) => {
    bench.dropOrders(name, 'a');
    expect((await bench.cron('--dry-run')).out).toContain(`inbox/${name}: 1 order would be sent`);
  });

  test('stops where the policy is strict, as the run does', async () => {
    configure({ run: { strict: true } });
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    expect((await bench.cron('--dry-run')).out).toBe('inbox/may.csv: 0 orders would be sent, 2 would not.');
    expect([(await bench.cron()).exit, bench.sold()]).toEqual([3, []]);
  });

  test('counts an order of two sheets once', async () => {
    bench.dropOrders('a.csv', 'a');
    bench.drop('b.csv', `${sheetOf(googleOrder('a', 'a.example'))}\n`);
    const { out } = await bench.cron('--dry-run');
    expect(out).toMatch(/a\.csv: 1 order would be sent .*\n.*b\.csv: 0 orders would be sent, 1 would not\.$/);
  });
});

test('an order that stands in two sheets of one run is told as spent once', async () => {
  configure(PRICES);
  bench.dropOrders('a.csv', 'a');
  bench.drop('b.csv', `${sheetOf(googleOrder('a', 'a.example'))}\n`);
  const ran = await bench.cron('--metrics', bench.path('own.prom'), '--verbose');
  expect([ran.exit, bench.sold()]).toEqual([0, ['a.example']]);
  expect(readFileSync(bench.path('own.prom'), 'utf8')).toMatch(/sheetorder_run_spent\{[^}]*\} 7\.00\n/);
});
