import type { HttpReply } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';

/** A little slower than the ceiling, because requests reach the vendor with some jitter. */
const MARGIN = 1.1;
const MAX_PAUSE_MS = 60_000;
const USUAL_PAUSE_MS = 1_000;

/**
 * Keeps everything that this process sends, reads too, under the vendor's rate, first come first served; `null` lifts the
 * ceiling (loopback only). A 429 holds back everything that waits. Once `drain` aborts, no spend is sent any more, also
 * none that waits; reads go on, because what is in flight is finished with them.
 */
export function pacedTransport(
  inner: Transport,
  perSecond: number | null,
  clock: Clock,
  drain?: AbortSignal,
): Transport {
  const pace = new Pace(perSecond, clock);
  const drained = new Promise<false>((resolve) => {
    if (drain?.aborted) resolve(false);
    drain?.addEventListener('abort', () => resolve(false), { once: true });
  });
  return {
    async read(request) {
      await pace.turn();
      return pace.heed(await inner.read(request));
    },
    async spend(request, onStart) {
      const since = clock.now();
      const mine = await Promise.race([drained, pace.turn(drain)]);
      if (!mine || drain?.aborted) return interrupted(clock.now() - since);
      return pace.heed(await inner.spend(request, onStart));
    },
    close: () => inner.close(),
  };
}

class Pace {
  readonly #clock: Clock;
  readonly #spacing: number;
  #nextAt = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(perSecond: number | null, clock: Clock) {
    this.#clock = clock;
    this.#spacing = perSecond === null ? 0 : (1000 / perSecond) * MARGIN;
  }

  /** Resolves when it is the caller's turn: true to go, false when the signal aborted before, which uses up no turn. */
  turn(stop?: AbortSignal): Promise<boolean> {
    const mine = this.#last.then(() => this.#headOfQueue(stop));
    this.#last = mine;
    return mine;
  }

  heed(reply: HttpReply): HttpReply {
    const asked = askedWait(reply) ?? spentUp(reply);
    const throttled = reply.kind === 'answer' && reply.status === 429;
    if (asked !== null || throttled) {
      const pause = Math.min(MAX_PAUSE_MS, asked ?? USUAL_PAUSE_MS);
      this.#nextAt = Math.max(this.#nextAt, this.#clock.now() + pause);
    }
    return reply;
  }

  async #headOfQueue(stop: AbortSignal | undefined): Promise<boolean> {
    for (let left = this.#left(); left > 0 && !stop?.aborted; left = this.#left()) await this.#clock.sleep(left, stop);
    if (stop?.aborted) return false;
    this.#nextAt = this.#clock.now() + this.#spacing;
    return true;
  }

  /** Only one waits at a time, so more than the longest wait there is means that the clock was set back. */
  #left(): number {
    const now = this.#clock.now();
    if (this.#nextAt - now > Math.max(this.#spacing, MAX_PAUSE_MS)) this.#nextAt = now + this.#spacing;
    return Math.ceil(Math.max(0, this.#nextAt - now));
  }
}

const UNIX_SECONDS = 1_000_000_000;
const UNIX_MILLISECONDS = 1_000_000_000_000;

/**
 * How long a 429 or 503 asks us to wait, milliseconds: `Retry-After` in seconds or as a date, else the body's `retryAfter`
 * in seconds or as Unix time; null when it does not say.
 */
export function askedWait(reply: HttpReply): number | null {
  if (reply.kind !== 'answer' || (reply.status !== 429 && reply.status !== 503)) return null;
  return headerWait(reply.headers['retry-after']?.trim(), reply.receivedAt) ?? bodyWait(reply.body, reply.receivedAt);
}

/** How long until the vendor's headers promise a new allowance, when they say that this one is used up; else null. */
function spentUp(reply: HttpReply): number | null {
  if (reply.kind !== 'answer' || reply.headers['x-ratelimit-remaining']?.trim() !== '0') return null;
  return headerWait(reply.headers['x-ratelimit-reset']?.trim(), reply.receivedAt);
}

function headerWait(header: string | undefined, now: number): number | null {
  if (!header) return null;
  if (/^\d+(\.\d+)?$/.test(header)) return waitFrom(Number(header), now);
  const date = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function bodyWait(body: string, now: number): number | null {
  const json = parsed(body);
  if (typeof json !== 'object' || json === null) return null;
  const fields = json as Readonly<Record<string, unknown>>;
  const stated = fields.retryAfter ?? fields.retry_after;
  const number = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : stated;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? waitFrom(number, now) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** A ten-digit number is a moment (Unix seconds), a small one a wait in seconds. */
function waitFrom(stated: number, now: number): number {
  if (stated >= UNIX_MILLISECONDS) return Math.max(0, Math.round(stated - now));
  if (stated >= UNIX_SECONDS) return Math.max(0, Math.round(stated * 1000 - now));
  return Math.round(stated * 1000);
}

function interrupted(ms: number): HttpReply {
  const reason = 'the run was interrupted before this request was sent';
  return { kind: 'not_sent', reason, evidence: { reached: 'nothing', ms: Math.max(0, ms) } };
}
