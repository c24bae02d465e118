import type { Clock } from '../domain/ports.ts';

/**
 * Waits a random while of at most `most` milliseconds, so that many machines with one timetable do not all begin at once;
 * `random` gives numbers from 0 up to 1. Returns how long was asked for; `signal` ends it early, without error.
 */
export async function pauseAtRandom(
  clock: Pick<Clock, 'sleep'>,
  random: () => number,
  most: number,
  signal: AbortSignal,
): Promise<number> {
  const ms = Math.round(most * random());
  if (ms > 0) await clock.sleep(ms, signal);
  return ms;
}
