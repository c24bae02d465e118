import type { Clock } from '../domain/ports.ts';

/** A timer asked for more than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock; a sleep that was asked to last longer than 24 days ends after 24 days. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS));
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      signal?.addEventListener('abort', done, { once: true });
    }),
};
