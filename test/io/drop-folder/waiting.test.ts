import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../../src/domain/ports.ts';
import { waitingIn } from '../../../src/io/drop-folder/waiting.ts';
import { DropBench } from '../../support/drop-bench.ts';

const SETTLE_MS = 2_000;
const FOREVER = new AbortController().signal;

let bench: DropBench;
let sleeps: number[];

beforeEach(() => {
  bench = new DropBench();
  sleeps = [];
});
afterEach(() => bench.close());

/** Time that passes at once; `meanwhile` is what happens in the folder during each wait. */
function clock(meanwhile: (wait: number) => void = () => {}): Clock {
  return {
    now: () => 0,
    elapsed: () => 0,
    sleep: async (ms) => {
      sleeps.push(ms);
      meanwhile(sleeps.length);
    },
  };
}

function waiting(meanwhile?: (wait: number) => void, signal = FOREVER) {
  return waitingIn(bench.folder.inbox, SETTLE_MS, clock(meanwhile), signal);
}

function drop(name: string, second: number, text = 'x'): void {
  bench.write('inbox', name, text);
  utimesSync(bench.path('inbox', name), second, second);
}

test('an empty folder is not waited for', async () => {
  expect([await waiting(), sleeps]).toEqual([{ sheets: [], held: [] }, []]);
});

test('what was left alone is taken, the oldest first, and by name where that is the same', async () => {
  drop('c.csv', 1_000);
  drop('a.csv', 2_000);
  drop('b.csv', 2_000);
  expect((await waiting()).sheets).toEqual(['c.csv', 'a.csv', 'b.csv']);
  expect(sleeps).toEqual([SETTLE_MS]);
});

test('a clock that was set back, or a file from the future, changes nothing', async () => {
  drop('future.csv', 4_000_000_000);
  drop('old.csv', 1);
  expect((await waiting()).sheets).toEqual(['old.csv', 'future.csv']);
});

test('what grows is waited for, and left to the next run when it does not end; the others are taken', async () => {
  drop('a.csv', 1_000);
  drop('b.csv', 1_000);
  const grows = (until: number) => (wait: number) => {
    if (wait <= until) appendFileSync(bench.path('inbox', 'b.csv'), 'more');
  };
  expect(await waiting(grows(2))).toEqual({ sheets: ['a.csv', 'b.csv'], held: [] });
  expect(await waiting(grows(100))).toEqual({
    sheets: ['a.csv'],
    held: [{ name: 'b.csv', why: 'it is still being copied' }],
  });
});

test('what is written anew with the same length and time is seen, because it is another file', async () => {
  drop('a.csv', 1_000, 'one');
  const { sheets } = await waiting((wait) => {
    if (wait > 1) return;
    drop('a.new.tmp', 1_000, 'two');
    renameSync(bench.path('inbox', 'a.new.tmp'), bench.path('inbox', 'a.csv'));
  });
  expect([sheets, sleeps.length]).toEqual([['a.csv'], 2]);
});

test('what comes during the wait has its own wait', async () => {
  drop('a.csv', 1_000);
  const { sheets } = await waiting((wait) => {
    if (wait === 1) drop('b.csv', 900);
  });
  expect([sheets, sleeps.length]).toEqual([['b.csv', 'a.csv'], 2]);
});

test('what goes away during the wait is not waited for', async () => {
  drop('a.csv', 1_000);
  drop('b.csv', 1_000);
  const { sheets, held } = await waiting(() => {
    try {
      unlinkSync(bench.path('inbox', 'a.csv'));
    } catch {}
  });
  expect([sheets, held]).toEqual([['b.csv'], []]);
});

test('an empty file is left alone and told', async () => {
  drop('a.csv', 1_000, '');
  const { sheets, held } = await waiting();
  expect([sheets, held.map(({ name }) => name)]).toEqual([[], ['a.csv']]);
});

test.each(['~$orders.xlsx', '~$ders.xlsx', '.~lock.orders.xlsx#'])(
  'a sheet that a program has open (%s) is left alone',
  async (mark) => {
    drop('orders.xlsx', 1_000);
    drop(mark, 1_000);
    const { sheets, held } = await waiting();
    expect(sheets).toEqual([]);
    expect(held).toEqual([{ name: 'orders.xlsx', why: `a program has it open; if none has, delete ${mark}` }]);
  },
);

test('links, pipes and folders are told and never followed, but for the folders of our own', async () => {
  drop('a.csv', 1_000);
  symlinkSync(bench.path('inbox', 'a.csv'), bench.path('inbox', 'link.csv'));
  symlinkSync('/nowhere', bench.path('inbox', 'dangling.csv'));
  for (const name of ['folder', 'working', 'done']) mkdirSync(bench.path('inbox', name));
  const isPiped = spawnSync('mkfifo', [bench.path('inbox', 'pipe.csv')]).status === 0;
  const { sheets, held } = await waiting();
  expect(sheets).toEqual(['a.csv']);
  const link = 'it is no ordinary file; copy the sheet itself here';
  const pipe = isPiped ? { 'pipe.csv': link } : {};
  const folder = 'it is a folder; put the sheets themselves here';
  const told = Object.fromEntries(held.map(({ name, why }) => [name, why]));
  expect(told).toEqual({ 'dangling.csv': link, folder, 'link.csv': link, ...pipe });
});

test('a signal ends the wait', async () => {
  const stop = new AbortController();
  drop('a.csv', 1_000);
  await waiting(() => {
    appendFileSync(bench.path('inbox', 'a.csv'), 'more');
    stop.abort('SIGTERM');
  }, stop.signal);
  expect(sleeps.length).toBe(1);
});
