import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectSound } from './campaign/judge.ts';
import { expectHeld, Scene } from './campaign/scene.ts';

const MODULE = fileURLToPath(new URL('../support/die-inside.mjs', import.meta.url));
/** Many more moments: CRASH_ALL_STEPS=1 npx vitest run test/crash/inner-death.test.ts */
const ALL = process.env.CRASH_ALL_STEPS === '1';
const ORDERS = 3;
const MINUTES = 5;
const SMALL_HEAP = '--max-old-space-size=64';

/** How it dies, and the call or the millisecond at which it does. Every order is answered late, so spends are in flight. */
const DEATHS: readonly (readonly [string, readonly number[]])[] = ALL
  ? [
      ['timer', [300, 600, 900, 1_200, 1_500, 1_800]],
      ['rejection', [500, 1_100, 1_700]],
      ['fsync', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
      ['write', [1, 2, 3, 5, 7, 9, 10, 11, 12]],
      ['record', [1, 2, 3]],
      ['reply', [1, 2, 3, 4, 5, 6]],
      ['exit', [1, 3, 5, 7, 9, 11]],
      ['heap', [300, 600, 1_000, 1_400]],
      ['heap at a flush', [1, 3, 4, 5, 6, 7, 8, 9]],
      ['heap at a reply', [1, 2, 3, 4]],
    ]
  : [
      ['timer', [1_200]],
      ['rejection', [1_100]],
      ['fsync', [6]],
      ['write', [9]],
      ['record', [1]],
      ['reply', [3]],
      ['exit', [9]],
      ['heap', [1_000]],
      ['heap at a flush', [7]],
      ['heap at a reply', [3]],
    ];

test.each(DEATHS)(
  'dead from within by %s at %j: nothing is bought twice or lost',
  async (how, moments) => {
    for (const moment of moments) {
      const what = `${how} ${moment}`;
      const scene = new Scene({ orders: ORDERS, speaking: ['--fault', 'slow', '--fault-rate', '1'] });
      const hurt = { node: [SMALL_HEAP, '--import', MODULE] };
      const ended = await scene.submit(hurt, { DIE_HOW: how, DIE_AT: String(moment) }).ended;
      expect(`${ended.exit} ${ended.signal}`, what).not.toBe('0 null');
      if (how.startsWith('heap')) expect(ended.err, what).toContain('heap out of memory');
      expectHeld(scene, what);
      const judgement = await scene.finishForGood();
      expectSound(judgement, what);
      expect({ what, sold: judgement.sold, unknown: judgement.unknown }).toEqual({ what, sold: ORDERS, unknown: [] });
      scene.close();
    }
  },
  MINUTES * 60_000,
);
