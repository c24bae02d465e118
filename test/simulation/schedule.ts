import type { Clock } from '../../src/domain/ports.ts';

/** Somebody whose events happen only while it lives and runs: a process of the program. */
export interface Owner {
  readonly alive: () => boolean;
  /** World time until which it stands still, as under `kill -STOP`. */
  readonly stoppedUntil: () => number;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly owner: Owner | null;
  readonly act: () => void;
}

const TOGETHER_MS = 5;

export const START = Date.parse('2026-05-04T08:00:00Z');

/** The one queue of everything that will happen. Time passes only from event to event. */
export class Schedule {
  now = START;
  steps = 0;
  #order = 0;
  readonly #events: Event[] = [];

  at(time: number, owner: Owner | null, act: () => void): void {
    this.#order += 1;
    const event = { at: Math.max(time, this.now), order: this.#order, owner, act };
    let place = this.#events.length;
    while (place > 0 && later(this.#events[place - 1], event)) place -= 1;
    this.#events.splice(place, 0, event);
  }

  after(ms: number, owner: Owner | null, act: () => void): void {
    this.at(this.now + ms, owner, act);
  }

  /** Lets events happen until `done`; throws when nothing more will happen, or it does not come to an end. */
  async runUntil(done: () => boolean, mostSteps: number): Promise<void> {
    await settled();
    while (!done()) {
      await this.#notesOf(done);
      if (done()) return;
      const event = this.#events.shift();
      if (!event) throw new Error('nothing is left to happen, and somebody still waits');
      if (event.owner && !event.owner.alive()) continue;
      this.now = Math.max(this.now, event.at);
      const until = event.owner?.stoppedUntil() ?? 0;
      if (until > this.now) {
        this.at(until, event.owner, event.act);
        continue;
      }
      this.steps += 1;
      if (this.steps > mostSteps) throw new Error(`no end after ${mostSteps} steps`);
      event.act();
      await settled();
    }
  }

  /** Orders write down together what they learn at about the same time; nothing of it waits longer for others than that. */
  async #notesOf(done: () => boolean): Promise<void> {
    for (let round = 0; round < 10 && !done(); round += 1) {
      const [next] = this.#events;
      if (next && next.at <= this.now + TOGETHER_MS) return;
      await settled();
    }
  }
}

function later(a: Event | undefined, b: Event): boolean {
  return a !== undefined && (a.at > b.at || (a.at === b.at && a.order > b.order));
}

/** Everything that can go on without time passing has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A process's own clock, which may be wrong and may be set while it runs. */
export class ProcessClock implements Clock {
  readonly #schedule: Schedule;
  readonly #owner: Owner;
  #wrongBy = 0;

  constructor(schedule: Schedule, owner: Owner) {
    this.#schedule = schedule;
    this.#owner = owner;
  }

  now(): number {
    return this.#schedule.now + this.#wrongBy;
  }

  jump(ms: number): void {
    this.#wrongBy += ms;
  }

  elapsed(): number {
    return this.#schedule.now - START;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      signal?.addEventListener('abort', wake, { once: true });
      this.#schedule.after(ms, this.#owner, wake);
    });
  }
}
