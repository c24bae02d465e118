import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/sandbox/audit.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';

let bench: Bench;
let sandbox: Sandbox;

async function open(more: Partial<SandboxOptions> = {}): Promise<void> {
  bench ??= new Bench();
  sandbox = await startSandbox({
    recordFile: bench.path('record.ndjson'),
    faults: [],
    faultRate: 1,
    rate: null,
    seed: 1,
    now: () => Date.now(),
    sellsTwice: true,
    ...more,
  });
  bench.env.SCALEDMAIL_BASE_URL = sandbox.url;
}

beforeEach(() => {
  bench = new Bench();
});
afterEach(async () => {
  await sandbox.close();
  bench.close();
});

const REGISTER = 'order,operation,domain,max_price\nr1,buy-domains,one.example,20.00\nr1,,two.example,\n';
const MAILBOXES =
  'order,operation,domain_source,domain,mailbox_type,first_name,last_name\nm1,create-custom-order,scaledmail,one.example,google,Ada,Sample\n';
const WARM =
  'order,stock_id,domain,redirect,max_price\nw1,recWARM1,warm-1.example,main.example,40\nw1,recWARM2,warm-2.example,,\n';

function write(name: string, text: string): string {
  writeFileSync(bench.path(name), text);
  return bench.path(name);
}

async function submit(sheet: string, ...flags: string[]) {
  const ran = await bench.run('submit', sheet, '--yes', '--rate', 'none', '--results', bench.path('r.csv'), ...flags);
  const rows = bench
    .csv('r.csv')
    .map((row) => [row.order, row.status, row.order_id, row.amount, row.error_code].join(' ').trim());
  return { exit: ran.exit, rows, err: ran.err };
}

const spends = () => Object.entries(sandbox.requests()).filter(([name]) => /^POST \/(buy|create)/.test(name));

describe('a registration', () => {
  test('is asked for online under the names that the sandbox prints', async () => {
    await open();
    Object.assign(bench.env, { SCALEDMAIL_API_KEY: 'sandbox', SCALEDMAIL_ORGANIZATION_ID: 'sandbox' });
    const sheet = write('taken.csv', REGISTER.replace('two.', 'taken-two.'));
    expect((await submit(sheet)).err).toContain('Next: see fix of each order in');
    const key = bench.csv('r.csv')[0]?.key ?? '';
    expect((await bench.run('explain', key)).out).toMatch(
      /Now +Nothing of it left: taken-two.example is taken\. Nothing was bought, .*Next.*Take these domains out.*Then send it/s,
    );
    const { exit, out } = await bench.run('check', sheet, '--online', '--rate', 'none');
    expect([exit, out]).toEqual([3, expect.stringContaining('SMO-BUYABLE: taken.csv line 3')]);
  });

  test('is asked for, bought once, read back and followed; the same sheet buys nothing more', async () => {
    await open();
    const sheet = write('may.csv', REGISTER);
    const first = await submit(sheet);
    expect(first).toMatchObject({
      exit: 0,
      rows: [expect.stringMatching(/^r1 placed purchased:one\.example@\S+\+1 31\.00$/)],
    });
    expect(sandbox.requests()).toEqual({
      'GET /orders': 1,
      'GET /domains': 1,
      'GET /pending-forms': 1,
      'POST /search-domains': 1,
      'POST /buy-domains': 1,
      'GET /purchased-domains': 1,
    });
    const again = await submit(sheet);
    expect(again.rows).toEqual([first.rows[0]?.replace('placed', 'already_placed')]);
    expect(spends()).toEqual([['POST /buy-domains', 1]]);
    expect(audit(sandbox.sold(), bench.csv('r.csv') as never)).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
    const status = await bench.run('status', sheet);
    expect(status).toMatchObject({ exit: 0, out: expect.stringContaining('1 delivered') });
    const rebuilt = await bench.run('results', sheet, '--results', bench.path('again.csv'));
    expect(rebuilt.exit).toBe(0);
    expect(bench.csv('again.csv')[0]).toMatchObject({ status: 'placed', amount: '31.00' });
    expect((await bench.run('ledger', 'verify')).exit).toBe(0);
  });

  test('with a name that is taken, blacklisted or too dear buys nothing, also not the rest of its order', async () => {
    await open();
    const lines = [
      't,buy-domains,taken-a.example,20',
      't,,free.example,',
      'b,buy-domains,blacklisted-a.example,20',
      'p,buy-domains,premium-a.example,20',
    ];
    const { exit, rows } = await submit(write('may.csv', `order,operation,domain,max_price\n${lines.join('\n')}\n`));
    expect({ exit, rows }).toEqual({
      exit: 3,
      rows: ['t not_sent   SM-BUY-UNAVAILABLE', 'b not_sent   SM-BUY-UNAVAILABLE', 'p not_sent   SM-BUY-PRICE'],
    });
    expect(spends()).toEqual([]);
    expect(bench.csv('r.csv').map(({ attempts }) => attempts)).toEqual(['0', '0', '0']);
    const dearer = await submit(
      write('more.csv', 'order,operation,domain,max_price\np,buy-domains,premium-a.example,2500\n'),
    );
    expect(dearer.rows).toEqual([expect.stringMatching(/^p placed purchased:premium-a\.example@\S+ 2500\.00$/)]);
  });

  test('of which nobody hears is settled by reconcile, and not bought again', async () => {
    // With this seed both faults meet the order.
    await open({ faults: ['lost-reply', 'late-listing'], lateMs: 4_000, seed: 4 });
    const sheet = write('may.csv', REGISTER);
    expect(await submit(sheet)).toMatchObject({ exit: 4, rows: ['r1 unknown   REPLY-LOST'] });
    expect((await submit(sheet)).exit).toBe(4);
    await sleep(4_000);
    expect((await bench.run('reconcile', '--rate', 'none')).exit).toBe(0);
    const again = await submit(sheet);
    expect(again.rows).toEqual([expect.stringMatching(/^r1 already_placed purchased:one\.example@\S+\+1$/)]);
    expect(spends()).toEqual([['POST /buy-domains', 1]]);
    expect(sandbox.sold()).toHaveLength(1);
  });

  test('that meets an error is read back before anything else is done', async () => {
    for (const fault of ['500', 'html', 'charge-failed', '429', 'slow'] as const) {
      await open({ faults: [fault], slowMs: 100 });
      const sheet = write(
        `${fault}.csv`,
        REGISTER.replaceAll('one.', `one-${fault}.`).replaceAll('two.', `two-${fault}.`),
      );
      await submit(sheet, '--keep-going-on-unknown');
      await submit(sheet, '--keep-going-on-unknown');
      const sold = sandbox.sold().filter(({ domains }) => domains.includes(`one-${fault}.example`));
      expect(sold.length, fault).toBeLessThanOrEqual(1);
      const { status } = bench.csv('r.csv')[0] ?? {};
      expect(['already_placed', 'payment_pending', 'unknown'], fault).toContain(status);
      expect(status === 'unknown', fault).toBe(sold.length === 0);
      await sandbox.close();
    }
  });

  test('goes before an order of mailboxes on its domain: the same sheets again send the second', async () => {
    await open();
    const sheets = [write('names.csv', REGISTER), write('boxes.csv', MAILBOXES)];
    const flags = sheets.slice(1);
    const first = await submit(sheets[0] ?? '', ...flags);
    expect(first).toMatchObject({
      exit: 3,
      rows: [expect.stringContaining('r1 placed'), 'm1 skipped   REGISTRATION-FIRST'],
    });
    const second = await submit(sheets[0] ?? '', ...flags);
    expect(second).toMatchObject({
      exit: 0,
      rows: [expect.stringContaining('r1 already_placed'), expect.stringMatching(/^m1 placed rec/)],
    });
    expect(spends()).toEqual([
      ['POST /buy-domains', 1],
      ['POST /create-custom-order', 1],
    ]);
    expect(audit(sandbox.sold(), bench.csv('r.csv') as never)).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
  });

  test('twice in one batch is neither sent; once placed, another order of it is refused by its claim', async () => {
    await open();
    const twice = await submit(write('a.csv', `${REGISTER}r2,buy-domains,two.example,20\n`));
    expect(twice.rows).toEqual(['r1 invalid   DUP-DOMAIN-BATCH', 'r2 invalid   DUP-DOMAIN-BATCH']);
    await submit(write('b.csv', REGISTER));
    const other = await submit(write('c.csv', 'order,operation,domain,max_price\nr2,buy-domains,two.example,20\n'));
    expect(other.rows).toEqual(['r2 invalid   DUP-DOMAIN-ORDERED']);
    expect(bench.csv('r.csv')[0]?.error).toContain('The registration of two.example already belongs to order');
    expect(spends()).toEqual([['POST /buy-domains', 1]]);
  });

  test('without an order name is cut into tens, and found in its order again', async () => {
    await open();
    const rows = (numbers: readonly number[]) => numbers.map((n) => `buy-domains,d${n}.example,20`).join('\n');
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
    const first = await submit(write('a.csv', `operation,domain,max_price\n${rows(upTo(12))}\n`));
    expect(bench.csv('r.csv').map(({ status, domains }) => `${status} ${domains}`)).toEqual(['placed 10', 'placed 2']);
    expect(first.exit).toBe(0);
    await submit(
      write('b.csv', `operation,domain,max_price\nbuy-domains,new.example,20\n${rows(upTo(12).reverse())}\n`),
    );
    expect(
      bench
        .csv('r.csv')
        .map(({ status, domains }) => `${status} ${domains}`)
        .sort(),
    ).toEqual(['already_placed 10', 'already_placed 2', 'placed 1']);
  });

  test('counts its ceiling against a budget', async () => {
    await open();
    const sheet = write('may.csv', REGISTER);
    expect((await submit(sheet, '--max-spend', '39.99')).rows).toEqual(['r1 skipped   MONEY-BUDGET']);
    expect((await submit(sheet, '--max-spend', '40')).rows).toEqual([expect.stringMatching(/^r1 placed \S+ 31\.00$/)]);
  });

  test('that was bought under another ledger is not bought again', async () => {
    await open();
    const sheet = write('may.csv', REGISTER);
    await submit(sheet);
    bench.env.SHEETORDER_LEDGER = bench.path('other.sqlite');
    expect((await submit(sheet)).rows).toEqual(['r1 not_sent   SM-BUY-UNAVAILABLE']);
    bench.env.SHEETORDER_LEDGER = bench.path('third.sqlite');
    const rebuilt = await bench.run('reconcile', sheet, '--rebuild', '--rate', 'none');
    expect(rebuilt.exit, rebuilt.err).toBe(0);
    expect((await submit(sheet)).rows).toEqual([
      expect.stringMatching(/^r1 already_placed purchased:one\.example@\S+$/),
    ]);
    expect(spends()).toEqual([['POST /buy-domains', 1]]);
  });

  test('killed in flight is found again', async () => {
    await open({ faults: ['slow'], slowMs: 60_000 });
    const sheet = write('may.csv', REGISTER);
    const { child, ended } = start(['submit', sheet, '--yes'], bench.env);
    while (sandbox.sold().length === 0) await sleep(20);
    child.kill('SIGKILL');
    await ended;
    expect((await submit(sheet)).rows).toEqual([
      expect.stringMatching(/^r1 (already_)?placed purchased:one\.example@\S+$/),
    ]);
    expect(sandbox.sold()).toHaveLength(1);
  });
});

describe('pre-warmed domains', () => {
  test('are bought once, by their stock ids, and followed', async () => {
    await open();
    const sheet = write('warm.csv', WARM);
    expect(await submit(sheet)).toMatchObject({ exit: 0, rows: [expect.stringMatching(/^w1 placed rec\w+ 64\.00$/)] });
    expect((await submit(sheet)).rows).toEqual([expect.stringMatching(/^w1 already_placed rec\w+ 64\.00$/)]);
    expect(spends()).toEqual([['POST /buy-pre-warm-inboxes', 1]]);
    const other = await submit(write('b.csv', WARM.replaceAll('warm-1', 'warm-3').replaceAll('w1', 'w2')));
    expect(other.rows).toEqual(['w2 invalid   DUP-DOMAIN-ORDERED']);
    expect((await bench.run('status', sheet)).exit).toBe(0);
    expect(audit(sandbox.sold(), []).soldTwice).toEqual([]);
  });

  test('that are gone, changed or too dear are not bought', async () => {
    await open();
    const lines = ['a,recWARM9,warm-9.example,,40', 'b,recWARM1,warm-2.example,,40', 'c,recWARM4,warm-4.example,,40'];
    const { exit, rows } = await submit(
      write('w.csv', `order,stock_id,domain,redirect,max_price\n${lines.join('\n')}\n`),
    );
    expect({ exit, rows }).toEqual({
      exit: 3,
      rows: ['a not_sent   SM-STOCK-GONE', 'b not_sent   SM-STOCK-GONE', 'c not_sent   SM-BUY-PRICE'],
    });
    expect(spends()).toEqual([]);
  });

  test('of which nobody hears are found by their tag', async () => {
    await open({ faults: ['lost-reply'] });
    const sheet = write('warm.csv', WARM);
    expect((await submit(sheet)).rows).toEqual([expect.stringMatching(/^w1 placed rec\w+ 64\.00$/)]);
    expect(sandbox.sold()).toHaveLength(1);
  });
});

describe('the stock', () => {
  test('is a sheet that can be submitted as it is, and holds nothing that was sold', async () => {
    await open();
    const ran = await bench.run('stock', '--rate', 'none', '--output', bench.path('stock.csv'));
    expect(ran).toMatchObject({ exit: 0, err: expect.stringMatching(/^4 domains are for sale\.\nNext: .*submit/) });
    expect(bench.csv('stock.csv')[0]).toMatchObject({
      order: 'recWARM1',
      operation: 'buy-pre-warm',
      stock_id: 'recWARM1',
      domain: 'warm-1.example',
      max_price: '32.00',
      stock_type: 'google',
      price_a_month: '7.00',
    });
    const check = await bench.run('check', bench.path('stock.csv'));
    expect(check, check.out).toMatchObject({ exit: 0, out: expect.stringContaining('4 ready') });
    expect(check.out).not.toMatch(/warning|error/);
    const bought = await submit(bench.path('stock.csv'));
    expect(bought.rows.map((row) => row.split(' ')[1])).toEqual(['placed', 'placed', 'placed', 'placed']);
    expect(audit(sandbox.sold(), bench.csv('r.csv') as never)).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
    expect((await bench.run('stock', '--rate', 'none')).err).toBe('Nothing is in stock.');
  });

  test('is told as JSON, and not at all where a vendor has none or cannot be read', async () => {
    await open();
    const json = JSON.parse((await bench.run('stock', '--rate', 'none', '--json')).out);
    expect(json[3]).toMatchObject({ stock_id: 'recWARM4', price: '140.00', currency: 'USD', mailbox_count: '25' });
    expect((await bench.run('stock', '--vendor', 'saleshandy')).exit).toBe(2);
    expect((await bench.run('stock', '--output', bench.path('stock.xlsx'))).exit).toBe(2);
    bench.env.SCALEDMAIL_API_KEY = 'bad-key-of-this-test';
    expect((await bench.run('stock', '--rate', 'none')).err).toContain('UNAUTHORISED');
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:1/api/v1';
    expect((await bench.run('stock', '--rate', 'none')).exit).toBe(75);
  });
});

describe('what the documents do not list', () => {
  const settings = (more: object) =>
    write('config/sheetorder/sheetorder.json', JSON.stringify({ vendors: { scaledmail: more } }));
  beforeEach(async () => {
    await open();
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  });

  test('the domain source buy: only with its setting, with a warning, claimed by its name', async () => {
    const sheet = write('buy.csv', MAILBOXES.replace(',scaledmail,', ',buy,'));
    expect((await submit(sheet)).rows).toEqual(['m1 invalid   SM-SOURCE']);
    settings({ allowBuy: true });
    const check = await bench.run('check', sheet);
    expect(check).toMatchObject({ exit: 0, out: expect.stringContaining('warning SM-SOURCE') });
    expect((await submit(sheet)).rows).toEqual([expect.stringMatching(/^m1 placed rec/)]);
    expect(sandbox.sold()[0]).toMatchObject({ registers: ['one.example'], amount: 22.5 });
    const other = await submit(write('again.csv', MAILBOXES.replace(',Ada,', ',Sam,')));
    expect(other.rows).toEqual(['m1 invalid   DUP-DOMAIN-ORDERED']);
  });

  test.each([3, 4])('%i mailboxes on a google domain, with a warning', async (number) => {
    settings({ googleMailboxes: number });
    const sheet = write('boxes.csv', MAILBOXES);
    expect((await bench.run('check', sheet)).out).toContain('warning SM-GOOGLE-MPD');
    expect((await submit(sheet)).rows).toEqual([expect.stringMatching(/^m1 placed rec/)]);
    expect(bench.csv('r.csv')[0]?.mailboxes).toBe(String(number));
    expect(sandbox.sold()[0]?.details[0]?.mailboxes).toHaveLength(number);
  });
});
