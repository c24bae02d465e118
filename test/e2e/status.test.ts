import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import type { NewEntry } from '../../src/domain/ledger-entry.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { DELIVERY_COLUMNS } from '../../src/steps/delivery-rows.ts';
import { Bench, hurriedClock, type Ran } from '../support/command.ts';
import { entriesOf, VERDICTS } from '../support/entries.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const NASTY = Object.values(HOSTILE).join(' and ');
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function makeBench(env: Record<string, string> = {}, clock = hurriedClock()): Bench {
  const bench = new Bench(env, clock);
  opened.push(bench);
  return bench;
}

async function makeVendor(script: Script): Promise<ScriptedVendor> {
  const vendor = await scriptedVendor(script);
  opened.push(vendor);
  return vendor;
}

interface Told {
  readonly totals: { readonly orders: Record<string, number>; readonly domains: Record<string, number> };
  readonly orders: readonly {
    readonly order: string;
    readonly stands: string;
    readonly order_id: string;
    readonly domains: readonly { readonly domain: string; readonly state: string }[];
    readonly problems: readonly { readonly code: string }[];
  }[];
}

const told = ({ out }: Ran) => JSON.parse(out) as Told;

const key = (number: number) => number.toString(16).padStart(64, 'ab');

/** Orders of the ledger as if they were placed, each a minute after the one before: `may-1` with `d1.example` as `rec1`. */
function placeAt(
  bench: Bench,
  vendor: { readonly url: string },
  count: number,
  more: Partial<{ payment: 'pending' }> = {},
): void {
  const ledger = openLedger(bench.path('ledger.sqlite'), bench.clock);
  const account = `scaledmail ${new URL(vendor.url).origin} org_test`;
  for (let number = 1; number <= count; number++) {
    const entries = entriesOf(key(number));
    const domains = [`d${number}.example`];
    const receipt = { ...VERDICTS.placed.receipt, orderId: `rec${number}`, ...more };
    const steps: NewEntry[] = [
      entries.claimed({ account, name: `may-${number}`, domains, claims: domains }),
      entries.started(),
      {
        ...entries.answered(),
        reply: {
          kind: 'answer',
          status: 200,
          headers: {},
          body: '{}',
          receivedAt: 0,
          evidence: { reached: 'body_read', ms: 1 },
        },
      } as NewEntry,
      entries.finished({ ...VERDICTS.placed, receipt }),
    ];
    for (const entry of steps) ledger.append(entry);
  }
  ledger.close();
}

const domainRow = (number: number, more: object = {}) => ({
  domain: `d${number}.example`,
  status: 'Active',
  order_type: 'google',
  payment_id: `rec${number}`,
  total_mailboxes: 2,
  ...more,
});
const orderBody = (number: number, more: object = {}) => ({
  id: `rec${number}`,
  status: 'Active',
  packages: [{ domains: [{ name: `d${number}.example` }] }],
  ...more,
});

/** An account that shows `count` orders as they should be. */
function wholeAccount(count: number): Script {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    'GET /domains': [{ body: { domains: numbers.map((number) => domainRow(number)) } }],
    ...Object.fromEntries(numbers.map((number) => [`GET /orders/rec${number}`, [{ body: orderBody(number) }]])),
  };
}

/** Time that has gone on by an hour, so that what is not listed is missing. */
function anHourLater(bench: Bench): Bench {
  const { clock } = bench;
  const later = makeBench({ ...bench.env }, { ...clock, now: () => clock.now() + 3_600_000 });
  return later;
}

async function scene(script: Script, count: number, more: Partial<{ payment: 'pending' }> = {}) {
  const vendor = await makeVendor(script);
  const bench = makeBench({ SCALEDMAIL_BASE_URL: vendor.url });
  placeAt(bench, vendor, count, more);
  return { vendor, bench: anHourLater(bench) };
}

describe('against the sandbox', () => {
  const NEVER = Number.POSITIVE_INFINITY;
  const YEAR_MS = 366 * 86_400_000;

  /** Two orders whose domains become active when the list of domains is asked for this often. */
  async function ordered(activeFrom: () => number) {
    const clock = hurriedClock();
    let lists = () => 0;
    const now = () => clock.now() + (lists() >= activeFrom() ? YEAR_MS : 0);
    const options = { recordFile: null, faults: [], rate: null, seed: 1, provisionMs: YEAR_MS - 3_600_000 };
    const stand = await startSandbox({ ...options, now });
    opened.push(stand);
    lists = () => stand.requests()['GET /domains'] ?? 0;
    const bench = makeBench({ SCALEDMAIL_BASE_URL: stand.url, SHEETORDER_RATE: 'none' }, clock);
    const sheet = bench.path('may.csv');
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example'), googleOrder('may-2', 'beta.example')));
    expect((await bench.run('submit', sheet, '--yes')).exit).toBe(0);
    return { bench, stand, sheet, lists };
  }

  test('orders are under way, then delivered; newest first, and in the order of the sheet', async () => {
    let activeFrom = NEVER;
    const { bench, sheet, lists } = await ordered(() => activeFrom);
    const under = await bench.run('status', '--json');
    expect(under.exit).toBe(0);
    expect(told(under).orders.map(({ stands }) => stands)).toEqual(['under_way', 'under_way']);
    activeFrom = lists() + 3;
    const watched = await bench.run('status', sheet, '--watch');
    expect(watched.exit).toBe(0);
    expect(lists()).toBe(activeFrom);
    expect(watched.out).toMatch(/delivered +may-1 [\s\S]*delivered +may-2 /);
    expect(watched.out).toContain('2 orders: 2 delivered. Delivered: 2 of 2 domains, 4 of 4 mailboxes.');
    expect(watched.err).toMatch(/Z {2}2 orders: 2 under way[\s\S]*Z {2}may-[12]: delivered, 1 of 1 domains/);
    const again = told(await bench.run('status', '--json'));
    expect(again.orders).toHaveLength(2);
    expect(again.totals).toMatchObject({ orders: { delivered: 2 }, domains: { ordered: 2, delivered: 2 } });
  });

  test('--wait ends a watch while orders are still under way, without an error', async () => {
    const { bench } = await ordered(() => NEVER);
    const ran = await bench.run('status', '--watch', '--wait', '20s');
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('2 under way');
    expect((await bench.run('status', '--wait', '20s')).err).toMatch(/Z {2}2 orders/);
    expect((await bench.run('status', '--wait', 'soon')).exit).toBe(2);
  });

  test('Ctrl-C ends a watch with what was read last', async () => {
    const { bench } = await ordered(() => NEVER);
    // Once the first round has written the file; without an interrupt the watch would go on.
    const timer = setInterval(() => {
      if (existsSync(bench.path('s.csv'))) bench.drain.abort('SIGINT');
    }, 20);
    const ran = await bench.run('status', '--watch', '--results', bench.path('s.csv'));
    clearInterval(timer);
    expect(ran.exit).toBe(130);
    expect(bench.csv('s.csv')).toHaveLength(2);
    expect(ran.out).toContain('2 under way');
  });

  test('nothing is written to the ledger, and nothing is spent', async () => {
    const { bench, stand } = await ordered(() => 2);
    const before = (await bench.run('ledger', 'export')).out;
    await bench.run('status');
    expect((await bench.run('ledger', 'export')).out).toBe(before);
    expect(stand.sold()).toHaveLength(2);
  });

  test('orders of a sheet that were not placed are told, and fail', async () => {
    const { bench, sheet } = await ordered(() => 2);
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example'), googleOrder('may-9', 'gamma.example')));
    const ran = await bench.run('status', sheet);
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/delivered +may-1 [\s\S]*not placed +may-9 /);
    expect(ran.out).toContain('DELIVERY-NOT-PLACED');
  });

  test('--results has a line for each domain, in columns of its own', async () => {
    const { bench } = await ordered(() => 2);
    expect((await bench.run('status', '--results', bench.path('s.csv'))).exit).toBe(0);
    const rows = bench.csv('s.csv');
    expect(Object.keys(rows[0] ?? {})).toEqual([...DELIVERY_COLUMNS]);
    expect(rows.find((row) => row.order === 'may-1')).toMatchObject({
      vendor: 'scaledmail',
      order_status: 'Active',
      domain: 'alpha.example',
      domain_status: 'Active',
      mailbox_type: 'google',
      mailboxes_ordered: '2',
      mailboxes_delivered: '2',
      problem: '',
    });
    expect(readFileSync(bench.path('s.csv'), 'utf8').startsWith('\ufeff')).toBe(true);
    expect((await bench.run('status', bench.path('may.csv'), '--results', bench.path('may.csv'))).exit).toBe(2);
  });
});

describe('against a vendor that answers oddly', () => {
  test('identical reads are made once a round', async () => {
    const { vendor, bench } = await scene(wholeAccount(9), 9);
    const ran = await bench.run('status', '--json');
    expect(ran.exit).toBe(0);
    expect(told(ran).orders.map(({ order }) => order)).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2, 1].map((number) => `may-${number}`),
    );
    expect(vendor.seen.filter(({ path }) => path === '/domains')).toHaveLength(1);
    expect(vendor.seen).toHaveLength(10);
    expect(vendor.spends).toEqual([]);
  });

  test('every oddness has its code, an advice, and exit code 3', async () => {
    const odd: Script = {
      ...wholeAccount(6),
      'GET /domains': [
        {
          body: {
            domains: [
              domainRow(2, { payment_id: 'recOTHER' }),
              domainRow(3, { total_mailboxes: 1 }),
              domainRow(4, { total_mailboxes: 25 }),
              domainRow(6),
            ],
          },
        },
      ],
      'GET /orders/rec5': [{ body: orderBody(5, { status: 'Cancelled' }) }],
    };
    const { bench } = await scene(odd, 6);
    const ran = await bench.run('status', '--results', bench.path('s.csv'));
    expect(ran.exit).toBe(3);
    const problems = Object.fromEntries(
      bench.csv('s.csv').map((row) => [row.order, (row.problem ?? '').split(':')[0]]),
    );
    expect(problems).toEqual({
      'may-1': 'DELIVERY-DOMAIN-MISSING',
      'may-2': 'DELIVERY-DOMAIN-ELSEWHERE',
      'may-3': 'DELIVERY-MAILBOXES-FEWER',
      'may-4': 'DELIVERY-MAILBOXES-MORE',
      'may-5': 'DELIVERY-CANCELLED',
      'may-6': '',
    });
    for (const code of Object.values(problems).filter(Boolean)) {
      expect(ran.out).toContain(`${code}:`);
      expect((await bench.run('explain', String(code))).exit).toBe(0);
    }
    expect(ran.out.match(/→/g)).toHaveLength(5);
    const quiet = await bench.run('status', '--quiet');
    expect(quiet.out).not.toMatch(/may-6/);
    expect(quiet).toMatchObject({ exit: 3, err: '' });
  });

  test('an active order whose receipt says that payment is pending is not sure to be paid', async () => {
    const { bench } = await scene(wholeAccount(1), 1, { payment: 'pending' });
    const ran = await bench.run('status');
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain('DELIVERY-PAYMENT-UNSURE');
    expect(ran.out).toMatch(/odd +may-1 +rec1 +Active +1\/1 +2\/2/);
  });

  test.each([
    ['an error', { status: 500, body: { error: 'Internal server error' } }],
    ['a web page', { text: '<html>Log in</html>' }],
    ['a cut connection', { drop: true }],
    ['half a list', { body: { total: 2, domains: [domainRow(1)] } }],
  ] as const)('%s instead of the list of domains: nothing is called odd, and exit code 75', async (_, scripted) => {
    const { bench, vendor } = await scene({ ...wholeAccount(2), 'GET /domains': [scripted] }, 2);
    const ran = await bench.run('status', '--json');
    expect(ran.exit).toBe(75);
    expect(told(ran).totals.orders).toMatchObject({ unread: 2, odd: 0 });
    expect(vendor.seen.filter(({ path }) => path.startsWith('/orders'))).toEqual([]);
  });

  test('one order that cannot be read leaves the others told', async () => {
    const { bench } = await scene({ ...wholeAccount(3), 'GET /orders/rec2': [{ status: 500 }] }, 3);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('3 orders: 2 delivered, 1 not read.');
    expect(ran.out).toContain('DELIVERY-UNREAD');
  });

  test('a watch goes on after a failure, and keeps what was read before', async () => {
    const { bench } = await scene(
      {
        ...wholeAccount(1),
        'GET /domains': [
          { body: { domains: [domainRow(1, { status: 'In Progress' })] } },
          ...Array.from({ length: 3 }, () => ({ status: 500 })),
          { body: { domains: [domainRow(1)] } },
        ],
      },
      1,
    );
    const ran = await bench.run('status', '--watch');
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/may-1: not read, 0 of 1 domains[\s\S]*may-1: delivered/);
    expect(ran.out).toContain('1 delivered');
  });

  test('a refused key is asked no more', async () => {
    const refused = { status: 401, body: { message: 'Unauthorized' } };
    const { bench, vendor } = await scene({ ...wholeAccount(9), 'GET /domains': [refused] }, 9);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('Check the key');
    expect(vendor.seen).toHaveLength(1);
  });

  test('nor one that is refused at the orders', async () => {
    const orders = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`GET /orders/rec${index + 1}`, [{ status: 403 }]]),
    );
    const { bench, vendor } = await scene({ ...wholeAccount(12), ...orders }, 12);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('12 not read');
    // Four are asked for at once.
    expect(vendor.seen.length).toBeLessThanOrEqual(5);
  });

  test('orders of another address are counted, and not read', async () => {
    const { bench, vendor } = await scene(wholeAccount(2), 2);
    const other = await makeVendor({});
    bench.env.SCALEDMAIL_BASE_URL = other.url;
    const ran = await bench.run('status');
    expect(ran).toMatchObject({ exit: 0, out: 'No placed orders.' });
    expect(ran.err).toMatch(/2 placed orders are at "scaledmail http/);
    expect([...vendor.seen, ...other.seen]).toEqual([]);
  });

  test('an order in doubt is noted', async () => {
    const { bench, vendor } = await scene(wholeAccount(1), 1);
    const entries = entriesOf(key(99));
    const ledger = openLedger(bench.env.SHEETORDER_LEDGER ?? '', bench.clock);
    const account = `scaledmail ${new URL(vendor.url).origin} org_test`;
    for (const entry of [
      entries.claimed({ account, claims: ['x.example'] }),
      entries.started(),
      entries.finished(VERDICTS.unknown),
    ])
      ledger.append(entry);
    ledger.close();
    const ran = await bench.run('status');
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain('1 order may or may not have been placed');
  });

  test('without a ledger there is nothing to follow, and no file is made', async () => {
    const ran = await makeBench().run('status');
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('there is no ledger');
  });
});

describe('on a screen', () => {
  async function hostileScene() {
    const script: Script = {
      ...wholeAccount(1),
      'GET /domains': [
        {
          body: {
            domains: [domainRow(1, { status: NASTY, order_type: NASTY }), domainRow(1, { domain: `x${NASTY}` })],
          },
        },
      ],
      'GET /orders/rec1': [
        { body: orderBody(1, { status: `=HYPERLINK("https://bad.example") ${NASTY} key-of-this-test-0001` }) },
      ],
    };
    return (await scene(script, 1)).bench;
  }

  async function shown(bench: Bench, ...words: readonly string[]): Promise<Screens> {
    const screens = new Screens(true);
    const terminal = processTerminal(screens);
    await runCommandLine(['status', ...words], bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    return screens;
  }

  test("nothing in the vendor's words drives it, shows a key, or runs in a spreadsheet", async () => {
    const bench = await hostileScene();
    const { out } = await shown(bench, '--verbose', '--results', bench.path('s.csv'));
    expect(hostileIn(out)).toEqual([]);
    expect(out).toContain('DELIVERY-STATUS-ODD');
    const json = (await shown(bench, '--json')).out;
    expect(hostileIn(json)).toEqual([]);
    const csv = readFileSync(bench.path('s.csv'), 'utf8').slice(1);
    expect(hostileIn(csv)).toEqual([]);
    expect(csv).toContain(`'=HYPERLINK`);
    expect(out + json + csv).not.toContain('key-of-this-test-0001');
  });

  test('tables and sentences end where the screen ends', async () => {
    const bench = await hostileScene();
    const lines = (await shown(bench)).out.split('\n').filter((line) => line.length > 60);
    expect(lines).toEqual([]);
  });

  test('a key that the vendor repeats is covered, also where a line breaks', async () => {
    const secret = 'key of this test with spaces 0001';
    for (const before of [0, 8, 16, 24]) {
      const script = {
        ...wholeAccount(1),
        'GET /orders/rec1': [{ body: orderBody(1, { status: `${'x'.repeat(before)} ${secret}` }) }],
      };
      const { bench } = await scene(script, 1);
      bench.env.SCALEDMAIL_API_KEY = secret;
      const { out } = await shown(bench);
      expect(out).toContain('DELIVERY-STATUS-ODD');
      expect(out.replace(/\s+/g, ' ')).not.toMatch(/key of|of this test|test with|spaces 0001/);
    }
  });

  test('many alike are told in few lines, and all of them with --verbose', async () => {
    const { bench } = await scene({ ...wholeAccount(12), 'GET /domains': [{ body: { domains: [] } }] }, 12);
    const { out } = await shown(bench);
    expect(out.match(/^ {2}may-/gm)).toHaveLength(3);
    expect(out).toContain('and 9 more, which --verbose shows.');
    expect((await shown(bench, '--verbose')).out.match(/^ {2}may-/gm)).toHaveLength(12);
  });
});
