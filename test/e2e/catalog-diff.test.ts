import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import type { CatalogueChange } from '../../src/steps/diff-catalogues.ts';
import { Bench, type Ran } from '../support/command.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';
import { type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const TEN = {
  id: 'price_TEN',
  name: 'Google Ten',
  price: 70,
  domains: 10,
  google: { mailbox: 20 },
  frequency: '/monthly',
};
const PAIR = {
  id: 'price_PAIR',
  name: 'Outlook Pair',
  price: 100,
  domains: 2,
  microsoft: { mailbox: 50, domains: 2 },
  frequency: '/monthly',
};

const reply = (...packages: readonly object[]) => ({ body: { total: packages.length, packages } });

interface Scene {
  readonly bench: Bench;
  readonly vendor: ScriptedVendor;
}

/** An account whose packages were fetched, and that answers otherwise from then on. */
async function pulled(before: readonly object[], now: object): Promise<Scene> {
  const vendor = await scriptedVendor({ 'GET /packages': [reply(...before), now] });
  const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  opened.push(vendor, bench);
  expect((await bench.run('catalog', 'pull')).exit).toBe(0);
  return { bench, vendor };
}

async function diff(before: readonly object[], now: readonly object[]): Promise<Ran> {
  const { bench } = await pulled(before, reply(...now));
  return bench.run('catalog', 'diff');
}

const changesOf = ({ out }: Ran) => (JSON.parse(out) as { readonly changes: readonly CatalogueChange[] }).changes;

describe('what changed', () => {
  test('nothing: exit 0, also when packages and parts are listed in another order', async () => {
    const mixed = { ...TEN, microsoft: { mailbox: 25, domains: 1 } };
    const turned = {
      ...mixed,
      smtp: undefined,
      google: undefined,
      outlook: { domains: 1, mailbox: 25 },
      microsoft: undefined,
    };
    const ran = await diff([mixed, PAIR], [PAIR, { ...turned, google: { mailbox: 20 } }]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(/^Nothing changed since \d{4}-.*: 2 packages\.$/);
  });

  test('a package that is listed twice counts as it is listed first', async () => {
    const ran = await diff([TEN], [TEN, { ...TEN, price: 99 }]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect((await diff([{ ...TEN, price: 99 }, TEN], [TEN])).out).toContain('price 99.00 USD → 70.00 USD');
  });

  test('new and gone packages, with what they are', async () => {
    const ran = await diff([TEN], [PAIR]);
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain('gone: price_TEN (Google Ten): 10 domains; google 20 mailboxes; 70.00 USD monthly');
    expect(ran.out).toContain('new: price_PAIR (Outlook Pair): 2 domains; outlook 2 domains with 50 mailboxes; 100.00');
    expect(ran.out).toContain('2 packages changed since');
    expect(ran.err).toContain('catalog pull');
  });

  test.each([
    ['a price', { price: 75 }, 'price', '70.00 USD', '75.00 USD'],
    ['a price that is not told any more', { price: null }, 'price', '70.00 USD', ''],
    ['a count of domains', { domains: 12 }, 'domains', '10', '12'],
    ['a count of mailboxes', { google: { mailbox: 30 } }, 'mailboxes', 'google 20 mailboxes', 'google 30 mailboxes'],
    ['how often it is paid', { frequency: '/yearly' }, 'period', '/monthly', '/yearly'],
    ['a name', { name: 'Google 10' }, 'name', 'Google Ten', 'Google 10'],
  ])('%s', async (_, more, change, before, after) => {
    const { bench } = await pulled([TEN, PAIR], reply({ ...TEN, ...more }, PAIR));
    const ran = await bench.run('catalog', 'diff', '--json');
    expect(ran.exit).toBe(3);
    expect(changesOf(ran)).toEqual([{ change, id: 'price_TEN', name: expect.any(String), before, after }]);
  });

  test.each([
    [7000, true],
    [0.7, true],
    [6300, true],
    [7700, true],
    [6299, false],
    [7701, false],
    [140, false],
  ])('a price of 70 that is %f now: its unit may have changed: %s', async (price, isUnit) => {
    const { bench } = await pulled([TEN], reply({ ...TEN, price }));
    const ran = await bench.run('catalog', 'diff');
    expect(ran.exit).toBe(3);
    expect(ran.out.replace(/\s+/g, ' ').includes('the unit may have changed (dollars or cents)')).toBe(isUnit);
  });
});

describe('what was fetched last', () => {
  test('stays as it is, however often it is compared', async () => {
    const { bench, vendor } = await pulled([TEN], reply(PAIR));
    const shelf = () => readdirSync(bench.folder).map((name) => [name, readFileSync(bench.path(name), 'utf8')]);
    const before = shelf();
    expect((await bench.run('catalog', 'diff')).exit).toBe(3);
    expect((await bench.run('catalog', 'diff')).exit).toBe(3);
    expect(shelf()).toEqual(before);
    expect(vendor.seen).toHaveLength(3);
    await bench.run('catalog', 'pull');
    expect((await bench.run('catalog', 'diff')).exit).toBe(0);
  });

  test('is needed: without it nothing is asked', async () => {
    const vendor = await scriptedVendor({ 'GET /packages': [reply(TEN)] });
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    opened.push(vendor, bench);
    const ran = await bench.run('catalog', 'diff');
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('NO-CATALOG');
    expect(vendor.seen).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['an error', { status: 500, body: {} }, 75],
    ['a web page', { text: '<html>' }, 75],
    ['another form', { body: { packages: [{ id: '' }] } }, 75],
    ['a refused key', { status: 401, body: { message: 'Unauthorized' } }, 7],
  ])('%s is no difference', async (_, answer, exit) => {
    const { bench } = await pulled([TEN], answer);
    expect(await bench.run('catalog', 'diff')).toMatchObject({ exit, out: '' });
  });

  test('an action that is not known', async () => {
    const bench = new Bench();
    opened.push(bench);
    expect((await bench.run('catalog', 'toString')).exit).toBe(2);
  });
});

test("nothing in the vendor's words drives a screen, and lines end where it ends", async () => {
  const nasty = Object.values(HOSTILE).join(' and ');
  const { bench } = await pulled([TEN], reply({ ...TEN, name: `${nasty} key-of-this-test-0001`, frequency: nasty }));
  for (const more of [[], ['--json']]) {
    const screens = new Screens(true);
    await runCommandLine(['catalog', 'diff', ...more], bench.env, {
      terminal: processTerminal(screens),
      drain: bench.drain,
      clock: bench.clock,
    });
    expect(hostileIn(screens.out)).toEqual([]);
    expect(screens.out).not.toContain('key-of-this-test-0001');
    if (more.length === 0) expect(screens.out.split('\n').filter((line) => line.length > 60)).toEqual([]);
  }
});
