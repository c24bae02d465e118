import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS } from '../../../src/sandbox/faults.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { Bench } from '../../support/command.ts';
import { expectSound, type Judgement } from './judge.ts';
import { between, randomFrom } from './random.ts';
import { Scene } from './scene.ts';
import { slowGate } from './slow-gate.ts';

export interface KillBatch {
  readonly orders: number;
  readonly kills: number;
  readonly seed: number;
}

export interface KilledBatch extends Judgement {
  readonly kills: number;
  /** Kills that came while the vendor had a spend that was not answered. */
  readonly midSpend: number;
  /** Doubts that only a person could settle. */
  readonly doubts: number;
}

const BEFORE_MS = 150;
const AFTER_MS = 900;
const FIRST_MS = 300;
const LAST_MS = 1_500;
const CONCURRENCY = ['--concurrency', '8', '--lock-wait', '10s'];

/**
 * One sheet that grows while its runs are killed, so that there is always something to send; then the same command
 * unhurt until every order is settled.
 */
export async function killBatch({ orders, kills, seed }: KillBatch): Promise<KilledBatch> {
  const random = randomFrom(seed);
  const shop = new Bench();
  const record = shop.path('record.ndjson');
  const sandbox = await startSandbox({
    recordFile: record,
    faults: FAULTS.map((fault) => fault.name),
    faultRate: 0.3,
    rate: null,
    seed,
    now: Date.now,
    sellsTwice: true,
    lateMs: 1_500,
    slowMs: 400,
  });
  const gate = await slowGate(sandbox.url, { random, beforeMs: BEFORE_MS, afterMs: AFTER_MS });
  const scene = new Scene({ orders: 0, vendor: { url: gate.url, record } });
  let killed = 0;
  let midSpend = 0;
  let more = 0;
  for (let life = 0; killed < kills && life < kills * 4; life += 1) {
    scene.show(Math.ceil(((killed + 1) * orders) / kills) + more);
    const { child, ended } = scene.submit({ words: CONCURRENCY });
    await Promise.race([ended, sleep(between(FIRST_MS, LAST_MS, random))]);
    const wasMidSpend = gate.inFlight > 0;
    child.kill('SIGKILL');
    if ((await ended).signal === 'SIGKILL') {
      killed += 1;
      if (wasMidSpend) midSpend += 1;
    } else {
      // It had nothing left to lose, so the next one gets some new orders on top.
      more += 2;
    }
  }
  scene.show(orders);
  while (gate.inFlight > 0) await sleep(50);
  const judgement = await scene.finishForGood({ words: CONCURRENCY });
  expectSound(judgement, `seed ${seed} after ${killed} kills`);
  scene.entries();
  await gate.close();
  await sandbox.close();
  scene.close();
  shop.close();
  return { ...judgement, kills: killed, midSpend };
}
