import type { HttpReply } from '../../src/domain/http.ts';
import type { Clock } from '../../src/domain/ports.ts';

const START = Date.parse('2026-03-02T08:00:00Z');

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until `pass` moves it; sleepers wake in order, each at its own time. */
export class FakeClock implements Clock {
  #now = START;
  /** How long the machine has run, which setting the clock does not change. */
  #ran = 0;
  #sleepers: Sleeper[] = [];
  readonly slept: number[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper = { at: this.#ran + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  elapsed(): number {
    return this.#ran;
  }

  setBack(ms: number): void {
    this.#now -= ms;
  }

  async pass(ms: number): Promise<void> {
    const end = this.#ran + ms;
    for (await settled(); ; await settled()) {
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#moveTo(next.at);
      next.wake();
    }
    this.#moveTo(end);
  }

  #moveTo(ran: number): void {
    this.#now += ran - this.#ran;
    this.#ran = ran;
  }
}

/** Everything that can go on without the clock has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A whole reply, received when the fake clock starts. */
export function answered(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): HttpReply {
  return { kind: 'answer', status, headers, body, receivedAt: START, evidence: { reached: 'body_read', ms: 1 } };
}
