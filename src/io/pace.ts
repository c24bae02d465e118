import type { HttpRequest } from '../domain/http.ts';
import type { Clock } from '../domain/ports.ts';
import { countsTogether, type Rate, type RateWindow } from '../domain/rate.ts';

const LONGEST_HOLD_MS = 60_000;
/** Windows are taken for a little longer than they are, because requests reach the vendor with some jitter. */
const MARGIN = 0.04;
const LARGEST_MARGIN_MS = 600;
/** Within a second requests are spread evenly, so that one bad answer comes in before many more are on their way. */
const SPREAD_MS = 1_000;
/** A request that went this much late, as on a busy machine, does not hold up those after it; the windows still do. */
const CATCH_UP_MS = 50;
/** Clocks tell whole milliseconds, and timers fire a little early. */
const CLOCK_GRAIN_MS = 2;
const EVERYTHING = '';

/** A place in the vendor's windows, from when a request is let go. */
export interface Turn {
  /** Its first byte leaves now. */
  started(): void;
  /** It is over; one that never left uses nothing up. */
  ended(isSent: boolean): void;
}

interface Sent {
  readonly endpoint: string;
  /** When it could have gone; what comes after it is spread from here. */
  dueAt: number;
  /** Null until its first byte left. */
  startedAt: number | null;
  /** Null until it was over; by then the vendor had it. */
  endedAt: number | null;
}

interface Waiting {
  readonly endpoint: string;
  /** Given up once the run drains. */
  readonly stops: boolean;
  readonly since: number;
  readonly go: (turn: Turn | null) => void;
}

/**
 * Lets requests go first come first served, so that the vendor never sees more of them within a window than it allows. A
 * request counts from its first byte, and as long as it has not left: connections do not all open as fast.
 */
export class Pace {
  readonly #rate: Rate | null;
  readonly #clock: Clock;
  readonly #holds = new Map<string, number>();
  #sent: Sent[] = [];
  #waiting: Waiting[] = [];
  #sleeping: AbortController | null = null;
  #serving = false;
  readonly #drain: AbortSignal | undefined;
  readonly #onDrain = () => this.giveUp();

  /** `null` lifts the ceiling; holds stay. One listener on `drain` serves every request until `close`. */
  constructor(rate: Rate | null, clock: Clock, drain?: AbortSignal) {
    this.#rate = rate;
    this.#clock = clock;
    this.#drain = drain;
    drain?.addEventListener('abort', this.#onDrain, { once: true });
  }

  /** Listens no more: many runs may share one signal. */
  close(): void {
    this.#drain?.removeEventListener('abort', this.#onDrain);
  }

  /** Resolves with a turn; one that stops gets null when the run drains before, which uses up none. */
  turn(request: HttpRequest, stops = false): Promise<Turn | null> {
    return new Promise((go) => {
      const since = this.#clock.now();
      this.#waiting.push({ endpoint: this.#rate?.endpointOf(request) ?? EVERYTHING, stops, since, go });
      this.#wake();
    });
  }

  /** Lets nothing more go for so long: to that endpoint where the vendor counts endpoints, else at all. */
  hold(request: HttpRequest, ms: number): void {
    const isCounted = this.#rate?.windows.some(({ counts }) => counts === 'endpoint') ?? false;
    const scope = isCounted && this.#rate ? this.#rate.endpointOf(request) : EVERYTHING;
    const until = this.#clock.now() + Math.min(LONGEST_HOLD_MS, ms);
    this.#holds.set(scope, Math.max(until, this.#holds.get(scope) ?? 0));
    this.#wake();
  }

  /** Whatever would stop when the run drains waits no longer, and gets no turn. */
  giveUp(): void {
    const given = this.#waiting.filter(({ stops }) => stops);
    this.#waiting = this.#waiting.filter(({ stops }) => !stops);
    for (const { go } of given) go(null);
  }

  #wake(): void {
    this.#sleeping?.abort();
    if (this.#serving) return;
    this.#serving = true;
    void this.#serve();
  }

  async #serve(): Promise<void> {
    while (this.#waiting.length > 0) {
      const now = this.#clock.now();
      this.#forget(now);
      const waits = this.#waiting.map(({ endpoint }) => this.#wait(endpoint, now));
      const next = this.#waiting[waits.findIndex((ms) => ms <= 0)];
      if (next) {
        this.#waiting = this.#waiting.filter((other) => other !== next);
        next.go(this.#release(next, now));
        continue;
      }
      this.#sleeping = new AbortController();
      await this.#clock.sleep(Math.ceil(Math.min(LONGEST_HOLD_MS, ...waits)), this.#sleeping.signal);
      this.#sleeping = null;
    }
    this.#serving = false;
  }

  #release({ endpoint, since }: Waiting, now: number): Turn {
    const spread = (this.#rate?.windows ?? []).map((window) => this.#spreadUntil(window, endpoint));
    const held = [EVERYTHING, endpoint].map((scope) => this.#holds.get(scope) ?? 0);
    const dueAt = Math.min(now, Math.max(since, now - CATCH_UP_MS, ...held, ...spread));
    const sent: Sent = { endpoint, dueAt, startedAt: null, endedAt: null };
    this.#sent.push(sent);
    const started = () => {
      if (sent.startedAt !== null) return;
      sent.startedAt = this.#clock.now();
      this.#wake();
    };
    const ended = (isSent: boolean) => {
      if (!isSent) this.#sent = this.#sent.filter((other) => other !== sent);
      else started();
      sent.endedAt ??= this.#clock.now();
      this.#wake();
    };
    return { started, ended };
  }

  /** Drops what no window covers any more; what lies in the future means that the clock was set back. */
  #forget(now: number): void {
    for (const sent of this.#sent) {
      sent.dueAt = Math.min(sent.dueAt, now);
      if (sent.startedAt !== null) sent.startedAt = Math.min(sent.startedAt, now);
      if (sent.endedAt !== null) sent.endedAt = Math.min(sent.endedAt, now);
    }
    const longest = Math.max(0, ...(this.#rate?.windows ?? []).map(withMargin));
    this.#sent = this.#sent.filter(({ startedAt }) => startedAt === null || startedAt > now - longest);
    for (const [scope, until] of this.#holds) this.#holds.set(scope, Math.min(until, now + LONGEST_HOLD_MS));
  }

  /** Milliseconds until a request to this endpoint may go; what has not left yet is looked at again when it has. */
  #wait(endpoint: string, now: number): number {
    const holds = [EVERYTHING, endpoint].map((scope) => (this.#holds.get(scope) ?? 0) - now);
    return Math.max(0, ...holds, ...(this.#rate?.windows ?? []).map((window) => this.#waitIn(window, endpoint, now)));
  }

  #waitIn(window: RateWindow, endpoint: string, now: number): number {
    const { requests } = window;
    const free = this.#covered(window, endpoint).map((sent) => freeAt(sent, window) - now);
    const inside = free.filter((ms) => ms > 0).sort((a, b) => a - b);
    const full = inside.length < requests ? 0 : (inside[inside.length - requests] ?? 0);
    return Math.max(this.#spreadUntil(window, endpoint) - now, full);
  }

  #spreadUntil(window: RateWindow, endpoint: string): number {
    if (window.perMs > SPREAD_MS) return 0;
    return (this.#covered(window, endpoint).at(-1)?.dueAt ?? 0) + withMargin(window) / window.requests;
  }

  #covered(window: RateWindow, endpoint: string): readonly Sent[] {
    return this.#sent.filter((sent) => countsTogether(window, endpoint, sent.endpoint));
  }
}

function withMargin({ perMs }: RateWindow): number {
  return perMs + Math.min(LARGEST_MARGIN_MS, perMs * MARGIN);
}

/** The vendor's window is over for it: surely so long after it had the request, and in all likelihood with the margin. */
function freeAt({ startedAt, endedAt }: Sent, window: RateWindow): number {
  if (startedAt === null) return Number.POSITIVE_INFINITY;
  return Math.min(
    startedAt + withMargin(window),
    (endedAt ?? Number.POSITIVE_INFINITY) + window.perMs + CLOCK_GRAIN_MS,
  );
}
