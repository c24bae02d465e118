import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { audit } from '../../src/sandbox/audit.ts';
import { FAULTS } from '../../src/sandbox/faults.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { type Ended, start } from '../support/built.ts';
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

    // The person who finds the machine again: the same command until it has nothing more to try.
    let last = await untilSettled(words, env);
    const reconciled = await start(['reconcile', '--wait', '10s', ...where], env).ended;
    expect([0, 4], reconciled.err).toContain(reconciled.exit);
    await start(['results', sheet, '--results', bench.path('r.csv')], env).ended;
    const first = audit(sandbox.sold(), bench.csv('r.csv') as never);
    expect(first).toMatchObject({ soldTwice: [], lost: [], wrongIds: [] });

    // What stays in doubt was never sold; the person says so, and it is sent.
    const doubts = bench.csv('r.csv').filter((one) => one.status === 'unknown');
    for (const row of doubts) {
      const said = await start(['resolve', row.key ?? '', '--not-placed', '--note', 'not in the app', ...where], env)
        .ended;
      expect(said.exit, said.err).toBe(0);
    }
    last = await untilSettled(words, env);
    expect([0, 3, 4], last.err).toContain(last.exit);
    const results = bench.csv('r.csv');
    expect(audit(sandbox.sold(), results as never)).toMatchObject({ soldTwice: [], lost: [], wrongIds: [] });
    expect(results).toHaveLength(ORDERS);
    expect(results.filter((row) => /placed|payment/.test(row.status ?? '')).length).toBe(sandbox.sold().length);
    const { length: sold } = sandbox.sold();
    process.stdout.write(
      `killed ${killed} times, sold ${sold}, sold twice 0, lost 0, ${doubts.length} doubts for a person\n`,
    );
    await sandbox.close();
    bench.close();
  },
  MINUTES * 60_000,
);

/** A card that fails halts a run; the next one goes on after it. */
async function untilSettled(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  for (let run = 0; run < ORDERS; run += 1) {
    const ended = await start(words, env).ended;
    if (ended.exit !== 7) return ended;
  }
  throw new Error('the run was halted again and again');
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
