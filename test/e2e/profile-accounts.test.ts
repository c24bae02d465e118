import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';

const KEY = 'key-of-the-only-account-0001';
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
const HEADER = 'order,vendor,domain,registrant,email_service_provider,alias,first_name,last_name';
const row = (order: string, domain: string) => `${order},saleshandy,${domain},main,google,ada,Ada,Sample`;
const placed = (id: string) => ({
  status: 201,
  body: { payload: { orderId: id, checkoutUrl: 'https://pay.example/1' } },
});
/** The vendor lists nothing yet, so that only the ledger can know. */
const SCRIPT: Script = {
  'GET /domain': [{ body: { message: 'ok', payload: { domains: [] } } }],
  'POST /domain': [placed('o1'), placed('o2'), placed('o3')],
};

let bench: Bench;
let vendor: ScriptedVendor;

beforeEach(async () => {
  vendor = await scriptedVendor(SCRIPT);
  bench = new Bench({ SALESHANDY_API_KEY: KEY, SALESHANDY_BASE_URL: vendor.url });
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  configure({ acme: {}, globex: {} });
});
afterEach(async () => {
  bench.close();
  await vendor.close();
});

function configure(profiles: object, more: object = {}): void {
  const saleshandy = { schemaVerified: true, ...more };
  const config = { registrant: { main: REGISTRANT }, vendors: { saleshandy }, profiles };
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
}

function sheet(...rows: readonly string[]): string {
  writeFileSync(bench.path('may.csv'), [HEADER, ...rows].join('\n'));
  return bench.path('may.csv');
}

async function run(command: 'check' | 'submit', ...words: readonly string[]) {
  const sending = command === 'submit' ? ['--yes', '--rate', 'none'] : [];
  const results = ['--results', bench.path('r.csv')];
  const ran = await bench.run(command, bench.path('may.csv'), ...sending, ...results, ...words);
  const rows = bench.csv('r.csv');
  return { ...ran, rows, told: rows.map(({ status = '', error_code = '' }) => `${status} ${error_code}`.trim()) };
}

describe('where only the name tells accounts apart', () => {
  test('choosing a profile does not buy again what was bought without one', async () => {
    sheet(row('may-1', 'alpha.example'));
    expect((await run('submit')).told).toEqual(['awaiting_payment']);
    for (const command of ['check', 'submit'] as const) {
      const again = await run(command, '--profile', 'acme');
      expect(again.told, again.err).toEqual(['invalid DUP-DOMAIN-ORDERED']);
      expect(again.rows[0]?.error).toContain('under another account name than "acme"');
      expect(again.rows[0]?.fix).toContain('"vendors": { "saleshandy": { "account": "…" } }');
    }
    expect(vendor.spends).toHaveLength(1);
  });

  test('the account of before, -, makes it the same order under the profile', async () => {
    sheet(row('may-1', 'alpha.example'));
    const first = await run('submit');
    configure({ acme: { vendors: { saleshandy: { account: '-' } } } });
    const again = await run('submit', '--profile', 'acme');
    expect(again.rows).toMatchObject([{ status: 'awaiting_payment', key: first.rows[0]?.key }]);
    expect(vendor.spends).toHaveLength(1);
  });

  test('two profiles are two accounts, and a domain of one is not ordered by the other unless a person allows it', async () => {
    sheet(row('may-1', 'alpha.example'));
    const [first] = (await run('submit', '--profile', 'acme')).rows;
    sheet(row('may-1', 'alpha.example'), row('may-2', 'beta.example'));
    const other = await run('submit', '--profile', 'globex');
    expect(other.told).toEqual(['invalid DUP-DOMAIN-ORDERED', 'awaiting_payment']);
    const allowed = await run('submit', '--profile', 'globex', '--allow-claimed', first?.key ?? '');
    expect(allowed.told).toEqual(['awaiting_payment', 'awaiting_payment']);
    expect(vendor.spends).toHaveLength(3);
  });

  test('two profiles that order one domain at the same moment buy it once', async () => {
    await vendor.close();
    // Both have made their plans, and hold their locks, before either claims.
    const slow = (SCRIPT['GET /domain'] ?? []).map((reply) => ({ ...reply, delayMs: 400 }));
    vendor = await scriptedVendor({ ...SCRIPT, 'GET /domain': slow });
    bench.env.SALESHANDY_BASE_URL = vendor.url;
    const path = sheet(row('may-1', 'alpha.example'));
    const words = (name: string) => ['submit', path, '--yes', '--rate', 'none', '--profile', name, '--json'];
    const [a, b] = await Promise.all([bench.run(...words('acme')), bench.run(...words('globex'))]);
    expect([a.exit, b.exit].sort(), `${a.err}${b.err}`).toEqual([0, 3]);
    expect(vendor.spends).toHaveLength(1);
    expect(`${a.out}${b.out}`).toContain('DUP-DOMAIN-ORDERED');
  });

  test('the account of the file is of commands without a profile', async () => {
    configure({ acme: {}, globex: {} }, { account: 'main' });
    sheet(row('may-1', 'alpha.example'));
    const keys = new Set<string>();
    for (const words of [[], ['--profile', 'acme'], ['--profile', 'globex']])
      for (const { key = '' } of (await run('check', ...words)).rows) keys.add(key);
    expect(keys.size).toBe(3);
  });

  test('without a profile keys stay what they were', async () => {
    sheet(row('may-1', 'alpha.example'));
    const [named] = (await run('check')).rows;
    configure({});
    const [plain] = (await run('check')).rows;
    expect(named?.key).toBe(plain?.key);
  });

  test('the name of a profile is never sent', async () => {
    configure({ 'name-of-a-profile': {} });
    sheet(row('may-1', 'alpha.example'));
    await run('submit', '--profile', 'name-of-a-profile', '--online');
    await bench.run('reconcile', '--profile', 'name-of-a-profile', '--rate', 'none');
    await bench.run('status', '--profile', 'name-of-a-profile', '--rate', 'none');
    expect(vendor.seen.length).toBeGreaterThan(3);
    expect(JSON.stringify(vendor.seen)).not.toContain('name-of-a-profile');
  });
});
