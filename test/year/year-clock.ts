import type { Clock } from '../../src/domain/ports.ts';

/** How much faster the year's time runs while something happens. */
export const FACTOR = 1_000;

/** What a child process needs to show the same time. */
export interface ClockStart {
  readonly base: number;
  readonly real: number;
  readonly factor: number;
}

/** The time of the year: it stands at the moment it was set to and runs fast from there. `skewMs` is how wrong a machine's clock goes. */
export class YearClock implements Clock {
  /** Told of each sleep, before it begins. */
  onSleep: (ms: number) => void = () => {};
  skewMs = 0;
  #base: number;
  #real = Date.now();

  constructor(base: number) {
    this.#base = base;
  }

  /** Time never goes back here; a clock that does is a skew. */
  setTo(moment: number): void {
    this.#base = Math.max(moment, this.truth());
    this.#real = Date.now();
  }

  /** The vendors' time. */
  truth(): number {
    return this.#base + (Date.now() - this.#real) * FACTOR;
  }

  now(): number {
    return this.truth() + this.skewMs;
  }

  elapsed(): number {
    return performance.now() * FACTOR;
  }

  start(): ClockStart {
    return { base: this.#base + this.skewMs, real: this.#real, factor: FACTOR };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.onSleep(ms);
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(stop, ms / FACTOR);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }
}
