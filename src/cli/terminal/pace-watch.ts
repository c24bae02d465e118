import { askedWait } from '../../domain/asked-wait.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Clock, Transport } from '../../domain/ports.ts';
import { countsTogether, type Rate, type RateWindow } from '../../domain/rate.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { vendors } from '../../vendors/index.ts';
import type { Flags } from '../options.ts';

const SHORT_WINDOW_MS = 10_000;
/** Shorter waits are not worth a word. */
const LEAST_WAIT_MS = 1_500;

interface Asked {
  readonly vendor: Vendor;
  readonly effect: HttpRequest['effect'];
  readonly endpoint: string;
  /** When it leaves, as far as the vendor's windows tell. */
  startsAt: number;
  isOver: boolean;
}

/** Why nothing is under way at the moment. */
export interface Waiting {
  readonly ms: number;
  /** `Saleshandy takes 20 such requests a minute`. */
  readonly why: string;
  /** The vendor alone, where there is no room for more. */
  readonly who: string;
}

/**
 * Looks on while requests are sent, and tells what they wait for. It decides nothing: what is sent when is for the pace of
 * the transport, of which this is a copy that may be a second off.
 */
export class PaceWatch {
  readonly #flags: Flags;
  readonly #clock: Clock;
  #asked: Asked[] = [];
  #answers = 0;
  #hold: { readonly until: number; readonly vendor: Vendor } | null = null;

  constructor(flags: Flags, clock: Clock) {
    this.#flags = flags;
    this.#clock = clock;
  }

  /** The same transports, looked on. */
  on(transports: ReadonlyMap<string, Transport>): ReadonlyMap<string, Transport> {
    return new Map(
      [...transports].map(([id, transport]) => {
        const vendor = Object.values(vendors).find((one) => one.id === id);
        return [id, vendor ? this.#over(transport, vendor) : transport];
      }),
    );
  }

  get answers(): number {
    return this.#answers;
  }

  /** Orders that were claimed and have not left, because the vendor takes no more for now. */
  get held(): number {
    const now = this.#clock.now();
    return this.#asked.filter(({ effect, startsAt, isOver }) => effect === 'spend' && !isOver && startsAt > now).length;
  }

  /** What everything waits for; null while something is under way, or nothing was asked. */
  waiting(): Waiting | null {
    const now = this.#clock.now();
    if (this.#hold && this.#hold.until - now > LEAST_WAIT_MS)
      return {
        ms: this.#hold.until - now,
        why: `${this.#hold.vendor.title} asks for it`,
        who: this.#hold.vendor.title,
      };
    const open = this.#asked.filter(({ isOver }) => !isOver);
    const next = open.toSorted((a, b) => a.startsAt - b.startsAt)[0];
    if (!next || next.startsAt - now < LEAST_WAIT_MS) return null;
    const [full] = windowsOf(next.vendor, this.#flags).toSorted(
      (a, b) => this.#freeAt(b, next, now) - this.#freeAt(a, next, now),
    );
    const why = full ? `${next.vendor.title} takes ${rateText(full)}` : '';
    return { ms: next.startsAt - now, why, who: next.vendor.title };
  }

  /** The least time that so many further orders of a vendor need by its long windows; `sent` orders have left by now. */
  leastMs(vendor: Vendor, orders: number, sent: number): number {
    if (orders <= 0 || sent <= 0) return 0;
    const now = this.#clock.now();
    const times = windowsOf(vendor, this.#flags).map((window) => {
      const own = this.#asked.filter((one) => one.vendor === vendor && covers(window, one.endpoint));
      if (window.perMs < SHORT_WINDOW_MS || own.length === 0) return 0;
      const busiest = window.counts === 'account' ? own : busiestOf(own);
      const wanted = Math.ceil((orders * busiest.length) / sent);
      const inside = busiest.map(({ startsAt }) => startsAt + window.perMs - now).filter((ms) => ms > 0);
      const free = window.requests - inside.length;
      if (wanted <= free) return 0;
      return (
        Math.min(...inside, window.perMs) +
        Math.floor((wanted - Math.max(0, free) - 1) / window.requests) * window.perMs
      );
    });
    return Math.max(0, ...times);
  }

  #over(inner: Transport, vendor: Vendor): Transport {
    return {
      read: async (request) => this.#after(this.#ask(vendor, request), await inner.read(request)),
      spend: async (request, onStart) => {
        const asked = this.#ask(vendor, request);
        const reply = await inner.spend(request, () => {
          asked.startsAt = this.#clock.now();
          onStart();
        });
        return this.#after(asked, reply);
      },
      close: () => inner.close(),
    };
  }

  #ask(vendor: Vendor, request: HttpRequest): Asked {
    const now = this.#clock.now();
    const longest = Math.max(0, ...vendor.limits.rate.windows.map(({ perMs }) => perMs));
    this.#asked = this.#asked.filter((one) => !one.isOver || one.startsAt > now - longest);
    const endpoint = vendor.limits.rate.endpointOf(request);
    const asked = { vendor, effect: request.effect, endpoint, startsAt: now, isOver: false };
    asked.startsAt = Math.max(now, ...windowsOf(vendor, this.#flags).map((window) => this.#freeAt(window, asked, now)));
    this.#asked.push(asked);
    return asked;
  }

  #after(asked: Asked, reply: HttpReply): HttpReply {
    asked.isOver = true;
    asked.startsAt = Math.min(asked.startsAt, this.#clock.now());
    this.#answers += 1;
    const wait = reply.kind === 'answer' && [429, 503].includes(reply.status) ? askedWait(reply) : null;
    if (wait !== null) this.#hold = { until: this.#clock.now() + wait, vendor: asked.vendor };
    return reply;
  }

  #freeAt(window: RateWindow, { vendor, endpoint }: Asked, now: number): number {
    const starts = this.#asked
      .filter((one) => one.vendor === vendor && countsTogether(window, endpoint, one.endpoint))
      .map(({ startsAt }) => startsAt)
      .filter((startsAt) => startsAt + window.perMs > now)
      .sort((a, b) => a - b);
    const before = starts.at(-window.requests);
    return before === undefined ? now : before + window.perMs;
  }
}

/** None where the pace is lifted: at a stand-in, unless a person asks for a rate. */
function windowsOf({ limits }: Vendor, flags: Flags): Rate['windows'] {
  const { windows } = limits.rate;
  if (flags.rate === 'none') return [];
  const isLifted = windows.some(({ perMs, endpoints }) => perMs > SHORT_WINDOW_MS && !endpoints);
  if (flags.sandbox && !flags.rate && isLifted) return [];
  const perSecond = Number.parseFloat(flags.rate ?? '');
  return perSecond > 0 ? [...windows, { requests: 1, perMs: 1_000 / perSecond, counts: 'account' }] : windows;
}

function covers({ endpoints }: RateWindow, endpoint: string): boolean {
  return !endpoints || endpoints.includes(endpoint);
}

function busiestOf(asked: readonly Asked[]): readonly Asked[] {
  const endpoints = new Set(asked.map(({ endpoint }) => endpoint));
  const groups = [...endpoints].map((endpoint) => asked.filter((one) => one.endpoint === endpoint));
  return groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function rateText({ requests, perMs, counts, endpoints }: RateWindow): string {
  const time = perMs === 60_000 ? 'a minute' : perMs === 1_000 ? 'a second' : `in ${perMs / 1_000} s`;
  return `${requests} ${endpoints || counts === 'endpoint' ? 'such requests' : 'requests'} ${time}`;
}
