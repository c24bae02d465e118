import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startThus } from '../support/hurt.ts';
import { InboxBench } from '../support/inbox-bench.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { killedAt, whyNoStrace } from './campaign/strace.ts';

/** Every step instead of some: CRASH_ALL_STEPS=1 npx vitest run test/crash/kill-run.test.ts */
const ALL = process.env.CRASH_ALL_STEPS === '1';
const WHY_NOT = whyNoStrace();
const MINUTES = 30;
const MOST_STEPS = 400;

interface Kind {
  readonly call: string;
  readonly stride: number;
  /** Fewer steps than this would mean that nothing was killed. */
  readonly atLeast: number;
}

const KINDS: readonly (readonly [string, Kind])[] = [
  ['rename', { call: 'rename', stride: 8, atLeast: 20 }],
  ['file that goes', { call: 'unlink', stride: 9, atLeast: 5 }],
  ['file that is made', { call: 'openat', stride: 220, atLeast: 200 }],
];

/** What each sheet has beside it in the end. */
const BESIDE = ['.annotated.csv', '.log', '.report.html', '.results.csv'];

test.skipIf(WHY_NOT !== '').each(KINDS)(
  `run --inbox killed before every %s, then run again: each sheet in its place once, bought once, nothing left over${WHY_NOT && `: skipped, ${WHY_NOT}`}`,
  async (what, { call, stride, atLeast }) => {
    const step = ALL ? 1 : stride;
    let kills = 0;
    let last = step;
    for (; last < MOST_STEPS * step && (await survives(call, last, what)); last += step) kills += 1;
    process.stdout.write(`${what}: killed ${kills} times, the first step that does not exist is at most ${last}\n`);
    expect(last).toBeGreaterThan(atLeast);
  },
  MINUTES * 60_000,
);

/** A good sheet, one with a fault, one that was done before and one whose name is taken. False when the run ended unhurt. */
async function survives(call: string, step: number, what: string): Promise<boolean> {
  const bench = await InboxBench.open();
  try {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify({ run: { settle: '1ms' } }));
    bench.dropOrders('old.csv', 'old');
    expect((await bench.cron()).exit).toBe(0);
    bench.dropOrders('again.csv', 'old');
    bench.dropOrders('may.csv', 'a', 'b');
    bench.dropOrders('old.csv', 'c');
    bench.drop('wrong.csv', sheetOf(googleOrder('d', 'd.example'), googleOrder('bad', 'no domain')));
    const words = ['run', '--inbox', bench.path('orders/inbox'), '--rate', 'none'];
    const { signal, hung } = await startThus(words, bench.env, { under: killedAt(call, step) }).ended;
    expect(hung, `${what} ${step}`).toBe(false);
    const calm = await bench.cron('--keep-going-on-unknown');
    const at = `${what} ${step}: ${calm.out} ${calm.err}`;
    expect([0, 3, 4], at).toContain(calm.exit);
    await settle(bench);
    judge(bench, at);
    return signal === 'SIGKILL';
  } finally {
    await bench.end();
  }
}

/** What was in doubt because the run died is told by a person who looked, and the next run goes on. */
async function settle(bench: InboxBench): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const sold = new Set(bench.sold());
    const doubts = bench
      .names('attention')
      .filter((name) => name.endsWith('.results.csv'))
      .flatMap((name) => bench.csv(join('orders/attention', name)))
      .filter(({ status, order }) => status === 'unknown' && !sold.has(`${order}.example`));
    for (const { key = '' } of doubts) await bench.run('resolve', key, '--not-placed', '--note', 'not in the app');
    const open = ['inbox', 'working'].flatMap((folder) => bench.names(folder));
    if (doubts.length === 0 && open.length === 0) return;
    await bench.cron('--keep-going-on-unknown');
  }
}

function judge(bench: InboxBench, at: string): void {
  expect([...bench.sold()].sort(), at).toEqual(['a', 'b', 'c', 'd', 'old'].map((name) => `${name}.example`));
  const done = bench.names('done');
  const named = done.find((name) => /^old-[0-9a-f]{8}\.csv$/.test(name)) ?? 'the second old.csv';
  const bases = ['again', 'may', 'old', named.replace(/\.csv$/, '')];
  expect(done, at).toEqual(bases.flatMap((base) => ['.csv', ...BESIDE].map((ending) => base + ending)).sort());
  const wrong = ['.csv', ...BESIDE, '.what-to-do.txt'].map((ending) => `wrong${ending}`).sort();
  expect([bench.names('attention'), bench.names('working'), bench.names('inbox')], at).toEqual([wrong, [], []]);
  expect(
    bench.names('.sheetorder').filter((name) => !/^(lock|receipts|kept$)/.test(name)),
    at,
  ).toEqual([]);
  expect(bench.names('.sheetorder/kept'), at).toEqual([]);
  const ledgers = bench.names('.sheetorder/receipts');
  expect(ledgers, at).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/)]);
  for (const name of bench.names(`.sheetorder/receipts/${ledgers[0]}`))
    expect(name, at).toMatch(/^[0-9a-f]{64}\.json$/);
}
