import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markerOf } from '../../src/domain/identity.ts';
import { Bench } from '../support/command.ts';
import { type Script, type Scripted, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
let vendor: ScriptedVendor | null = null;
beforeEach(() => {
  bench = new Bench();
});
afterEach(async () => {
  bench.close();
  await vendor?.close();
  vendor = null;
});

const free = (...names: readonly string[]): Scripted => ({ body: { domains: names.map((domain) => ({ domain })) } });
const ALPHA_BETA = sheetOf(googleOrder('a', 'alpha.example'), googleOrder('b', 'beta.example'));

async function open(script: Script): Promise<void> {
  vendor = await scriptedVendor({
    'GET /purchased-domains': [free('alpha.example', 'beta.example')],
    'POST /create-custom-order': [{ body: { id: 'rec1' } }],
    ...script,
  });
  bench.env.SCALEDMAIL_BASE_URL = vendor.url;
}

function sheet(text = ALPHA_BETA): string {
  writeFileSync(bench.path('may.csv'), text);
  return bench.path('may.csv');
}

async function results(...words: readonly string[]) {
  const ran = await bench.run(...words, '--results', bench.path('r.csv'));
  return { ...ran, rows: existsSync(bench.path('r.csv')) ? bench.csv('r.csv') : [] };
}

const paths = () => (vendor?.seen ?? []).map(({ method, path }) => `${method} ${path}`);
const standing = (rows: readonly Record<string, string>[]) =>
  rows.map((row) => [row.order, row.status, row.error_code]);

describe('check --online', () => {
  test('says what is owned and what is not, at its cell, and makes no ledger', async () => {
    await open({ 'GET /purchased-domains': [free('alpha.example')] });
    const { exit, rows, out } = await results('check', sheet(), '--online');
    expect(exit).toBe(3);
    expect(standing(rows)).toEqual([
      ['a', 'ready', ''],
      ['b', 'invalid', 'SMO-OWNED'],
    ]);
    expect(out).toContain('error SMO-OWNED: may.csv line 4, column "domain" (D4)');
    expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
    expect(vendor?.spends).toEqual([]);
  });

  test('without the flag nothing is asked', async () => {
    await open({});
    expect((await bench.run('check', sheet())).exit).toBe(0);
    expect(paths()).toEqual([]);
  });

  test('the environment can switch it on', async () => {
    await open({ 'GET /purchased-domains': [free()] });
    bench.env.SHEETORDER_ONLINE = '1';
    expect((await bench.run('check', sheet())).exit).toBe(3);
  });

  test('keys are the same with and without it', async () => {
    await open({ 'GET /purchased-domains': [free()] });
    const offline = await results('check', sheet());
    const online = await results('check', sheet(), '--online');
    expect(online.rows.map(({ key }) => key)).toEqual(offline.rows.map(({ key }) => key));
  });

  test('twenty orders ask four things', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `d${index}.example`);
    const rows = names.map((name, index) => `p${index},create-order,scaledmail,${name},google,,,Ada,Sample,price_A`);
    const packages = [
      { id: 'price_A', name: 'One', price: 7, domains: 1, google: { mailbox: 2 }, frequency: '/monthly' },
    ];
    await open({
      'GET /purchased-domains': [free(...names)],
      'GET /packages': [{ body: { total: 1, packages } }],
    });
    const header = 'order,operation,domain_source,domain,mailbox_type,redirect,alias,first_name,last_name,price_id';
    const { exit, out } = await bench.run('check', sheet([header, ...rows].join('\n')), '--online');
    expect(exit, out).toBe(0);
    expect(paths()).toEqual(['GET /organizations', 'GET /domains', 'GET /packages', 'GET /purchased-domains']);
  });

  test('without a key it ends before anything', async () => {
    await open({});
    bench.env.SCALEDMAIL_API_KEY = '';
    const { exit, err } = await bench.run('check', sheet(), '--online');
    expect([exit, err.split(':')[0]]).toEqual([2, 'NO-KEY']);
  });

  test('without an organization too', async () => {
    await open({});
    bench.env.SCALEDMAIL_ORGANIZATION_ID = '';
    const { exit, err } = await bench.run('check', sheet(), '--online');
    expect([exit, err.split(':')[0]]).toEqual([2, 'NO-ORGANIZATION']);
    expect(paths()).toEqual([]);
  });

  test('a refused key is a finding of every order', async () => {
    await open({ 'GET /organizations': [{ status: 401, body: { message: 'Unauthorized' } }] });
    const { exit, rows } = await results('check', sheet(), '--online');
    expect(exit).toBe(3);
    expect(standing(rows)).toEqual([
      ['a', 'invalid', 'SMO-AUTH'],
      ['b', 'invalid', 'SMO-AUTH'],
    ]);
  });

  test('a read that fails to the end is for later', async () => {
    await open({ 'GET /domains': [{ status: 500, body: {} }] });
    const { exit, err } = await bench.run('check', sheet(), '--online');
    expect(exit).toBe(75);
    expect(err).toMatch(/^LOOK-UP-FAILED: .*GET \/domains answered 500/);
  });

  test('what told nothing is said, and holds nothing up', async () => {
    await open({ 'GET /purchased-domains': [{ status: 404, body: { error: 'Not found' } }] });
    const { exit, out } = await bench.run('check', sheet(), '--online');
    expect(exit).toBe(0);
    expect(out).toContain('warning SMO-OWNED');
    expect(out).toContain('Not checked: whether its domains were bought there');
  });

  test('a key that stands in an answer is covered', async () => {
    await open({
      'GET /organizations': [{ status: 401, body: { message: `bad key ${bench.env.SCALEDMAIL_API_KEY}` } }],
    });
    const { out, err } = await bench.run('check', sheet(), '--online');
    expect(out + err).toContain('SMO-AUTH');
    expect(out + err).not.toContain(bench.env.SCALEDMAIL_API_KEY);
  });
});

describe('submit --online', () => {
  test('sends what passes, and asks before the lock and under it', async () => {
    await open({ 'GET /purchased-domains': [free('alpha.example')] });
    const { exit, rows } = await results('submit', sheet(), '--online', '--yes');
    expect(exit).toBe(3);
    expect(standing(rows)).toEqual([
      ['a', 'placed', ''],
      ['b', 'invalid', 'SMO-OWNED'],
    ]);
    expect(vendor?.spends).toHaveLength(1);
    expect(paths().filter((one) => one === 'GET /purchased-domains')).toHaveLength(2);
    expect(paths().lastIndexOf('GET /purchased-domains')).toBeLessThan(paths().indexOf('POST /create-custom-order'));
  });

  test('a domain that is gone between the two is not sent', async () => {
    await open({ 'GET /purchased-domains': [free('alpha.example', 'beta.example'), free('beta.example')] });
    const { exit, rows } = await results('submit', sheet(), '--online', '--yes');
    expect(exit).toBe(3);
    expect(standing(rows)).toEqual([
      ['a', 'invalid', 'SMO-OWNED'],
      ['b', 'placed', ''],
    ]);
    expect(vendor?.spends).toHaveLength(1);
  });

  test('a batch that was placed is already placed, and nothing is asked for it', async () => {
    await open({ 'POST /create-custom-order': [{ body: { id: 'rec1' } }, { body: { id: 'rec2' } }] });
    expect((await bench.run('submit', sheet(), '--online', '--yes')).exit).toBe(0);
    const asked = paths().length;
    for (const words of [['check'], ['submit', '--yes']]) {
      const again = await results(...words, sheet(), '--online');
      expect(again.exit).toBe(0);
      expect(again.rows.map(({ status }) => status)).toEqual(['already_placed', 'already_placed']);
      expect(again.out).not.toContain('SMO-');
    }
    expect(paths()).toHaveLength(asked);
    expect(vendor?.spends).toHaveLength(2);
  });

  test('an order that another machine placed is named, taken over, and known from then on', async () => {
    const row = { domain: 'alpha.example', status: 'Active', payment_id: 'rec7', tag: '' };
    await open({
      'GET /domains': [{ body: { domains: [row] } }],
      'GET /orders': [{ body: { total: 1, payments: [{ id: 'rec7', status: 'Active' }] } }],
      'GET /orders/rec7': [
        { body: { id: 'rec7', status: 'Active', packages: [{ domains: [{ name: 'alpha.example' }] }] } },
      ],
    });
    const path = sheet(sheetOf(googleOrder('a', 'alpha.example')));
    const [offline] = (await results('check', path)).rows;
    row.tag = markerOf(offline?.key ?? '');
    const found = await results('submit', path, '--online', '--yes');
    expect(standing(found.rows)).toEqual([['a', 'invalid', 'SMO-ALREADY-ORDERED']]);
    expect(found.rows[0]?.error).toContain('rec7');
    expect(found.rows[0]?.fix).toContain('reconcile SHEET --rebuild');
    expect((await bench.run('reconcile', path, '--rebuild')).exit).toBe(0);
    const after = await results('submit', path, '--online', '--yes');
    expect(after.rows.map(({ status, order_id }) => [status, order_id])).toEqual([['already_placed', 'rec7']]);
    expect(vendor?.spends).toEqual([]);
  });

  test('a refused key halts', async () => {
    await open({ 'GET /organizations': [{ status: 403, body: '' }] });
    const { exit, rows } = await results('submit', sheet(), '--online', '--yes');
    expect(exit).toBe(7);
    expect(standing(rows)).toEqual([
      ['a', 'invalid', 'SMO-AUTH'],
      ['b', 'invalid', 'SMO-AUTH'],
    ]);
    expect(vendor?.spends).toEqual([]);
  });

  test.each([
    ['before the question', [{ status: 500, body: {} }]],
    ['under the lock', [free('alpha.example', 'beta.example'), { status: 500, body: {} }]],
  ])('a read that fails %s sends nothing, and results say so', async (_, script) => {
    await open({ 'GET /purchased-domains': script });
    const { exit, rows } = await results('submit', sheet(), '--online', '--yes');
    expect(exit).toBe(75);
    expect(standing(rows)).toEqual([
      ['a', 'not_sent', 'LOOK-UP-FAILED'],
      ['b', 'not_sent', 'LOOK-UP-FAILED'],
    ]);
    expect(vendor?.spends).toEqual([]);
  });

  test('a plan that was made with it is sent with it', async () => {
    await open({ 'GET /purchased-domains': [free('alpha.example', 'beta.example'), free('alpha.example')] });
    const plan = bench.path('may.plan.json');
    expect((await bench.run('check', sheet(), '--online', '--plan', plan)).exit).toBe(0);
    expect(JSON.parse(readFileSync(plan, 'utf8')).flags.online).toBe(true);
    const { exit, err } = await bench.run('submit', plan, '--yes');
    expect([exit, err.split(':')[0]]).toEqual([8, 'PLAN-STALE']);
    expect(err).toContain('beta.example is not among the domains');
    expect(vendor?.spends).toEqual([]);
  });
});

describe('in the sandbox', () => {
  const HEADER = 'order,operation,domain_source,domain,mailbox_type,first_name,last_name,price_id,form_uuid';
  const FORM = '11111111-aaaa-4bbb-8ccc-000000000001';
  const ROWS = [
    HEADER,
    'good,create-custom-order,scaledmail,alpha.example,google,Ada,Sample,,',
    'used,create-custom-order,scaledmail,long-held.example,smtp,Ada,Sample,,',
    'none,create-order,scaledmail,c1.example,google,Ada,Sample,price_NONE,',
    'few,create-order,scaledmail,c2.example,google,Ada,Sample,price_SANDBOX_GOOGLE_3,',
    `form,submit-form,scaledmail,form-a1.example,google,Ada,Sample,,${FORM}`,
    'form,,,form-x.example,google,Ada,Sample,,',
  ].join('\n');
  const EXPECTED = [
    ['used', 'invalid', 'SMO-IN-USE'],
    ['none', 'invalid', 'SMO-PACKAGE'],
    ['few', 'invalid', 'SMO-PACKAGE-COUNT'],
    ['form', 'invalid', 'SMO-FORM-MATCH'],
  ];

  test('check and submit say the same, and what was placed is known again', async () => {
    const dry = await results('check', sheet(ROWS), '--online', '--sandbox');
    expect(standing(dry.rows)).toEqual([['good', 'ready', ''], ...EXPECTED]);
    const live = await results('submit', sheet(ROWS), '--online', '--sandbox', '--yes');
    expect(standing(live.rows)).toEqual([['good', 'placed', ''], ...EXPECTED]);
    expect(live.rows.map(({ error }) => error)).toEqual(dry.rows.map(({ error }) => error));
    const again = await results('submit', sheet(ROWS), '--online', '--sandbox', '--yes');
    expect(standing(again.rows)).toEqual([['good', 'already_placed', ''], ...EXPECTED]);
    const checked = await bench.run('check', sheet(ROWS), '--online', '--sandbox');
    expect(checked.out).not.toContain('alpha.example');
  });
});
