import { expect, test } from 'vitest';
import { readSold } from '../../src/sandbox/record.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { Ended } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { smallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { expectSound } from './campaign/judge.ts';
import { expectHeld, expectSpoken, Scene } from './campaign/scene.ts';
import { failedAt, whyNoStrace } from './campaign/strace.ts';

/** Every moment instead of some: CRASH_ALL_STEPS=1 npx vitest run test/crash/broken-disk.test.ts */
const ALL = process.env.CRASH_ALL_STEPS === '1';
const NO_STRACE = whyNoStrace();
const NO_DISK = whyNoSmallDisk();
const ORDERS = 2;
const MINUTES = 30;

interface Failure {
  readonly call: string;
  readonly error: string;
  /** From this call on all fail, or only this one. */
  readonly on: boolean;
  readonly moments: readonly number[];
  readonly last: number;
  /** Only these files. */
  readonly files?: (scene: Scene) => readonly string[];
}

const DATABASE = [120, 200];
const FLUSH = [20, 33, 50];
const FAILURES: readonly (readonly [string, Failure])[] = [
  ['full from a write on', { call: 'pwrite64', error: 'ENOSPC', on: true, moments: DATABASE, last: 280 }],
  ['full for one write', { call: 'pwrite64', error: 'ENOSPC', on: false, moments: DATABASE, last: 280 }],
  ['failing from a flush on', { call: 'fsync', error: 'EIO', on: true, moments: FLUSH, last: 70 }],
  ['failing for one flush', { call: 'fsync', error: 'EIO', on: false, moments: FLUSH, last: 70 }],
  [
    'full from a line of the witness on',
    { call: 'write', error: 'ENOSPC', on: true, moments: [4, 6], last: 12, files: witnessOf },
  ],
];

test.skipIf(NO_STRACE !== '').each(FAILURES)(
  `a disk that is %s${NO_STRACE && `: skipped, ${NO_STRACE}`}`,
  async (what, failure) => {
    const every = Array.from({ length: failure.last }, (_, n) => n + 1);
    let failed = 0;
    for (const moment of ALL ? every : failure.moments) {
      const at = `${what}, ${failure.call} ${moment}`;
      const scene = new Scene({ orders: ORDERS });
      const when = `${moment}${failure.on ? '+' : ''}`;
      const under = failedAt(failure.call, failure.error, when, failure.files?.(scene));
      const ended = await scene.submit({ under }).ended;
      if (ended.exit !== 0) failed += 1;
      expectSpoken(ended, at);
      expectHeld(scene, at);
      await expectHealed(scene, at, ORDERS);
    }
    expect(failed).toBeGreaterThan(0);
  },
  MINUTES * 60_000,
);

const SOME_FREE = (ALL ? [0, 4, 16, 40, 64, 80, 96, 112, 128, 160] : [0, 64, 112]).map((kilobytes) => kilobytes * 1024);
const MANY = 12;

test.skipIf(NO_DISK !== '')(
  `a disk that is really full${NO_DISK && `: skipped, ${NO_DISK}`}`,
  async () => {
    const exits: (number | null)[] = [];
    for (const free of SOME_FREE) {
      const at = `${free} bytes free`;
      const shop = new Bench();
      const record = shop.path('record.ndjson');
      const sandbox = await startSandbox({
        recordFile: record,
        faults: [],
        rate: null,
        seed: 1,
        now: Date.now,
        sellsTwice: true,
      });
      const disk = smallDisk();
      try {
        const scene = new Scene({ orders: MANY, vendor: { url: sandbox.url, record }, disk: disk.folder });
        disk.leave(free);
        const ended = await scene.submit().ended;
        exits.push(ended.exit);
        disk.empty();
        expectSpoken(ended, at);
        expectHeld(scene, at);
        await expectHealed(scene, at, MANY);
      } finally {
        await sandbox.close();
        disk.close();
        shop.close();
      }
    }
    process.stdout.write(`exit codes on a disk with ${SOME_FREE.join(', ')} bytes free: ${exits.join(', ')}\n`);
    expect(exits).toContain(6);
  },
  MINUTES * 60_000,
);

/** How runs ended that had placed everything and then could not write their results. */
const unwritten: Ended[] = [];

test.skipIf(NO_DISK !== '')(
  `only the disk for the results is full, and nothing is bought twice${NO_DISK && `: skipped, ${NO_DISK}`}`,
  async () => {
    const disk = smallDisk();
    try {
      const scene = new Scene({ orders: ORDERS, resultsIn: disk.folder });
      disk.leave(0);
      unwritten.push(await scene.submit().ended);
      disk.empty();
      await expectHealed(scene, 'no room for results', ORDERS);
    } finally {
      disk.close();
    }
  },
  MINUTES * 60_000,
);

test.skipIf(NO_STRACE !== '')(
  `the folder of the results cannot be flushed, and nothing is bought twice${NO_STRACE && `: skipped, ${NO_STRACE}`}`,
  async () => {
    const results = new Bench();
    const scene = new Scene({ orders: ORDERS, resultsIn: results.folder });
    unwritten.push(await scene.submit({ under: failedAt('fsync', 'EIO', '1+', [results.folder]) }).ended);
    await expectHealed(scene, 'no flush of results', ORDERS);
    results.close();
  },
  MINUTES * 60_000,
);

test.skipIf(NO_DISK !== '' || NO_STRACE !== '')(
  'a run that cannot write its results says so, and what it placed',
  () => {
    expect(unwritten.length).toBeGreaterThan(0);
    for (const ended of unwritten) {
      expectSpoken(ended, 'results not written');
      expect(`${ended.out}${ended.err}`).toContain(`${ORDERS} placed`);
    }
  },
);

/** After the disk is well again, the same command places what is left, and buys nothing twice. */
async function expectHealed(scene: Scene, at: string, orders: number): Promise<void> {
  const soldBefore = readSold(scene.record).length;
  const judgement = await scene.finishForGood();
  expectSound(judgement, `${at}, ${soldBefore} were sold`);
  expect({ at, sold: judgement.sold, unknown: judgement.unknown }).toEqual({ at, sold: orders, unknown: [] });
  scene.close();
}

function witnessOf(scene: Scene): readonly string[] {
  return [`${scene.ledger}.witness.ndjson`];
}
