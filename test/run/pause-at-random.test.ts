import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseAtRandom } from '../../src/run/pause-at-random.ts';
import { FakeClock } from '../support/fake-transport.ts';

const never = new AbortController().signal;

test('a random pause is never longer than allowed, and all of it is slept', async () => {
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  await fc.assert(
    fc.asyncProperty(share, fc.nat(86_400_000), async (drawn, most) => {
      const clock = new FakeClock();
      const pause = pauseAtRandom(clock, () => drawn, most, never);
      await clock.pass(most);
      const ms = await pause;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(most);
      expect(clock.slept).toEqual(ms === 0 ? [] : [ms]);
    }),
  );
});

test('a random pause differs with what is drawn', async () => {
  const clock = { sleep: async () => {} };
  const of = (drawn: number) => pauseAtRandom(clock, () => drawn, 120_000, never);
  expect([await of(0), await of(0.25), await of(0.999)]).toEqual([0, 30_000, 119_880]);
});

test('a random pause ends when the run is interrupted', async () => {
  const clock = new FakeClock();
  const drain = new AbortController();
  const pause = pauseAtRandom(clock, () => 0.5, 60_000, drain.signal);
  drain.abort('SIGINT');
  expect(await pause).toBe(30_000);
  expect(clock.elapsed()).toBe(0);
});
