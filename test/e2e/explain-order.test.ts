import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import type { NewEntry } from '../../src/domain/ledger-entry.ts';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { Bench, type Ran } from '../support/command.ts';
import { entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const STORIES = fileURLToPath(new URL('../../fixtures/batches', import.meta.url));
const POST = 'POST /create-custom-order';
const KEY = '0123456789abcdef'.repeat(4);
const OTHER = `01234567${'0'.repeat(56)}`;
const { claimed, started, finished, lookedUp, withheld } = entriesOf(KEY);
const NASTY = Object.values(HOSTILE).join(' and ');

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function makeBench(env: Record<string, string> = {}): Bench {
  const bench = new Bench({ SCALEDMAIL_API_KEY: '', ...env });
  opened.push(bench);
  return bench;
}

async function makeVendor(script: Script): Promise<ScriptedVendor> {
  const vendor = await scriptedVendor(script);
  opened.push(vendor);
  return vendor;
}

function remember(bench: Bench, ...entries: readonly NewEntry[]): void {
  const ledger = openLedger(bench.path('ledger.sqlite'), bench.clock);
  for (const entry of entries) ledger.append(entry);
  ledger.close();
}

interface Told {
  readonly key: string;
  readonly whole_key: string;
  readonly status: string;
  readonly code: string | null;
  readonly order_id: string | null;
  readonly next: readonly { readonly text: string; readonly command: string | null }[];
  readonly steps: readonly { readonly what: string; readonly since_ms: number | null; readonly words?: string }[];
}

async function told(bench: Bench, ...words: readonly string[]): Promise<Told> {
  const ran = await bench.run('explain', ...words, '--json');
  expect(ran.exit, ran.err).toBe(0);
  return JSON.parse(ran.out) as Told;
}

interface Expected {
  readonly runs: readonly { readonly args: readonly [string, ...string[]] }[];
}

describe('the story of every order of the fixtures', () => {
  test.each(readdirSync(STORIES))(
    '%s: in the words of results, by key and by id, without key or connection',
    async (story) => {
      const file = (name: string) => JSON.parse(readFileSync(join(STORIES, story, name), 'utf8'));
      const sheet = join(STORIES, story, 'sheet.csv');
      const vendor = await makeVendor(file('vendor.json') as Script);
      const bench = makeBench({ SCALEDMAIL_BASE_URL: vendor.url, SCALEDMAIL_API_KEY: 'key-of-this-test-0001' });
      for (const { args } of (file('expected.json') as Expected).runs) {
        const [command, ...flags] = args;
        await bench.run(command, sheet, ...flags);
      }
      await bench.run('results', sheet, '--results', bench.path('r.csv'));
      const requests = vendor.seen.length;
      bench.env.SCALEDMAIL_API_KEY = '';
      const known = (await bench.run('ledger', 'list')).out;
      for (const { key = '', status, order_id: id = '' } of bench.csv('r.csv')) {
        if (!known.includes(key)) {
          expect((await bench.run('explain', key)).exit).toBe(2);
          continue;
        }
        const one = await told(bench, key);
        expect({ status: one.status, id: one.order_id ?? '' }).toEqual({ status, id });
        if (id) expect(await told(bench, id)).toEqual(one);
        const text = `${(await bench.run('explain', key)).out}\n`;
        expect(text.split('\n')[0]).toMatch(new RegExp(`^${one.status}  .*${key}$`));
        for (const { command } of one.next) if (command) expect(text).toContain(`\n    ${command}\n`);
        expect(one.next.length > 0 || one.status === 'placed').toBe(true);
      }
      expect(vendor.seen).toHaveLength(requests);
    },
  );
});

describe('one order that was lost', () => {
  async function lost(): Promise<{ readonly bench: Bench; readonly key: string }> {
    const vendor = await makeVendor({ [POST]: [{ drop: true }, { body: { id: 'rec2' } }] });
    const bench = makeBench({ SCALEDMAIL_BASE_URL: vendor.url, SCALEDMAIL_API_KEY: 'key-of-this-test-0001' });
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
    await bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('r.csv'));
    return { bench, key: bench.csv('r.csv')[0]?.key ?? '' };
  }

  test('tells what happened, what it means, and both ways out', async () => {
    const { bench, key } = await lost();
    const { out } = await bench.run('explain', key.slice(0, 8).toUpperCase());
    expect(out).toMatch(/^unknown {2}may-1 {2}[0-9a-f]{16}\nCode {7}REPLY-LOST/);
    const order = [
      'it lists 0 orders',
      'written down',
      'leaves',
      'No whole reply: all of it was sent',
      'in doubt',
      'Read back twice',
    ];
    const places = order.map((words) => out.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(out).toMatch(/resolve [0-9a-f]{16} --placed ORDER_ID --note 'seen in the app'/);
    expect(out).toMatch(/resolve [0-9a-f]{16} --not-placed --note/);
    expect(out).toContain('holds its 1 domain;');
    expect(out).toMatch(/Look for {3}domains alpha\.example\n +tag so-[0-9a-f]{17}, /);
    expect(out).toMatch(/ordered \d{4}-\d\d-\d\d \d\d:\d\d:\d\d /);
  });

  test('is found by the tag that the vendor shows, and every way out that it names can be taken', async () => {
    const { bench, key } = await lost();
    const marker = /so-[0-9a-f]{17}/.exec((await bench.run('explain', key)).out)?.[0] ?? '';
    const story = await told(bench, marker);
    expect(story.key).toBe(key);
    const [, , notPlaced] = story.next.map(({ command }) => command ?? '');
    const words = [...(notPlaced ?? '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    expect((await bench.run(...words.slice(1))).exit).toBe(0);
    const after = await told(bench, key);
    expect(after).toMatchObject({
      status: 'ready',
      code: null,
      next: [{ command: expect.stringContaining(' may.csv') }],
    });
    expect((await bench.run('submit', bench.path('may.csv'), '--yes')).exit).toBe(0);
    expect(await told(bench, 'rec2')).toMatchObject({ key, status: 'placed', order_id: 'rec2' });
  });

  test('at another address says that the next commands need the one it was ordered with', async () => {
    const { bench, key } = await lost();
    bench.env.SCALEDMAIL_BASE_URL = 'https://elsewhere.example';
    expect((await told(bench, key)).next[0]).toMatchObject({
      command: null,
      text: expect.stringContaining('--base-url'),
    });
    bench.env.SCALEDMAIL_BASE_URL = 'http://not-https.example';
    expect((await told(bench, key)).next).toHaveLength(4);
  });
});

describe('an order in flight', () => {
  test.each([
    ['claimed', [claimed()], 'ready'],
    ['sent', [claimed(), started()], 'unknown'],
  ] as const)('%s: IN-FLIGHT while a run holds the account', async (_, entries, dead) => {
    const bench = makeBench();
    remember(bench, ...entries);
    const lock = await sqliteLocks(bench.path('ledger.sqlite'), bench.clock).acquire(
      'scaledmail sandbox org_test',
      0,
      'x',
    );
    const live = await told(bench, KEY.slice(0, 16));
    lock.release();
    expect(live).toMatchObject({ status: 'unknown', code: 'IN-FLIGHT' });
    expect(live.next.map(({ command }) => command)).toEqual([expect.stringMatching(/explain .*0123456789abcdef$/)]);
    expect(await told(bench, KEY.slice(0, 16))).toMatchObject({ status: dead });
  });
});

describe('what cannot be explained', () => {
  async function refusal(bench: Bench, text: string): Promise<Ran> {
    const ran = await bench.run('explain', text);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    return ran;
  }

  test('without a ledger: near codes, no order, and no file is made', async () => {
    const bench = makeBench();
    const { err } = await refusal(bench, 'SM-ALIAS-CONT');
    expect(err).toContain('SM-ALIAS-COUNT');
    expect((await refusal(bench, KEY)).err).toContain('there is no ledger');
    expect(existsSync(bench.path('ledger.sqlite'))).toBe(false);
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test('with one: says that it has no such order, and how long a key is', async () => {
    const bench = makeBench();
    remember(bench, claimed());
    expect((await refusal(bench, 'fedcba9876543210')).err).toMatch(
      /NO-SUCH-CODE: .*has no such order[\s\S]*at least 8 characters of its key/,
    );
    expect((await refusal(bench, '0123')).err).toContain('these are 4');
    expect((await refusal(bench, 'recNOBODY')).err).toContain('has no such order');
    expect((await refusal(bench, '%%%%%%%%%')).err).toContain('has no such order');
  });

  test('a beginning that two orders share names both', async () => {
    const bench = makeBench();
    const other = { ...claimed(), key: OTHER, claims: ['beta.example'] } as NewEntry;
    remember(bench, claimed(), other);
    const { err } = await refusal(bench, '01234567');
    expect(err).toContain('0123456789abcdef');
    expect(err).toContain('0123456700000000');
    expect(await told(bench, '0123456789')).toMatchObject({ key: '0123456789abcdef', whole_key: KEY });
  });

  test('a code comes first, and needs neither ledger nor configuration', async () => {
    const bench = makeBench({ SCALEDMAIL_BASE_URL: 'not a url' });
    writeFileSync(bench.path('ledger.sqlite'), 'this is no ledger');
    expect((await bench.run('explain', 'sm-alias-count')).out).toContain('SM-ALIAS-COUNT: ');
    expect((await bench.run('explain', KEY)).exit).toBe(6);
  });
});

describe('on a screen', () => {
  /** With the terminal that the program uses, which here is 60 columns wide. */
  async function shown(bench: Bench, ...words: readonly string[]): Promise<string> {
    const screens = new Screens(true);
    const terminal = processTerminal(screens);
    await runCommandLine(['explain', ...words], bench.env, { terminal, drain: bench.drain, clock: bench.clock });
    return screens.out;
  }

  test("nothing in names, rows or the vendor's words drives it, and each says that it is there", async () => {
    const bench = makeBench();
    const name = '=HYPERLINK("https://bad.example","x")';
    const body = `{"error":"no\n\nplaced  may-1\n${NASTY}${'y'.repeat(3_000)}"}`;
    remember(
      bench,
      claimed({ name: `${name}${NASTY}`, rows: `${NASTY}.csv:2`, client: NASTY, tag: NASTY }),
      started(),
      {
        type: 'answered',
        key: KEY,
        attempt: 1,
        reply: {
          kind: 'answer',
          status: 500,
          headers: {},
          body,
          receivedAt: 0,
          evidence: { reached: 'body_read', ms: 1 },
        },
      },
      finished({ ...VERDICTS.unknown, reason: NASTY }),
      lookedUp({ ...LOOKUPS.inconclusive, note: NASTY }),
      { type: 'resolved', key: KEY, as: 'placed', orderId: `rec${NASTY}`, note: NASTY, who: NASTY },
    );
    const out = await shown(bench, KEY.slice(0, 16), '--no-color');
    expect(hostileIn(out)).toEqual([]);
    expect(out).toContain('\\u001b');
    expect(out).toContain('=HYPERLINK(');
    expect(out.split('\n').filter((line) => line.startsWith('placed'))).toHaveLength(1);
    expect(out.replace(/\n +/g, '')).toContain('y'.repeat(50));
    expect(out.replace(/\n +/g, '')).not.toContain('y'.repeat(501));
    const json = await shown(bench, KEY.slice(0, 16), '--json');
    expect(hostileIn(json)).toEqual([]);
    expect(JSON.parse(json)).toMatchObject({ order: `${name}${NASTY}`, status: 'placed' });
  });

  test('lines end where the screen ends; only commands are whole', async () => {
    const bench = makeBench();
    remember(bench, claimed(), started(), finished(VERDICTS.unknown), lookedUp(LOOKUPS.notFoundYet));
    const long = (await shown(bench, KEY)).split('\n').filter((line) => line.length > 60);
    expect(long.filter((line) => !line.startsWith('    sheetorder '))).toEqual([]);
    expect(long.length).toBeGreaterThan(0);
  });

  test('a secret that words repeat is covered, also where a line breaks or the words are cut', async () => {
    const secret = 'key of this test with spaces 0001';
    const bench = makeBench({ SCALEDMAIL_API_KEY: secret });
    for (const length of [0, 20, 470, 480, 490]) {
      const key = KEY.replace('0', String(length % 7)).replace('1', String(length % 9));
      const order = entriesOf(key);
      const body = `${'x '.repeat(length / 2)}${secret} and so on`;
      const name = `${'x '.repeat(length / 20)}${secret}`;
      remember(bench, order.claimed({ claims: [key], name }), order.started(), {
        type: 'answered',
        key,
        attempt: 1,
        reply: {
          kind: 'answer',
          status: 500,
          headers: {},
          body,
          receivedAt: 0,
          evidence: { reached: 'body_read', ms: 1 },
        },
      });
      const out = (await shown(bench, key)) + (await shown(bench, key, '--json'));
      expect(out).toContain('HTTP 500');
      expect(out.replace(/\s+/g, ' ')).not.toMatch(/key of|of this test|test with|spaces 0001/);
    }
  });

  test('many domains are few words, and all of them with --verbose', async () => {
    const bench = makeBench();
    const domains = [...Array(40).keys()].map((number) => `d${number}.example`);
    remember(bench, claimed({ domains, claims: domains }));
    expect(await shown(bench, KEY)).toContain('and 34 more');
    expect((await shown(bench, KEY, '--verbose')).replace(/\s+/g, ' ')).toContain('d38.example, d39.example');
  });

  test('read-backs that say the same are told once, with the time of the last', async () => {
    const bench = makeBench();
    const misses = Array.from({ length: 12 }, () => lookedUp(LOOKUPS.notFoundYet));
    remember(bench, claimed(), started(), finished(VERDICTS.unknown), ...misses, lookedUp(LOOKUPS.found));
    const out = await shown(bench, KEY);
    expect(out.match(/Read back/g)).toHaveLength(2);
    expect(out).toContain('Read back 12 times, last at');
    expect((await told(bench, KEY)).steps).toHaveLength(3 + 13);
  });

  test('an order that the vendor had already names it and how to adopt it', async () => {
    const bench = makeBench();
    remember(bench, withheld());
    const out = await shown(bench, KEY);
    expect(out).toMatch(/^invalid {2}may-1/);
    expect(out).toContain("--placed recOLD --note 'bought elsewhere'");
  });
});
