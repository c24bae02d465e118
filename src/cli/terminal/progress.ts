import type { Outcome } from '../../domain/outcome.ts';
import type { Clock, RunEvent } from '../../domain/ports.ts';
import { vendors } from '../../vendors/index.ts';
import type { Host } from '../commands/command.ts';
import type { Flags } from '../options.ts';
import { amountsText } from '../say-money.ts';
import type { PaceWatch } from './pace-watch.ts';
import { barLine, lookUpLine, plainLine, type Standing } from './progress-line.ts';
import { progressMode } from './progress-mode.ts';
import { countUnderWay, ROOM_FOR_ECHO } from './stopping.ts';

const LINE_EVERY_MS = 5_000;
const TICK_MS = 500;
/** A screen is not drawn more often, however much happens. */
const DRAW_EVERY_MS = 100;
const RATE_OVER_MS = 60_000;
const LEAST_FOR_RATE = 3;

type Order = Pick<Outcome, 'key' | 'vendor' | 'amount'>;
type State = 'under_way' | 'placed' | 'unknown' | 'refused' | 'not_placed';

/** Counts what becomes of the orders of one run, from its events. */
export class Tracker {
  readonly #orders: ReadonlyMap<string, Order>;
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();
  readonly #answeredAt = new Map<string, number>();
  #firstAt: number | null = null;

  constructor(orders: readonly Order[], clock: Clock) {
    this.#orders = new Map(orders.map((order) => [order.key, order]));
    this.#clock = clock;
  }

  note({ name, key = '', data }: RunEvent): void {
    if (!this.#orders.has(key)) return;
    if (name === 'send') {
      this.#firstAt ??= this.#clock.now();
      this.#states.set(key, 'under_way');
      this.#answeredAt.delete(key);
    }
    if (name === 'verdict') {
      this.#answeredAt.set(key, this.#clock.now());
      this.#states.set(key, stateOf(String(data?.verdict)));
    }
    if (name === 'read_back' && data?.result === 'found') this.#states.set(key, 'placed');
  }

  get underWay(): number {
    return this.#count('under_way');
  }

  standing(pace: Pick<PaceWatch, 'waiting' | 'leastMs' | 'held'>): Omit<Standing, 'isStopping'> {
    const total = this.#orders.size;
    const underWay = this.underWay;
    const done = this.#states.size - underWay;
    return {
      total,
      done,
      underWay: Math.max(0, underWay - pace.held),
      placed: this.#count('placed'),
      unknown: this.#count('unknown'),
      refused: this.#count('refused'),
      unsent: this.#count('not_placed'),
      rate: this.#rate(),
      leftMs: this.#left(total - done, pace),
      waiting: pace.waiting(),
      money: this.#money(),
    };
  }

  #count(state: State): number {
    return [...this.#states.values()].filter((one) => one === state).length;
  }

  /** Over the last minute, so that an early rush promises nothing. */
  #rate(): number | null {
    const now = this.#clock.now();
    if (this.#firstAt === null || this.#answeredAt.size < LEAST_FOR_RATE) return null;
    const over = Math.min(RATE_OVER_MS, now - this.#firstAt);
    const recent = [...this.#answeredAt.values()].filter((at) => at > now - over).length;
    return over > 0 ? (recent * 60_000) / over : null;
  }

  /** By how fast it went so far, and never less than the vendors' windows need. */
  #left(orders: number, pace: Pick<PaceWatch, 'leastMs'>): number | null {
    if (orders <= 0 || this.#firstAt === null || this.#answeredAt.size === 0) return null;
    const each = (this.#clock.now() - this.#firstAt) / this.#answeredAt.size;
    const least = Object.values(vendors).map((vendor) => {
      const own = [...this.#orders.values()].filter((order) => order.vendor === vendor.id);
      const sent = own.filter(({ key }) => this.#states.has(key)).length;
      return pace.leastMs(vendor, own.length - sent, sent);
    });
    return Math.max(each * orders, ...least);
  }

  #money(): string {
    const placed = [...this.#orders.values()].filter(({ key }) => this.#states.get(key) === 'placed');
    return amountsText(placed.flatMap(({ amount }) => amount ?? []));
  }
}

export interface Progress {
  note(event: RunEvent): void;
  /** Leaves a clean line for what is printed next. */
  end(): void;
}

/** Says what `--online` waits for; how many requests it takes is for the vendor's lists to say. */
export function showLookUps(pace: PaceWatch, flags: Flags, host: Host): LiveLine {
  return liveLine(flags, host, (width) => lookUpLine(pace.answers, pace.waiting(), width));
}

/** Says how far a run is: one line that changes on a screen, otherwise a plain line each few seconds, or nothing. */
export function progress(tracker: Tracker, pace: PaceWatch, flags: Flags, host: Host): Progress {
  countUnderWay(host.drain, () => Math.max(0, tracker.underWay - pace.held));
  const standing = () => ({ ...tracker.standing(pace), isStopping: host.drain.signal.aborted });
  const shown = liveLine(flags, host, (width) => (width === null ? plainLine(standing()) : barLine(standing(), width)));
  return {
    note: (event) => {
      tracker.note(event);
      shown.now();
    },
    end: () => shown.end(),
  };
}

export interface LiveLine {
  /** Something has changed. */
  now(): void;
  end(): void;
}

/** One text shown over and over while something goes on; `say` is told the screen's width, or null for a plain line. */
export function liveLine(
  flags: Flags,
  { env, terminal, clock }: Pick<Host, 'env' | 'terminal' | 'clock'>,
  say: (width: number | null) => string,
): LiveLine {
  const mode = progressMode(flags, env, terminal);
  if (mode === 'none') return { now: () => {}, end: () => {} };
  let said = clock.now();
  let drawn = 0;
  let isOver = false;
  let before = '';
  const show = () => {
    if (isOver) return;
    if (mode === 'bar' && terminal.width !== null) {
      if (performance.now() - drawn < DRAW_EVERY_MS) return;
      drawn = performance.now();
      return terminal.live(say(terminal.width - ROOM_FOR_ECHO));
    }
    if (clock.now() - said < LINE_EVERY_MS) return;
    said = clock.now();
    const line = say(null);
    if (line !== '' && line !== before) terminal.err(line);
    before = line;
  };
  const timer = setInterval(show, TICK_MS);
  timer.unref();
  return {
    now: show,
    end: () => {
      isOver = true;
      clearInterval(timer);
      if (mode === 'bar') terminal.err('');
    },
  };
}

function stateOf(verdict: string): State {
  return verdict === 'placed' || verdict === 'refused' || verdict === 'unknown' ? verdict : 'not_placed';
}
