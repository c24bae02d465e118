import type { Budget } from '../../src/domain/budget.ts';
import type { RunOptions } from '../../src/run/ports.ts';
import type { Trouble } from './process.ts';
import type { Random } from './random.ts';

/** How one command is run; a calm one is patient and thorough. */
export function optionsOf(batch: string, budgets: readonly Budget[], calm: boolean, random: Random): RunOptions {
  return {
    batch,
    concurrency: random.pick([1, 2, 4, 32]),
    lockWaitMs: calm ? 60_000 : random.pick([0, 0, 30_000]),
    retryRefused: calm || random.chance(0.2),
    allowClaimed: [],
    keepGoingOnUnknown: calm || random.chance(0.5),
    stopAfter: calm ? null : random.pick([null, null, 1, 2]),
    budgets: calm ? [] : budgets,
    canary: !calm && random.chance(0.1),
    readBackAfterMs: [200, 900],
  };
}

/** True for a process around which nothing can be lost, and whose clock is right. */
export function isSure({
  killAfter,
  appendFails,
  appendBusy,
  requestNeverLeaves,
  requestLost,
  replyLost,
  slowest,
  clockJumps,
  stops,
}: Trouble) {
  const shares = [appendFails, appendBusy, requestNeverLeaves, requestLost, replyLost, clockJumps, stops];
  return killAfter === null && shares.every((share) => share === 0) && slowest <= 2_000;
}

/** What was thrown, for a person who looks for its cause. */
export function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
