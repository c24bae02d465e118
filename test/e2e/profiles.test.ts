import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Door, doorTo } from '../support/agency-door.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { TrueVendor } from '../support/true-vendor.ts';

const PRICES = { googleMailbox: '3.50' };
const KEYS = { acme: 'key-of-agency-acme-0001', globex: 'key-of-agency-globex-0002' };
const NO_ACCOUNT = { SCALEDMAIL_API_KEY: '', SCALEDMAIL_ORGANIZATION_ID: '', SHEETORDER_LEDGER: '' };

let bench: Bench;
let open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  bench = new Bench(NO_ACCOUNT);
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
});
afterEach(async () => {
  bench.close();
  for (const one of open.splice(0)) await one.close();
  open = [];
});

function configure(config: object): void {
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
}

function sheet(name: string, ...domains: readonly string[]): string {
  const orders = domains.map((domain, index) => googleOrder(`${name}-${index + 1}`, domain));
  writeFileSync(bench.path(`${name}.csv`), sheetOf(...orders));
  return bench.path(`${name}.csv`);
}

interface Agency {
  readonly vendor: TrueVendor;
  readonly door: Door;
}

async function agency(): Promise<Agency> {
  const vendor = await TrueVendor.open();
  const door = await doorTo(vendor.url);
  open.push(door, vendor);
  return { vendor, door };
}

function profile(name: keyof typeof KEYS, baseUrl: string, more: object = {}): object {
  writeFileSync(bench.path(`config/sheetorder/${name}.key`), `${KEYS[name]}\n`);
  return {
    defaults: { ledger: `${name}.sqlite`, rate: 'none' },
    vendors: { scaledmail: { key: `file:${name}.key`, organization: `org_${name}`, baseUrl, prices: PRICES } },
    ...more,
  };
}

async function submit(path: string, ...words: readonly string[]) {
  const ran = await bench.run('submit', path, '--yes', '--results', bench.path('r.csv'), ...words);
  return { ...ran, statuses: bench.csv('r.csv').map(({ status }) => status) };
}

describe('two agencies in one folder', () => {
  async function both(more: { readonly acme?: object; readonly globex?: object } = {}) {
    const [acme, globex] = [await agency(), await agency()];
    const profiles = {
      acme: profile('acme', acme.door.url, more.acme),
      globex: profile('globex', globex.door.url, more.globex),
    };
    configure({ profiles });
    return { acme, globex };
  }

  test('order with their own keys and organizations, and nothing of one reaches the other', async () => {
    const { acme, globex } = await both();
    const path = sheet('may', 'alpha.example', 'beta.example');
    const first = await submit(path, '--profile', 'acme');
    expect(first.exit, first.err).toBe(0);
    expect([acme.vendor.sales.length, globex.door.visits.length]).toEqual([2, 0]);
    bench.env.SHEETORDER_PROFILE = 'globex';
    const second = await submit(path);
    expect(second.exit, second.err).toBe(0);
    expect([acme.vendor.sales.length, globex.vendor.sales.length]).toEqual([2, 2]);
    for (const [name, { door }] of Object.entries({ acme, globex }))
      for (const visit of door.visits) {
        expect(visit.key).toBe(KEYS[name as keyof typeof KEYS]);
        expect([`org_${name}`, '']).toContain(visit.organization);
      }
    // Each remembers its own.
    expect((await submit(path)).statuses).toEqual(['already_placed', 'already_placed']);
    expect((await submit(path, '--profile', 'acme')).statuses).toEqual(['already_placed', 'already_placed']);
    expect([acme.vendor.sales.length, globex.vendor.sales.length]).toEqual([2, 2]);
  });

  test('have budgets of their own, those of clients too, over those of the file', async () => {
    const { acme, globex } = await both({
      acme: { budgets: { day: '7.00' } },
      globex: { clients: { Initech: { budget: { day: '7.00' } } } },
    });
    const path = sheet('may', 'alpha.example', 'beta.example');
    const capped = await submit(path, '--profile', 'acme');
    expect(capped).toMatchObject({ exit: 9, statuses: ['placed', 'skipped'] });
    const ofClient = await submit(path, '--profile', 'globex', '--set', 'client=initech');
    expect(ofClient).toMatchObject({ exit: 9, statuses: ['placed', 'skipped'] });
    expect((await submit(path, '--profile', 'globex', '--set', 'client=other')).statuses).toEqual([
      'already_placed',
      'placed',
    ]);
    expect([acme.vendor.sales.length, globex.vendor.sales.length]).toEqual([1, 2]);
  });

  test('with one ledger: no order of one is looked for with the key of the other', async () => {
    const ledger = bench.path('shared.sqlite');
    const { acme, globex } = await both();
    acme.vendor.late = true;
    const path = sheet('may', 'alpha.example');
    const place = ['--ledger', ledger];
    await submit(path, '--profile', 'acme', ...place);
    const before = globex.door.visits.length;
    // The other agency, at the same address: only whose order it is tells the two apart.
    bench.env.SCALEDMAIL_BASE_URL = acme.door.url;
    const visited = acme.door.visits.length;
    const ran = await bench.run('status', '--profile', 'globex', ...place);
    expect(`${ran.out}${ran.err}`).toContain('which this command does not speak to');
    const key = (await bench.run('ledger', 'list', '--profile', 'acme', ...place)).out.match(/[0-9a-f]{16}/)?.[0] ?? '';
    const words = ['resolve', key, '--not-placed', '--note', 'not seen', '--profile', 'globex', ...place];
    expect((await bench.run(...words)).err).toContain('RESOLVE-ACCOUNT');
    expect(acme.door.visits.slice(visited)).toEqual([]);
    expect(globex.door.visits.length).toBe(before);
  });

  test('the plan and the next command name the profile', async () => {
    await both();
    const path = sheet('may', 'alpha.example');
    const checked = await bench.run('check', path, '--profile', 'acme');
    expect(checked.exit, checked.err).toBe(0);
    expect(`${checked.out}${checked.err}`).toMatch(/Next: .*--profile acme/);
    expect(`${checked.out}${checked.err}`).not.toMatch(/Next: .*--ledger/);
    expect(`${checked.out}${checked.err}`).not.toMatch(/Next: .*--rate/);
    const placed = await bench.run('submit', path, '--profile', 'acme', '--yes');
    expect(`${placed.out}${placed.err}`).toContain('organization org_acme, profile acme');
  });

  test('a plan of one is not submitted by the other', async () => {
    const { globex } = await both();
    const path = sheet('may', 'alpha.example');
    expect((await bench.run('check', path, '--profile', 'acme', '--plan', bench.path('p.json'))).exit).toBe(0);
    const other = await bench.run('submit', bench.path('p.json'), '--profile', 'globex', '--yes');
    expect(other).toMatchObject({ exit: 2, err: expect.stringContaining('PLAN-PROFILE') });
    expect((await bench.run('submit', bench.path('p.json'), '--yes')).err).toContain('Give --profile acme');
    expect(globex.door.visits).toEqual([]);
    expect((await bench.run('submit', bench.path('p.json'), '--profile', 'acme', '--yes')).exit).toBe(0);
  });
});

describe('environment and profile that name different accounts', () => {
  test.each([
    ['keys', { SCALEDMAIL_API_KEY: 'key-of-somebody-else' }, 'SCALEDMAIL_API_KEY and'],
    ['organizations', { SCALEDMAIL_ORGANIZATION_ID: 'org_other' }, 'SCALEDMAIL_ORGANIZATION_ID is org_other'],
  ])('%s: every command that speaks to the vendor refuses, and says no secret', async (_, env, words) => {
    const { vendor, door } = await agency();
    configure({ profiles: { acme: profile('acme', door.url) } });
    Object.assign(bench.env, env);
    const path = sheet('may', 'alpha.example');
    for (const line of [
      ['submit', path, '--yes'],
      ['catalog', 'pull'],
      ['forms'],
      ['stock'],
      ['check', path, '--online'],
    ]) {
      const ran = await bench.run(...line, '--profile', 'acme');
      expect(ran.exit, `${line.join(' ')}: ${ran.err}`).toBe(2);
      expect(ran.err).toContain(`PROFILE-CONFLICT: ${words}`);
      expect(ran.err).toContain('profile acme');
      for (const key of [KEYS.acme, 'key-of-somebody-else']) expect(ran.err + ran.out).not.toContain(key);
    }
    expect([vendor.spends, door.visits]).toEqual([0, []]);
  });

  test('the same key and organization in both places are no conflict', async () => {
    const { vendor, door } = await agency();
    configure({ profiles: { acme: profile('acme', door.url) } });
    Object.assign(bench.env, { SCALEDMAIL_API_KEY: KEYS.acme, SCALEDMAIL_ORGANIZATION_ID: 'org_acme' });
    expect(await submit(sheet('may', 'alpha.example'), '--profile', 'acme')).toMatchObject({ exit: 0 });
    expect(vendor.sales).toHaveLength(1);
  });

  test('a key that the profile names and that cannot be had is not replaced by another one', async () => {
    const { door } = await agency();
    const own = { key: 'env:NOT_SET_ANYWHERE', organization: 'org_acme', baseUrl: door.url };
    configure({ profiles: { acme: { vendors: { scaledmail: own } } } });
    bench.env.SCALEDMAIL_API_KEY = 'key-of-somebody-else';
    const ran = await bench.run('submit', sheet('may', 'alpha.example'), '--yes', '--profile', 'acme');
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/NO-KEY: NOT_SET_ANYWHERE of profile acme/) });
    expect(door.visits).toEqual([]);
  });

  test('a profile that names none takes the key of the environment', async () => {
    const { vendor, door } = await agency();
    configure({ profiles: { acme: { vendors: { scaledmail: { baseUrl: door.url } } } } });
    Object.assign(bench.env, { SCALEDMAIL_API_KEY: KEYS.globex, SCALEDMAIL_ORGANIZATION_ID: 'org_env' });
    expect(await submit(sheet('may', 'alpha.example'), '--profile', 'acme', '--rate', 'none')).toMatchObject({
      exit: 0,
    });
    expect(vendor.sales).toHaveLength(1);
    expect(new Set(door.visits.map(({ key }) => key))).toEqual(new Set([KEYS.globex]));
  });

  test('in the sandbox there is nothing to buy, and nothing is refused', async () => {
    configure({ profiles: { acme: profile('acme', 'https://vendor.example/api/v1') } });
    bench.env.SCALEDMAIL_API_KEY = 'key-of-somebody-else';
    const ran = await submit(sheet('may', 'alpha.example'), '--profile', 'acme', '--sandbox', '--rate', '50/s');
    expect(ran.exit, ran.err).toBe(0);
  });
});

describe('a broken configuration', () => {
  test.each([
    ['{"defaults": {"yes": true}}', 'CONFIG-WRONG'],
    ['not json', 'CONFIG-WRONG'],
    ['{"defaults": {"profile": "gone"}}', 'PROFILE-UNKNOWN'],
  ])('%s: help, completion and the pages of explain work; what needs it says what is wrong', async (text, code) => {
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), text);
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    for (const line of [['explain', 'NO-KEY'], ['completion', 'bash'], ['vendors'], ['check', '--help']])
      expect((await bench.run(...line)).exit, line.join(' ')).toBe(0);
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('--max-spend'));
    printed.mockRestore();
    for (const line of [['check', sheet('may', 'alpha.example')], ['config'], ['ledger', 'list']]) {
      const ran = await bench.run(...line);
      expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`${code}: `) });
    }
  });

  test('an unknown profile names those that there are', async () => {
    configure({ profiles: { acme: {}, globex: {} } });
    const ran = await bench.run('check', sheet('may', 'alpha.example'), '--profile', 'acne');
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('Name one of acme, globex.') });
  });
});
