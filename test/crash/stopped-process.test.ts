import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench } from '../support/command.ts';
import { scriptedVendor } from '../support/scripted-vendor.ts';
import { expectSound, judge } from './campaign/judge.ts';
import { between, randomFrom } from './campaign/random.ts';
import { expectHeld, expectSpoken, Scene } from './campaign/scene.ts';
import { type SlowGate, slowGate } from './campaign/slow-gate.ts';

const MINUTES = 5;
const TIMEOUT_MS = 2_000;
const TIMEOUT = ['--timeout', '2s'];

interface Shop {
  readonly record: string;
  readonly gate: SlowGate;
  close(): Promise<void>;
}

/** A vendor that sells again when asked again, each spend held up for some time on its way. */
async function openShop(afterMs: number, seed = 1): Promise<Shop> {
  const bench = new Bench();
  const record = bench.path('record.ndjson');
  const sandbox = await startSandbox({
    recordFile: record,
    faults: [],
    rate: null,
    seed,
    now: Date.now,
    sellsTwice: true,
  });
  const gate = await slowGate(sandbox.url, { random: () => 0.999, beforeMs: 100, afterMs });
  return {
    record,
    gate,
    async close() {
      await gate.close();
      await sandbox.close();
      bench.close();
    },
  };
}

async function until(done: () => boolean): Promise<void> {
  for (let ms = 0; ms < 20_000 && !done(); ms += 20) await sleep(20);
  expect(done()).toBe(true);
}

const ORDERS = 5;
const AT_ONCE = 3;

test.each([
  ['the reply came while it stood still', 3_000],
  ['the reply comes after it goes on, long past its time', 8_000],
])(
  'stopped with spends in flight, far beyond --timeout: %s; a second run says LOCKED',
  async (what, afterMs) => {
    const shop = await openShop(afterMs);
    const scene = new Scene({ orders: ORDERS, vendor: { url: shop.gate.url, record: shop.record } });
    const first = scene.submit({ words: [...TIMEOUT, '--concurrency', String(AT_ONCE)] });
    await until(() => shop.gate.spends === AT_ONCE);
    // As many as may are on their way, and nothing is written until a reply comes.
    await sleep(200);
    first.child.kill('SIGSTOP');
    const began = Date.now();
    const second = await scene.submit({ words: TIMEOUT }).ended;
    expect(second.exit, second.err).toBe(75);
    expect(`${second.out}${second.err}`).toContain('LOCKED');
    expect(shop.gate.spends).toBe(AT_ONCE);
    await sleep(Math.max(0, TIMEOUT_MS * 2.5 - (Date.now() - began)));
    first.child.kill('SIGCONT');
    expectSpoken(await first.ended, what);
    await expectSoldOnce(scene, shop, what);
  },
  MINUTES * 60_000,
);

test(
  'stopped at the very moment of a spend, also inside a transaction: a second run waits, says so and buys nothing',
  async () => {
    const shop = await openShop(300);
    const scene = new Scene({ orders: ORDERS, vendor: { url: shop.gate.url, record: shop.record } });
    const first = scene.submit({ words: ['--concurrency', '1'] });
    await until(() => shop.gate.inFlight > 0);
    first.child.kill('SIGSTOP');
    await sleep(600);
    const spends = shop.gate.spends;
    const second = await scene.submit().ended;
    expect(second.exit, second.err).toBe(75);
    expect(`${second.out}${second.err}`).toMatch(/LOCKED|LEDGER-BUSY/);
    expect(shop.gate.spends).toBe(spends);
    first.child.kill('SIGCONT');
    expectSpoken(await first.ended, 'gone on');
    await expectSoldOnce(scene, shop, 'at the moment of a spend');
  },
  MINUTES * 60_000,
);

/** Whatever the stopped run made of it: each order was sent once, sold once, and stands in the results with its id. */
async function expectSoldOnce(scene: Scene, shop: Shop, at: string): Promise<void> {
  expectHeld(scene, at);
  await until(() => shop.gate.inFlight === 0);
  const judgement = await scene.finishForGood();
  expectSound(judgement, at);
  expect(judgement).toMatchObject({ sold: ORDERS, unknown: [] });
  expect(shop.gate.spends).toBe(ORDERS);
  scene.close();
  await shop.close();
}

// Fails until it is so: the exit code is 75, but with every order in flight nothing says that another run is alive.
test(
  'a second run says LOCKED also when every order of its sheet is in flight',
  async () => {
    const shop = await openShop(3_000);
    const scene = new Scene({ orders: AT_ONCE, vendor: { url: shop.gate.url, record: shop.record } });
    const first = scene.submit();
    await until(() => shop.gate.spends === AT_ONCE);
    await sleep(200);
    first.child.kill('SIGSTOP');
    const second = await scene.submit().ended;
    first.child.kill('SIGCONT');
    await first.ended;
    scene.close();
    await shop.close();
    expect(`${second.out}${second.err}`).toContain('LOCKED');
  },
  MINUTES * 60_000,
);

test(
  'stopped before a vendor that answers very late, and killed where it stands: the order stays in doubt and is not sent',
  async () => {
    const vendor = await scriptedVendor({ 'POST /create-custom-order': [{ body: { id: 'recLATE' }, delayMs: 4_000 }] });
    const scene = new Scene({ orders: 1, vendor: { url: vendor.url, record: '/dev/null' } });
    const first = scene.submit({ words: TIMEOUT });
    await until(() => vendor.spends.length > 0);
    first.child.kill('SIGSTOP');
    await sleep(TIMEOUT_MS * 2);
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    await scene.finish({ words: TIMEOUT });
    expect(scene.rows().map((row) => row.status)).toEqual(['unknown']);
    expect(vendor.spends).toHaveLength(1);
    scene.close();
    await vendor.close();
  },
  MINUTES * 60_000,
);

test(
  'four processes with homes of their own on one ledger, sheets that overlap, two of them killed again and again',
  async () => {
    const shop = await openShop(300);
    const random = randomFrom(4);
    const disk = new Bench();
    const vendor = { url: shop.gate.url, record: shop.record };
    const scenes = [5, 8, 8, 10].map((orders) => new Scene({ orders, vendor, disk: disk.folder, ownResults: true }));
    const homes = scenes.map((scene) => homeOf(scene));
    const run = (n: number, words: readonly string[]) => {
      const scene = scenes[n] ?? new Scene({ orders: 0 });
      return scene.submit({ words: [...words, '--concurrency', '2'], cwd: homes[n]?.HOME ?? '/' }, homes[n]);
    };
    const patient = [0, 1].map((n) => run(n, ['--lock-wait', '60s']).ended);
    const reckless = [2, 3].map(async (n) => {
      for (let life = 0; life < 5; life += 1) {
        const { child, ended } = run(n, ['--lock-wait', '5s']);
        await Promise.race([ended, sleep(between(400, 2_500, random))]);
        child.kill(life % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
        await ended;
      }
    });
    for (const ended of await Promise.all(patient)) expectSpoken(ended, 'a patient one');
    await Promise.all(reckless);
    await until(() => shop.gate.inFlight === 0);
    for (const scene of scenes) {
      const judgement = await scene.finishForGood({ words: ['--lock-wait', '60s'] });
      expect(judgement.unknown).toEqual([]);
      expect({ twice: judgement.twice, askedAgain: judgement.askedAgain }).toEqual({ twice: [], askedAgain: [] });
    }
    const largest = scenes.at(-1);
    if (!largest) throw new Error('there are four scenes');
    expectSound(judge(shop.record, largest.rows(), largest.named), 'four at once');
    expect(largest.rows()).toHaveLength(10);
    expect(shop.gate.spends).toBe(10);
    for (const scene of scenes) scene.close();
    disk.close();
    await shop.close();
  },
  MINUTES * 60_000,
);

/** A home, a folder for temporary files and a working folder that no other process has. */
function homeOf(scene: Scene): Record<string, string> {
  const home = scene.bench.path('home');
  const TMPDIR = scene.bench.path('tmp');
  for (const folder of [home, TMPDIR]) mkdirSync(folder, { recursive: true });
  return { HOME: home, TMPDIR, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home };
}
