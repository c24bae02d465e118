import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectSound } from './campaign/judge.ts';
import { expectHeld, Scene } from './campaign/scene.ts';

const MODULE = fileURLToPath(new URL('../support/die-inside.mjs', import.meta.url));
const ORDERS = 3;
const MINUTES = 5;
const SMALL_HEAP = '--max-old-space-size=64';

/** How it dies, and the call or the millisecond at which it does. Every order is answered late, so spends are in flight. */
const DEATHS: readonly (readonly [string, readonly number[]])[] = [
  ['timer', [300, 900, 1_500]],
  ['rejection', [1_100]],
  ['fsync', [1, 4, 6, 8, 10, 12]],
  ['write', [2, 5, 9, 12]],
  ['record', [1, 3]],
  ['reply', [1, 3, 5]],
  ['exit', [5, 9]],
  ['heap', [300, 1_000]],
  ['heap at a flush', [4, 7, 9]],
  ['heap at a reply', [3, 4]],
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
