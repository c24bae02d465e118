import { expect, test } from 'vitest';
import { type KilledBatch, killBatch } from './campaign/kill-batch.ts';

/**
 * A thousand kills over two thousand orders, two batches side by side, each with a ledger and a vendor of its own:
 * CRASH_BATCHES=20 CRASH_ORDERS=100 CRASH_KILLS=50 npx vitest run test/crash/kill-submit.test.ts
 */
const BATCHES = Number(process.env.CRASH_BATCHES ?? 1);
const ORDERS = Number(process.env.CRASH_ORDERS ?? 12);
const KILLS = Number(process.env.CRASH_KILLS ?? 6);
const SEED = Number(process.env.CRASH_SEED ?? 7);
const SIDE_BY_SIDE = 2;
const MINUTES = 60;

test(
  `${BATCHES} batches of ${ORDERS} orders, every fault, ${KILLS} kills each: nothing sold twice, nothing lost`,
  async () => {
    const done: KilledBatch[] = [];
    const waiting = Array.from({ length: BATCHES }, (_, n) => SEED + n);
    const settling: Promise<void>[] = [];
    const ended = (batch: KilledBatch, seed: number, began: number) => {
      done.push(batch);
      if (BATCHES > 1) say(`seed ${seed}, ${Math.round((Date.now() - began) / 1_000)} s`, [batch]);
    };
    const worker = async () => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const began = Date.now();
        const settle = await killBatch({ orders: ORDERS, kills: KILLS, seed });
        // Settling is mostly waiting, so the next batch begins meanwhile.
        settling.push(settle().then((batch) => ended(batch, seed, began)));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    await Promise.all(settling);
    say('all', done);
    for (const batch of done) {
      expect(batch.kills).toBe(KILLS);
      expect(batch.orders).toBeGreaterThanOrEqual(ORDERS);
      expect(batch.sold).toBe(batch.orders);
      expect(batch.unknown).toEqual([]);
    }
    expect(sum(done, (batch) => batch.midSpend)).toBeGreaterThan(0);
  },
  MINUTES * 60_000,
);

function say(what: string, batches: readonly KilledBatch[]): void {
  const figures = [
    ['kills', sum(batches, (batch) => batch.kills)],
    ['kills with a spend in flight', sum(batches, (batch) => batch.midSpend)],
    ['orders', sum(batches, (batch) => batch.orders)],
    ['sold', sum(batches, (batch) => batch.sold)],
    ['twice', sum(batches, (batch) => batch.twice.length + batch.askedAgain.length)],
    ['lost', sum(batches, (batch) => batch.lost.length + batch.belied.length)],
    ['wrong ids', sum(batches, (batch) => batch.wrongIds.length)],
    ['doubts for a person', sum(batches, (batch) => batch.doubts)],
    ['unknown left', sum(batches, (batch) => batch.unknown.length)],
  ] as const;
  process.stdout.write(`${what}: ${figures.map(([name, value]) => `${name} ${value}`).join(', ')}\n`);
}

function sum(batches: readonly KilledBatch[], figure: (batch: KilledBatch) => number): number {
  return batches.reduce((total, batch) => total + figure(batch), 0);
}
