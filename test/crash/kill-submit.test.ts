import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { audit } from '../../src/sandbox/audit.ts';
import { FAULTS } from '../../src/sandbox/faults.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

/** More of both: CRASH_ORDERS=500 CRASH_KILLS=20 npx vitest run test/crash/kill-submit.test.ts */
const ORDERS = Number(process.env.CRASH_ORDERS ?? 60);
const KILLS = Number(process.env.CRASH_KILLS ?? 8);
const SEED = Number(process.env.CRASH_SEED ?? 7);
const MINUTES = 20;

test(
  `${ORDERS} orders, every fault, ${KILLS} kills: nothing sold twice, nothing lost, every id right`,
  async () => {
    const bench = new Bench();
    const sandbox = await startSandbox({
      recordFile: bench.path('record.ndjson'),
      faults: FAULTS.map((fault) => fault.name),
      faultRate: 0.3,
      rate: null,
      seed: SEED,
      now: Date.now,
      sellsTwice: true,
      lateMs: 1_500,
      slowMs: 400,
    });
    const env = { ...bench.env, SCALEDMAIL_BASE_URL: sandbox.url };
    const sheet = bench.path('may.csv');
    writeFileSync(
      sheet,
      sheetOf(...Array.from({ length: ORDERS }, (_, n) => googleOrder(`may-${n}`, `domain-${n}.example`))),
    );
    const where = ['--rate', 'none', '--lock-wait', '10s'];
    const words = [
      'submit',
      sheet,
      '--yes',
      '--concurrency',
      '8',
      '--keep-going-on-unknown',
      ...where,
      '--results',
      bench.path('r.csv'),
    ];
    const random = randomFrom(SEED);

    const asked = () => Object.values(sandbox.requests()).reduce((sum, count) => sum + count, 0);
    let killed = 0;
    for (let run = 0; killed < KILLS && run < ORDERS; run += 1) {
      const { child, ended } = start(words, env);
      const target = asked() + 1 + Math.floor((random() * ORDERS * 2) / KILLS);
      await Promise.race([ended, waitFor(() => asked() >= target).then(() => sleep(random() * 60))]);
      child.kill('SIGKILL');
      if ((await ended).signal === 'SIGKILL') killed += 1;
    }
    expect(killed).toBeGreaterThan(KILLS / 2);
    const { soldTwice } = audit(sandbox.sold(), []);
    expect(soldTwice).toEqual([]);

    // The person who finds the machine again: the same command until every order is placed. A card that fails halts a
    // run, and what stays in doubt after a reconcile was never sold, so the person says so.
    let doubts = 0;
    let results: Record<string, string>[] = [];
    for (let round = 0; round < ORDERS && !isDone(results); round += 1) {
      const ended = await start(words, env).ended;
      expect([0, 3, 4, 7], ended.err).toContain(ended.exit);
      await start(['reconcile', '--wait', '5s', ...where], env).ended;
      await start(['results', sheet, '--results', bench.path('r.csv')], env).ended;
      results = bench.csv('r.csv');
      expect(audit(sandbox.sold(), results as never)).toEqual({ soldTwice: [], lost: [], wrongIds: [] });
      for (const row of results.filter((one) => one.status === 'unknown')) {
        doubts += 1;
        const words = ['resolve', row.key ?? '', '--not-placed', '--note', 'not in the app', ...where];
        const said = await start(words, env).ended;
        expect(said.exit, said.err).toBe(0);
      }
    }
    expect(results).toHaveLength(ORDERS);
    expect(results.filter((row) => !PLACED.has(row.status ?? ''))).toEqual([]);
    expect(sandbox.sold()).toHaveLength(ORDERS);
    process.stdout.write(
      `killed ${killed} times, sold ${ORDERS}, sold twice 0, lost 0, ${doubts} doubts for a person\n`,
    );
    await sandbox.close();
    bench.close();
  },
  MINUTES * 60_000,
);

const PLACED = new Set(['placed', 'already_placed', 'payment_pending']);

function isDone(results: readonly Record<string, string>[]): boolean {
  return results.length > 0 && results.every((row) => PLACED.has(row.status ?? ''));
}

async function waitFor(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3_000 && !done(); tries += 1) await sleep(10);
}

/** The same moments for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
