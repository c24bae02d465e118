import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS } from '../../../src/sandbox/faults.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { Bench } from '../../support/command.ts';
import { expectSound, type Judgement } from './judge.ts';
import { between, randomFrom } from './random.ts';
import { Scene } from './scene.ts';
import { type SlowGate, slowGate } from './slow-gate.ts';

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
/** Most kills come after a life's first spend, however long the machine took to start it. */
const AFTER_A_SPEND = 0.75;
const SPEND_TO_KILL_MS = 700;
const LONGEST_LIFE_MS = 4_000;
const CONCURRENCY = ['--concurrency', '8', '--lock-wait', '10s'];

interface Place {
  readonly scene: Scene;
  readonly gate: SlowGate;
  readonly random: () => number;
  close(): Promise<void>;
}

/**
 * One sheet that grows while its runs are killed, so that there is always something to send. Resolves after the last
 * kill to what then runs the same command unhurt until every order is settled.
 */
export async function killBatch({ orders, kills, seed }: KillBatch): Promise<() => Promise<KilledBatch>> {
  const place = await placeFor(seed);
  const { scene, gate } = place;
  let killed = 0;
  let midSpend = 0;
  let more = 0;
  for (let life = 0; killed < kills && life < kills * 4; life += 1) {
    scene.show(Math.ceil(((killed + 1) * orders) / kills) + more);
    const { died, wasMidSpend } = await oneLife(place);
    if (died) killed += 1;
    if (died && wasMidSpend) midSpend += 1;
    // It had nothing left to lose, so the next one gets some new orders on top.
    if (!died) more += 2;
  }
  return async () => {
    scene.show(orders);
    while (gate.inFlight > 0) await sleep(50);
    const judgement = await scene.finishForGood({ words: CONCURRENCY });
    expectSound(judgement, `seed ${seed} after ${killed} kills`);
    scene.entries();
    await place.close();
    return { ...judgement, kills: killed, midSpend };
  };
}

async function oneLife({ scene, gate, random }: Place): Promise<{ died: boolean; wasMidSpend: boolean }> {
  const spends = gate.spends;
  const { child, ended } = scene.submit({ words: CONCURRENCY });
  const moment = async () => {
    if (random() >= AFTER_A_SPEND) return sleep(between(FIRST_MS, LAST_MS, random));
    const offset = between(0, SPEND_TO_KILL_MS, random);
    for (let ms = 0; gate.spends === spends && ms < LONGEST_LIFE_MS; ms += 10) await sleep(10);
    return sleep(offset);
  };
  await Promise.race([ended, moment()]);
  const wasMidSpend = gate.inFlight > 0;
  child.kill('SIGKILL');
  return { died: (await ended).signal === 'SIGKILL', wasMidSpend };
}

/** A vendor with every fault behind a slow gate, and a scene before it. */
async function placeFor(seed: number): Promise<Place> {
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
  const gate = await slowGate(sandbox.url, { random: randomFrom(seed + 1), beforeMs: BEFORE_MS, afterMs: AFTER_MS });
  const scene = new Scene({ orders: 0, vendor: { url: gate.url, record }, wait: '6s' });
  return {
    scene,
    gate,
    random,
    async close() {
      await gate.close();
      await sandbox.close();
      scene.close();
      shop.close();
    },
  };
}
