import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Ended } from '../support/built.ts';
import { Corner, type During } from '../support/corner.ts';
import type { Answer } from '../support/moody-vendor.ts';
import { type SmallDisk, smallDisk, whyNoSmallDisk } from '../support/small-disk.ts';

/** The same words for one order after another are told of this many, and then as a number. */
const TOLD_AT_MOST = 2;
const MANY = Array.from({ length: 12 }, (_, n) => `good-${n + 1}`);
const UTC = /come back after \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC/;

const corners: Corner[] = [];
const disks: SmallDisk[] = [];
afterEach(async () => {
  for (const corner of corners.splice(0)) await corner.close();
  for (const disk of disks.splice(0)) disk.close();
});

async function cornerWith(...names: readonly string[]): Promise<Corner> {
  const corner = await Corner.open();
  corners.push(corner);
  corner.sheet(...names);
  return corner;
}

interface Trouble {
  readonly exit: number;
  readonly sold: number;
  /** What a person is told, and how often at most. */
  readonly says: RegExp;
  readonly most?: number;
}

/** The code, what was bought, and one clear thing that is told: no stack, and no repetition for each order. */
async function expectTrouble(corner: Corner, ended: Ended, { exit, sold, says, most = 1 }: Trouble): Promise<void> {
  const text = `${ended.out}\n${ended.err}`;
  expect(`${ended.exit} ${ended.signal}`, text).toBe(`${exit} null`);
  expect(corner.vendor.sold).toHaveLength(sold);
  const times = text.match(says)?.length ?? 0;
  expect(times, text).toBeGreaterThan(0);
  expect(times, text).toBeLessThanOrEqual(most);
  expect(text).not.toMatch(/^\s+at .+:\d+/m);
  expect(text).not.toContain('This is a bug');
  expect(ended.err.match(/^(→ |Next: )/gm)?.length ?? 0, text).toBe(1);
  await corner.expectTold();
}

describe('in the middle of a batch', () => {
  test.each([
    ['the key expires', 'key-3', 2, /HALTED: The vendor refused our key/g],
    ['the card is refused', 'card-3', 3, /HALTED: .*its payment did not go through/g],
  ])('%s: the rest is not attempted', async (_, third, sold, says) => {
    const corner = await cornerWith('good-1', 'good-2', third, ...MANY.slice(3));
    const ended = await corner.submit();
    expect(corner.vendor.spends).toBe(3);
    await expectTrouble(corner, ended, { exit: 7, sold, says, most: TOLD_AT_MOST });
  });

  test('the vendor asks to come back in an hour: it is not asked again, and what is left is for later', async () => {
    const corner = await cornerWith('good-1', 'busy-2', ...MANY.slice(2));
    const ended = await corner.submit();
    expect(corner.vendor.spends).toBe(2);
    expect(ended.out).toMatch(UTC);
    await expectTrouble(corner, ended, { exit: 3, sold: 1, says: /THROTTLED: The vendor asks /g, most: TOLD_AT_MOST });
  });
});

describe('a vendor that is down', () => {
  const html = '<html><head><title>503</title></head><body><h1>Down for maintenance</h1></body></html>';
  test.each<readonly [string, Answer | 'gone', RegExp | null]>([
    ['refuses connections', 'gone', null],
    ['takes connections and never answers', 'silence', null],
    ['answers 503 with a page', { status: 503, text: html }, null],
    ['answers 500', { status: 500, body: { error: 'Internal server error' } }, null],
    ['answers 503 and asks for an hour', { status: 503, text: html, headers: { 'retry-after': '3600' } }, UTC],
    ['answers 429 and asks for an hour', { status: 429, body: { message: 'Slow down', retryAfter: 3_600 } }, UTC],
  ])(
    '%s: 75 before anything is spent, and soon',
    async (_, reads, when) => {
      const corner = await cornerWith(...MANY);
      if (reads === 'gone') await corner.vendor.leave();
      else corner.vendor.reads = reads;
      const ended = await corner.submit();
      expect(corner.vendor.reached).toBeLessThanOrEqual(3);
      if (when) expect(ended.out).toMatch(when);
      if (when) expect(corner.vendor.reached).toBe(1);
      await expectTrouble(corner, ended, { exit: 75, sold: 0, says: /SURVEY-FAILED: /g, most: TOLD_AT_MOST });
      expect(ended.out).not.toContain('<');
    },
    120_000,
  );

  test('takes no order for an hour: one is tried, and all are for later', async () => {
    const corner = await cornerWith('busy-1', ...MANY.slice(1));
    const ended = await corner.submit();
    expect(corner.vendor.spends).toBe(1);
    expect(ended.out).toMatch(UTC);
    await expectTrouble(corner, ended, { exit: 3, sold: 0, says: /THROTTLED: The vendor asks /g, most: TOLD_AT_MOST });
  });

  test('--online meets it first: 75, and when to come back', async () => {
    const corner = await cornerWith(...MANY);
    corner.vendor.reads = { status: 503, text: html, headers: { 'retry-after': '3600' } };
    const ended = await corner.submit(['--online']);
    expect(ended.out).toMatch(UTC);
    await expectTrouble(corner, ended, { exit: 75, sold: 0, says: /LOOK-UP-FAILED: /g, most: TOLD_AT_MOST });
  });
});

const NO_DISK = whyNoSmallDisk();

describe.skipIf(NO_DISK !== '')(`a disk${NO_DISK && `: skipped, ${NO_DISK}`}`, () => {
  const full = (): SmallDisk => {
    const disk = smallDisk();
    disks.push(disk);
    mkdirSync(`${disk.folder}/sub`);
    disk.leave(0);
    return disk;
  };
  const readOnly = (): SmallDisk => {
    const disk = smallDisk();
    disks.push(disk);
    const done = spawnSync('mount', ['-o', 'remount,ro', disk.folder], { timeout: 10_000 });
    expect(done.status).toBe(0);
    return disk;
  };

  test('full, with the ledger on it: nothing is sent', async () => {
    const corner = await cornerWith(...MANY);
    const ended = await corner.submit([], inLedger(full()));
    await expectTrouble(corner, ended, { exit: 6, sold: 0, says: /LEDGER-\w+: /g });
  });

  test('full, with the results on it: all is placed, and the next command makes them', async () => {
    const corner = await cornerWith(...MANY);
    const disk = full();
    const ended = await corner.submitTo(`${disk.folder}/r.csv`);
    expect(ended.err).toMatch(/Next: make room, then sheetorder results .*r\.csv/);
    corner.rebuilds = true;
    await expectTrouble(corner, ended, { exit: 2, sold: MANY.length, says: /OUTPUT-NOT-WRITTEN: /g });
  });

  test('full, with the log on it: all is placed, and the log is missed once', async () => {
    const corner = await cornerWith(...MANY);
    const ended = await corner.submit(['--log-file', `${full().folder}/all.log`]);
    expect([ended.exit, corner.vendor.sold.length], ended.err).toEqual([0, MANY.length]);
    expect(ended.err.match(/LOG-NOT-WRITABLE/g)).toHaveLength(1);
    await corner.expectTold();
  });

  test('full, with the folder for temporary files on it: nothing is missed', async () => {
    const corner = await cornerWith(...MANY);
    const ended = await corner.submit([], { env: { TMPDIR: full().folder } });
    expect([ended.exit, corner.vendor.sold.length], ended.err).toEqual([0, MANY.length]);
    await corner.expectTold();
  });

  test('read-only, for the ledger: nothing is sent', async () => {
    const corner = await cornerWith(...MANY);
    const ended = await corner.submit([], inLedger(readOnly()));
    await expectTrouble(corner, ended, { exit: 6, sold: 0, says: /LEDGER-\w+: /g });
  });

  test('read-only, for the results: nothing is sent', async () => {
    const corner = await cornerWith(...MANY);
    const ended = await corner.submitTo(`${readOnly().folder}/r.csv`);
    await expectTrouble(corner, ended, { exit: 2, sold: 0, says: /OUTPUT-NOT-WRITABLE: /g });
  });
});

function inLedger({ folder }: SmallDisk): During {
  return { env: { SHEETORDER_LEDGER: `${folder}/ledger.sqlite` } };
}
