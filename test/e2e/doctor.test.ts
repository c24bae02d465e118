import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteLocks } from '../../src/io/sqlite/locks.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { Bench } from '../support/command.ts';
import { type Scripted, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';

interface Told {
  readonly group: string;
  readonly check: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly says: string;
  readonly fix: string;
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench({}, systemClock);
});
afterEach(() => bench.close());

async function doctor(...words: readonly string[]) {
  const ran = await bench.run('doctor', '--json', ...words);
  const { sheetorder_doctor, checks } = JSON.parse(ran.out) as { sheetorder_doctor: number; checks: Told[] };
  expect(sheetorder_doctor).toBe(1);
  for (const { says, fix, state } of checks) {
    expect(says).toMatch(/[.)]$/);
    expect(state === 'problem' && fix === '').toBe(false);
  }
  const of = (name: string) => checks.find(({ check }) => check === name);
  return { ...ran, checks, of, problems: checks.filter(({ state }) => state === 'problem') };
}

async function buy(): Promise<void> {
  expect((await bench.run('template', '--output', bench.path('may.csv'))).exit).toBe(0);
  expect((await bench.run('submit', bench.path('may.csv'), '--sandbox', '--yes')).exit).toBe(0);
}

const LEDGER = 'ledger.sqlite.sandbox';

/** Every file below with size, mode, content and time. */
function picture(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs, size } = statSync(path);
      return `${path} ${mode} ${mtimeMs} ${size} ${entry.isFile() ? readFileSync(path, 'hex') : ''}`;
    })
    .sort()
    .join('\n');
}

describe('doctor', () => {
  test('before anything was done: exit 0, and nothing was made', async () => {
    const { exit, problems, of } = await doctor();
    expect(exit).toBe(0);
    expect(problems).toEqual([]);
    expect(of('vendors.scaledmail.key')).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('SCALEDMAIL_API_KEY'),
    });
    expect(of('vendors.saleshandy.key')).toMatchObject({ state: 'ok' });
    expect(of('ledger.content')?.says).toContain('There is no ledger');
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test('changes nothing at all where there is a ledger, a lock and a drop folder', async () => {
    await buy();
    mkdirSync(bench.path('orders/inbox'), { recursive: true });
    const lock = await sqliteLocks(bench.path(LEDGER), systemClock).acquire('scaledmail sandbox org_test', 0, 'a test');
    const before = picture(bench.folder);
    const { exit, of } = await doctor('--sandbox', '--inbox', bench.path('orders'));
    expect(exit).toBe(0);
    expect(of('ledger.content')?.says).toMatch(/sound, agrees with its witness, \d+ entries/);
    expect(of('inbox.folders')?.state).toBe('ok');
    expect(picture(bench.folder)).toBe(before);
    await expect(
      sqliteLocks(bench.path(LEDGER), systemClock).acquire('scaledmail sandbox org_test', 0, 'x'),
    ).rejects.toMatchObject({ code: 'LOCKED' });
    lock.release();
  });

  test('names who holds a lock', async () => {
    await buy();
    const lock = await sqliteLocks(bench.path(LEDGER), systemClock).acquire(
      'scaledmail sandbox org_test',
      0,
      'submit may.csv',
    );
    const { checks } = await doctor('--sandbox');
    const told = checks.filter(({ group }) => group === 'locks');
    expect(told).toHaveLength(1);
    expect(told[0]?.says).toContain(`"scaledmail sandbox org_test": process ${process.pid} on `);
    expect(told[0]?.says).toContain('doing "submit may.csv"');
    lock.release();
    expect((await doctor('--sandbox')).of('locks.held')?.state).toBe('ok');
  });

  test('without any key it says for both how to set one', async () => {
    bench.env.SCALEDMAIL_API_KEY = '';
    const { exit, of } = await doctor();
    expect(exit).toBe(0);
    expect(of('vendors.scaledmail.key')).toMatchObject({
      state: 'note',
      fix: expect.stringContaining('SCALEDMAIL_API_KEY_FILE'),
    });
    expect(of('vendors.saleshandy.key')?.state).toBe('note');
  });

  test('a key never stands in what it says', async () => {
    const { out } = await doctor();
    expect(out).not.toContain('key-of-this-test-0001');
  });

  test.skipIf(process.platform === 'win32')(
    'a key file that others can read is a note, one that is missing a problem',
    async () => {
      bench.env.SCALEDMAIL_API_KEY = '';
      bench.env.SCALEDMAIL_API_KEY_FILE = bench.path('key');
      expect((await doctor()).of('configuration.fits')?.says).toContain(
        'FILE-UNREADABLE: SCALEDMAIL_API_KEY_FILE names',
      );
      expect((await doctor()).exit).toBe(2);
      writeFileSync(bench.path('key'), 'key-of-this-test-0002\n');
      chmodSync(bench.path('key'), 0o644);
      expect((await doctor()).of('vendors.scaledmail.key.mode')).toMatchObject({
        state: 'note',
        fix: `chmod 600 ${bench.path('key')}`,
      });
      chmodSync(bench.path('key'), 0o600);
      expect((await doctor()).of('vendors.scaledmail.key')?.state).toBe('ok');
    },
  );

  test('an address that is not https is a problem', async () => {
    bench.env.SCALEDMAIL_BASE_URL = 'http://vendor.example/api';
    const { exit, of } = await doctor();
    expect(exit).toBe(2);
    expect(of('vendors.scaledmail.address')?.says).toContain('BASE-URL-INSECURE');
  });

  test('a configuration that does not fit', async () => {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), '{"budgetz":{}}');
    const { exit, of } = await doctor();
    expect(exit).toBe(2);
    expect(of('configuration.fits')?.says).toContain('CONFIG-WRONG');
    expect(of('configuration.rest')?.state).toBe('note');
  });
});

describe('doctor, of a ledger', () => {
  beforeEach(buy);

  test('that is gone but for its witness: exit 6, and not made anew', async () => {
    rmSync(bench.path(LEDGER));
    const { exit, of } = await doctor('--sandbox');
    expect(exit).toBe(6);
    expect(of('ledger.content')?.says).toContain('LEDGER-LOST');
    expect(existsSync(bench.path(LEDGER))).toBe(false);
  });

  test('that is no ledger, or cut off: exit 6', async () => {
    truncateSync(bench.path(LEDGER), 8_192);
    expect((await doctor('--sandbox')).exit).toBe(6);
    writeFileSync(bench.path(LEDGER), 'no database '.repeat(1_000));
    expect((await doctor('--sandbox')).exit).toBe(6);
  });

  test('whose witness has seen more: exit 6', async () => {
    const witness = bench.path(`${LEDGER}.witness.ndjson`);
    const last = readFileSync(witness, 'utf8').trim().split('\n').at(-1) ?? '';
    writeFileSync(witness, `${last.replace(/"seq":\d+/, '"seq":9999')}\n`, { flag: 'a' });
    const { exit, of } = await doctor('--sandbox');
    expect(exit).toBe(6);
    expect(of('ledger.content')?.says).toContain('Entry 9999 is missing in the ledger, says the witness.');
  });

  test('without a witness: a note', async () => {
    rmSync(bench.path(`${LEDGER}.witness.ndjson`));
    const { exit, of } = await doctor('--sandbox');
    expect(exit).toBe(0);
    expect(of('ledger.content')?.state).toBe('note');
  });

  test('with entries from the future: the clock is a problem', async () => {
    const early = { ...systemClock, now: () => Date.now() - 3_600_000 };
    const other = new Bench({ SHEETORDER_LEDGER: bench.path('ledger.sqlite') }, early);
    const ran = await other.run('doctor', '--sandbox', '--json');
    other.close();
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain('"check":"ledger.clock","state":"problem"');
    expect(ran.out).toContain("This machine's clock says");
  });

  test('of the sandbox used without it: a problem', async () => {
    const { exit, of } = await doctor('--ledger', bench.path(LEDGER));
    expect(exit).toBe(2);
    expect(of('ledger.sandbox')?.says).toContain('holds orders of the sandbox');
  });

  test.skipIf(process.platform === 'win32')('that others can read, and what a killed run left beside it', async () => {
    chmodSync(bench.path(LEDGER), 0o644);
    const left = bench.path('.sheetorder-7-1.tmp');
    writeFileSync(left, '');
    writeFileSync(bench.path('.sheetorder-8-1.tmp'), '');
    utimesSync(left, new Date(0), new Date(0));
    const { exit, of } = await doctor('--sandbox');
    expect(exit).toBe(0);
    expect(of('ledger.file.mode')).toMatchObject({ state: 'note', fix: `chmod 600 ${bench.path(LEDGER)}` });
    expect(of('ledger.leftovers')?.says).toContain('left 1 unfinished file');
    expect(statSync(bench.path(LEDGER)).mode & 0o777).toBe(0o644);
  });
});

describe('doctor --online', () => {
  let vendor: ScriptedVendor;
  afterEach(() => vendor.close());

  async function asked(answer: Scripted, clock = systemClock) {
    vendor = await scriptedVendor({
      'GET /organizations': [{ ...answer, headers: { date: new Date().toUTCString() } }],
    });
    bench.close();
    bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url }, clock);
    return doctor('--online');
  }

  test('a key that is taken and its organization', async () => {
    const { exit, of } = await asked({ body: [{ id: 'org_test', name: 'Test' }] });
    expect(of('vendors.scaledmail.answer')?.says).toContain('shows organization org_test');
    expect(of('vendors.scaledmail.clock')?.state).toBe('ok');
    expect(exit).toBe(0);
    expect(vendor.seen).toHaveLength(1);
    expect(vendor.spends).toEqual([]);
  });

  test('a key that is refused: exit 7', async () => {
    const { exit, of } = await asked({ status: 401, body: { message: 'no' } });
    expect(exit).toBe(7);
    expect(of('vendors.scaledmail.answer')?.says).toContain('UNAUTHORISED');
  });

  test('an organization that the key does not see: exit 2', async () => {
    const { exit, of } = await asked({ body: [{ id: 'org_other', name: 'Other' }] });
    expect(exit).toBe(2);
    expect(of('vendors.scaledmail.organization-seen')?.says).toContain('org_other (Other)');
  });

  test.each([
    [90_000, 'note', 'ahead of', 0],
    [-90_000, 'note', 'behind', 0],
    [3_600_000, 'problem', '60 minutes ahead of', 2],
  ] as const)('a clock that is %i ms off: %s', async (off, state, words, exit) => {
    const ran = await asked(
      { body: [{ id: 'org_test', name: 'Test' }] },
      { ...systemClock, now: () => Date.now() + off },
    );
    expect(ran.of('vendors.scaledmail.clock')?.state).toBe(state);
    expect(ran.of('vendors.scaledmail.clock')?.says).toContain(words);
    expect(ran.exit).toBe(exit);
  });

  test('nobody there: exit 75', async () => {
    vendor = await scriptedVendor({});
    bench.env.SCALEDMAIL_BASE_URL = vendor.url;
    await vendor.close();
    expect((await doctor('--online')).exit).toBe(75);
  });

  test('the gravest of several problems decides', async () => {
    await buy();
    rmSync(bench.path(LEDGER));
    vendor = await scriptedVendor({
      'GET /organizations': [{ status: 401, body: {}, headers: { date: new Date().toUTCString() } }],
    });
    bench.env.SCALEDMAIL_BASE_URL = vendor.url;
    bench.env.SHEETORDER_LEDGER = bench.path('ledger.sqlite');
    writeFileSync(bench.path('ledger.sqlite.witness.ndjson'), '{}\n');
    const { exit, problems } = await doctor('--online');
    expect(problems.map(({ check }) => check)).toEqual(['vendors.scaledmail.answer', 'ledger.content']);
    expect(exit).toBe(6);
  });
});

describe('doctor --inbox', () => {
  test('a folder that is not there: exit 2', async () => {
    const { exit, of } = await doctor('--inbox', bench.path('none'));
    expect(exit).toBe(2);
    expect(of('inbox.folder')?.says).toContain('INBOX-MISSING');
  });

  test('a file where a folder is needed, and what lies in the others', async () => {
    mkdirSync(bench.path('orders/inbox'), { recursive: true });
    mkdirSync(bench.path('orders/working'));
    writeFileSync(bench.path('orders/done'), '');
    writeFileSync(bench.path('orders/working/may.csv'), 'domain\n');
    const { exit, of } = await doctor('--inbox', bench.path('orders/inbox'));
    expect(exit).toBe(2);
    expect(of('inbox.done')?.state).toBe('problem');
    expect(of('inbox.working')).toMatchObject({ state: 'note', says: expect.stringContaining('1 sheet is begun') });
  });
});

test('for a person: grouped, with --quiet only problems', async () => {
  const ran = await bench.run('doctor');
  expect(ran.out).toMatch(/^Program\nok {7}sheetorder /);
  expect(ran.err).toContain('No problems, no notes, ');
  const quiet = await bench.run('doctor', '--quiet');
  expect([quiet.out, quiet.err]).toEqual(['', '']);
});
