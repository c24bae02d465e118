import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { between } from '../campaign/random.ts';
import { namesIn, type Place } from './place.ts';

/** How one process ended. */
export interface Life {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly text: string;
}

export interface Living {
  readonly child: ChildProcess;
  readonly ended: Promise<Life>;
}

const MAIN = join(process.cwd(), 'dist/cli/main.js');
const LONGEST_MS = 900_000;
/** Most strikes wait until a sheet is worked on or a spend is on its way, however long the machine takes to start a process. */
const AIMED = 0.8;
const AT_A_SPEND = 0.6;
const LONGEST_AIM_MS = 8_000;

/** Starts the built program once. */
export function live(place: Place, words: readonly string[]): Living {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...place.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const timer = setTimeout(() => {
    text += '\nHUNG';
    child.kill('SIGKILL');
  }, LONGEST_MS);
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  const ended = new Promise<Life>((resolve) =>
    child.on('close', (exit, signal) => {
      clearTimeout(timer);
      resolve({ exit, signal, text });
    }),
  );
  return { child, ended };
}

export function runOnce(place: Place, lockWait: string, more: readonly string[] = []): Living {
  const words = ['run', '--inbox', place.path('orders/inbox'), '--rate', 'none', '--lock-wait', lockWait];
  return live(place, [...words, ...more]);
}

/** Workers that begin again as soon as they end, and one that kills them. */
export class Crowd {
  readonly lives: Life[] = [];
  kills = 0;
  terms = 0;
  midSpend = 0;
  readonly #place: Place;
  readonly #random: () => number;
  readonly #running: (ChildProcess | null)[];

  constructor(place: Place, workers: number, random: () => number) {
    this.#place = place;
    this.#random = random;
    this.#running = Array.from({ length: workers }, () => null);
  }

  /** Resolves when the time is up and every worker has ended. */
  async rage(untilMs: number): Promise<void> {
    const workers = this.#running.map((_, slot) => this.#work(slot, untilMs));
    await this.#kill(untilMs);
    await Promise.all(workers);
  }

  async #work(slot: number, untilMs: number): Promise<void> {
    while (Date.now() < untilMs) {
      const more = this.#random() < 0.5 ? ['--keep-going-on-unknown'] : [];
      const { child, ended } = runOnce(this.#place, this.#random() < 0.5 ? '0s' : '5s', more);
      this.#running[slot] = child;
      this.lives.push(await ended);
      this.#running[slot] = null;
      await sleep(between(0, 300, this.#random));
    }
  }

  async #kill(untilMs: number): Promise<void> {
    while (Date.now() < untilMs) {
      await sleep(between(500, 3_000, this.#random));
      if (this.#random() < AIMED) await this.#aim();
      const alive = this.#running.filter((child) => child !== null);
      const victim = alive[Math.floor(this.#random() * alive.length)];
      if (!victim) continue;
      if (this.#place.gate.inFlight > 0) this.midSpend += 1;
      const isTerm = this.#random() < 0.3;
      if (isTerm) this.terms += 1;
      else this.kills += 1;
      victim.kill(isTerm ? 'SIGTERM' : 'SIGKILL');
    }
  }

  async #aim(): Promise<void> {
    const isSpend = this.#random() < AT_A_SPEND;
    const isTime = () => (isSpend ? this.#place.gate.inFlight > 0 : namesIn(this.#place, 'working').length > 0);
    const latest = Date.now() + LONGEST_AIM_MS;
    while (!isTime() && Date.now() < latest) await sleep(10);
    await sleep(between(0, isSpend ? 300 : 900, this.#random));
  }
}
