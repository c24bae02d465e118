import { expect, test } from 'vitest';
import { expectSound } from './campaign/judge.ts';
import { Scene } from './campaign/scene.ts';
import { killedAt, whyNoStrace } from './campaign/strace.ts';

/** Every step instead of some: CRASH_ALL_STEPS=1 npx vitest run test/crash/kill-at-step.test.ts */
const ALL = process.env.CRASH_ALL_STEPS === '1';
const WHY_NOT = whyNoStrace();
const SIDE_BY_SIDE = 2;
const MINUTES = 60;
const MOST_STEPS = 2_000;
/** With this seed one of the two orders is sold and its reply is lost. */
const SPEAKING = ['--fault', 'lost-reply', '--fault-rate', '0.5', '--seed', '1'];

interface Kind {
  readonly call: string;
  readonly stride: number;
  /** Only these files of the scene; every file when left out. */
  readonly files?: (scene: Scene) => readonly string[];
  /** A life before the one that is killed at each step, itself killed at this flush. */
  readonly after?: number;
  /** Fewer steps than this would mean that nothing was killed. */
  readonly atLeast: number;
}

const KINDS: readonly (readonly [string, Kind])[] = [
  ['flush', { call: 'fsync', stride: 5, atLeast: 40 }],
  ['write to the database', { call: 'pwrite64', stride: 40, atLeast: 200 }],
  ['write to the witness or the record', { call: 'write', stride: 5, files: written, atLeast: 10 }],
  ['rename', { call: 'rename', stride: 1, atLeast: 3 }],
  ['flush of a recovery', { call: 'fsync', stride: 8, after: 42, atLeast: 20 }],
];

test.skipIf(WHY_NOT !== '').each(KINDS)(
  `killed at every %s${WHY_NOT && `: skipped, ${WHY_NOT}`}`,
  async (what, kind) => {
    const stride = ALL ? 1 : kind.stride;
    let next = stride;
    let last = MOST_STEPS;
    let kills = 0;
    const worker = async () => {
      for (let step = next; step < last; step = next) {
        next += stride;
        if (await survives(kind, step, what)) kills += 1;
        else last = Math.min(last, step);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    process.stdout.write(`${what}: killed ${kills} times, the first step that does not exist is at most ${last}\n`);
    expect(last).toBeGreaterThan(kind.atLeast);
    expect(kills).toBeGreaterThanOrEqual(Math.floor(kind.atLeast / stride));
  },
  MINUTES * 60_000,
);

/** False when the command ended unhurt because it has no such step. */
async function survives(kind: Kind, step: number, what: string): Promise<boolean> {
  const scene = new Scene({ orders: 2, speaking: SPEAKING });
  if (kind.after) {
    const first = await scene.submit({ under: killedAt('fsync', kind.after) }).ended;
    expect(first.signal).toBe('SIGKILL');
  }
  const { signal, hung } = await scene.submit({ under: killedAt(kind.call, step, kind.files?.(scene)) }).ended;
  expect(hung, `${what} ${step}`).toBe(false);
  const final = await scene.finishForGood();
  expectSound(final, `${what} ${step}`);
  expect({ what, step, sold: final.sold, unknown: final.unknown }).toEqual({ what, step, sold: 2, unknown: [] });
  scene.entries();
  scene.close();
  return signal === 'SIGKILL';
}

function written(scene: Scene): readonly string[] {
  return [`${scene.ledger}.witness.ndjson`, scene.record];
}
