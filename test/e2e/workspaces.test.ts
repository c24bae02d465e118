import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const TWO = {
  organizations: [
    { id: 'org_1', name: 'Acme' },
    { id: 'org_2', name: 'Beta' },
  ],
};

let bench: Bench;
let vendor: ScriptedVendor;
beforeEach(() => {
  bench = new Bench();
});
afterEach(async () => {
  bench.close();
  await vendor.close();
});

async function open(organizations: unknown, more: Script = {}): Promise<void> {
  vendor = await scriptedVendor({ 'GET /organizations': [{ body: organizations }], ...more });
  bench.env.SCALEDMAIL_BASE_URL = vendor.url;
}

const config = () => bench.path('config/sheetorder/sheetorder.json');

function configure(content: object): void {
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  writeFileSync(config(), JSON.stringify(content), { mode: 0o640 });
}

const written = () => JSON.parse(readFileSync(config(), 'utf8'));

describe('workspaces', () => {
  test('lists what the key sees, and writes nothing', async () => {
    await open(TWO);
    const { exit, out, err } = await bench.run('workspaces');
    expect(exit).toBe(0);
    expect(out.split('\n')).toEqual(['id     name', 'org_1  Acme', 'org_2  Beta']);
    expect(err).toContain('SCALEDMAIL_ORGANIZATION_ID');
    expect(JSON.parse((await bench.run('workspaces', '--json')).out)).toEqual(TWO.organizations);
    expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
  });

  test('needs no organization', async () => {
    await open(TWO);
    bench.env.SCALEDMAIL_ORGANIZATION_ID = '';
    expect((await bench.run('workspaces')).exit).toBe(0);
  });

  test('--save adds the names, and leaves the rest of the file alone', async () => {
    const before = {
      columns: { Colour: '-' },
      vendors: { scaledmail: { googleMailboxes: 3, workspaces: { old: 'org_1' } } },
    };
    configure(before);
    await open(TWO);
    expect((await bench.run('workspaces', '--save')).exit).toBe(0);
    expect(written()).toEqual({
      ...before,
      vendors: { scaledmail: { googleMailboxes: 3, workspaces: { old: 'org_1', Acme: 'org_1', Beta: 'org_2' } } },
    });
    expect(statSync(config()).mode & 0o777).toBe(0o640);
  });

  test('--save never gives a name another id', async () => {
    configure({ vendors: { scaledmail: { workspaces: { Acme: 'org_9' } } } });
    await open(TWO);
    const { exit, err } = await bench.run('workspaces', '--save');
    expect([exit, err.split(':')[0]]).toEqual([2, 'WORKSPACE-CHANGED']);
    expect(written()).toEqual({ vendors: { scaledmail: { workspaces: { Acme: 'org_9' } } } });
  });

  test.each([
    ['a refused key', { status: 401, body: {} }, 7, 'UNAUTHORISED'],
    ['a list in another form', { body: { surprise: 1 } }, 75, 'WORKSPACES-FAILED'],
  ])('%s', async (_, reply, code, name) => {
    await open(TWO, { 'GET /organizations': [reply] });
    const { exit, err } = await bench.run('workspaces');
    expect([exit, err.split(':')[0]]).toEqual([code, name]);
  });

  test('a vendor without any says so', async () => {
    await open(TWO);
    const { exit, err } = await bench.run('workspaces', '--vendor', 'saleshandy');
    expect([exit, err.split(':')[0]]).toEqual([2, 'NO-WORKSPACES']);
  });
});

describe('a name in place of an id', () => {
  const SHEET = sheetOf(googleOrder('a', 'alpha.example'));

  async function keysWith(organization: string): Promise<readonly (string | undefined)[]> {
    writeFileSync(bench.path('may.csv'), SHEET);
    bench.env.SCALEDMAIL_ORGANIZATION_ID = organization;
    const { exit, out } = await bench.run('check', bench.path('may.csv'), '--results', bench.path('r.csv'));
    expect(exit, out).toBe(0);
    return bench.csv('r.csv').map(({ key }) => key);
  }

  test('makes the same order, offline', async () => {
    configure({ vendors: { scaledmail: { workspaces: { Acme: 'org_1' } } } });
    await open(TWO);
    expect(await keysWith('Acme')).toEqual(await keysWith('org_1'));
    expect(await keysWith('Acme')).not.toEqual(await keysWith('org_2'));
    expect(vendor.seen).toEqual([]);
  });

  test('reaches the vendor as the id', async () => {
    configure({ vendors: { scaledmail: { workspaces: { Acme: 'org_1' } } } });
    await open(TWO);
    bench.env.SCALEDMAIL_ORGANIZATION_ID = 'Acme';
    expect((await bench.run('catalog', 'pull')).exit).toBe(0);
    expect(vendor.seen.map(({ query }) => query.organization_id)).toEqual(['org_1']);
  });

  test('that nobody wrote down is told with its id', async () => {
    await open(TWO);
    writeFileSync(bench.path('may.csv'), SHEET);
    bench.env.SCALEDMAIL_ORGANIZATION_ID = 'Beta';
    const { exit, out } = await bench.run('check', bench.path('may.csv'), '--online');
    expect(exit).toBe(3);
    expect(out).toContain('error SMO-AUTH');
    expect(out).toContain('That is the name of org_2');
  });
});
