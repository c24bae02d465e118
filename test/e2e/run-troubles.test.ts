import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { InboxBench } from '../support/inbox-bench.ts';

const MONTH = 31 * 24 * 3_600_000;

const OF_ANOTHER = [
  'order,vendor,domain,registrant,email_service_provider,alias,first_name,last_name',
  'hand-1,Saleshandy,beta.example,main,google,ada,Ada,Sample',
].join('\n');
const REGISTRANT = {
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
};

let bench: InboxBench;

afterEach(() => bench.end());

async function open(options: Partial<SandboxOptions> = {}): Promise<void> {
  bench = await InboxBench.open(options);
}

describe('an order in doubt', () => {
  test('goes to attention with the keys to look up, and to done by itself once the vendor lists it', async () => {
    let nowMs = Date.now();
    await open({ faults: ['lost-reply', 'late-listing'], faultRate: 1, lateMs: MONTH, now: () => nowMs, seed: 4 });
    bench.dropOrders('may.csv', 'a', 'b', 'c', 'd');
    const first = await bench.cron('--keep-going-on-unknown');
    expect([first.exit, bench.sheets()], first.out).toEqual([4, ['attention/may.csv']]);
    const doubts = bench.csv('orders/attention/may.results.csv').filter(({ status }) => status === 'unknown');
    expect(doubts.length).toBeGreaterThan(0);
    const text = bench.read('attention/may.what-to-do.txt');
    for (const { key = '-' } of doubts) expect(text).toContain(key);
    const sold = bench.sold();
    const second = await bench.cron();
    expect([second.exit, bench.sheets(), bench.sold()]).toEqual([4, ['attention/may.csv'], sold]);
    nowMs += 2 * MONTH;
    const third = await bench.cron();
    expect([third.exit, bench.sheets()], third.out).toEqual([0, ['done/may.csv']]);
    expect([bench.sold(), bench.names('attention')]).toEqual([sold, []]);
  });

  test('holds back what is new on its account, which waits in the inbox', async () => {
    await open({ faults: ['lost-reply', 'late-listing'], faultRate: 1, lateMs: MONTH, seed: 4 });
    bench.dropOrders('a.csv', 'a', 'b', 'c', 'd');
    await bench.cron('--keep-going-on-unknown');
    const sold = bench.sold();
    bench.dropOrders('b.csv', 'later');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()], ran.out).toEqual([4, ['inbox/b.csv', 'attention/a.csv'], sold]);
  });
});

describe('a vendor that is down', () => {
  test('keeps every sheet in the inbox, is asked no more than once, and 75 says to try later', async () => {
    await open();
    const { SCALEDMAIL_BASE_URL: url = '' } = bench.env;
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:9/api/v1';
    bench.dropOrders('a.csv', 'a');
    bench.dropOrders('b.csv', 'b');
    const down = await bench.cron();
    expect([down.exit, bench.sheets()], down.out).toEqual([75, ['inbox/a.csv', 'inbox/b.csv']]);
    expect(down.out).toContain('ACCOUNT-NOT-ASKED');
    for (const folder of ['working', 'done', 'attention']) expect(bench.names(folder)).toEqual([]);
    bench.env.SCALEDMAIL_BASE_URL = url;
    // The address is part of an order's identity only by its account, so the same orders are sent now.
    const up = await bench.cron();
    expect([up.exit, bench.sheets(), bench.sold()]).toEqual([
      0,
      ['done/a.csv', 'done/b.csv'],
      ['a.example', 'b.example'],
    ]);
  });

  test('keeps nobody from another vendor', async () => {
    await open();
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    const config = { registrant: { main: REGISTRANT }, vendors: { saleshandy: { schemaVerified: true } } };
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:9/api/v1';
    bench.env.SALESHANDY_API_KEY = 'key-of-the-second-vendor-0002';
    bench.env.SALESHANDY_BASE_URL = bench.shop.urls.saleshandy ?? '';
    bench.dropOrders('a.csv', 'a');
    bench.dropOrders('b.csv', 'b');
    bench.drop('c.csv', OF_ANOTHER);
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets()], ran.out).toEqual([75, ['inbox/a.csv', 'inbox/b.csv', 'done/c.csv']]);
    expect(bench.sold()).toEqual(['beta.example']);
  });

  test('for longer than a day: a person hears of it', async () => {
    await open();
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:9/api/v1';
    bench.dropOrders('a.csv', 'a');
    await bench.cron();
    const [ledger = ''] = bench.names('.sheetorder/receipts');
    const [receipt = ''] = bench.names(`.sheetorder/receipts/${ledger}`);
    const path = bench.path(`orders/.sheetorder/receipts/${ledger}/${receipt}`);
    const known = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...known, waitingSince: '2020-01-01T00:00:00.000Z' }));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets()], ran.out).toEqual([75, ['attention/a.csv']]);
  });

  test('--retry-after-failure lets it rest, and the failure still stands', async () => {
    await open();
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:9/api/v1';
    bench.dropOrders('a.csv', 'a');
    await bench.cron();
    const ran = await bench.cron('--retry-after-failure', '24h');
    expect([ran.exit, bench.sheets()]).toEqual([75, ['inbox/a.csv']]);
    expect(ran.err).toContain('it failed a short while ago and rests until');
  });
});

test('a key that was refused: nothing more is tried on that account, 7, and it works once the key is right', async () => {
  await open();
  bench.env.SCALEDMAIL_API_KEY = 'bad-key-of-this-test';
  bench.dropOrders('a.csv', 'a');
  bench.dropOrders('b.csv', 'b');
  const refused = await bench.cron();
  expect([refused.exit, bench.sheets()], refused.out).toEqual([7, ['inbox/a.csv', 'inbox/b.csv']]);
  expect(refused.out).toContain('ACCOUNT-REFUSED');
  bench.env.SCALEDMAIL_API_KEY = 'key-of-this-test-0001';
  const ran = await bench.cron();
  expect([ran.exit, bench.sold()], ran.out).toEqual([0, ['a.example', 'b.example']]);
});

test('no key at all: 2, and nothing is lost', async () => {
  await open();
  delete bench.env.SCALEDMAIL_API_KEY;
  bench.dropOrders('a.csv', 'a');
  const ran = await bench.cron();
  expect([ran.exit, bench.sheets()], ran.out).toEqual([2, ['inbox/a.csv']]);
});

test('a card that was refused: the account is held until a person deletes the text that says so', async () => {
  await open({ faults: ['charge-failed'], faultRate: 1 });
  bench.dropOrders('a.csv', 'a');
  const first = await bench.cron();
  expect(first.exit, first.out).toBe(7);
  const [hold = ''] = bench.names('attention').filter((name) => name.startsWith('payment-'));
  expect(bench.read(`attention/${hold}`)).toContain('3. Delete this file.');
  bench.dropOrders('b.csv', 'b');
  const held = await bench.cron();
  expect([held.exit, bench.sheets().includes('inbox/b.csv'), bench.sold()]).toEqual([7, true, ['a.example']]);
  expect(held.out).toContain('ACCOUNT-HELD');
  unlinkSync(bench.path(`orders/attention/${hold}`));
  await bench.cron();
  expect(bench.sold()).toEqual(['a.example', 'b.example']);
});
