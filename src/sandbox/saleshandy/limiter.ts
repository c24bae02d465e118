import { countsTogether, type Rate, type RateWindow } from '../../domain/rate.ts';

/** Shorter than the window by what a request may be held up on its way, or a client that keeps to it is refused. */
const SHARE = 0.99;

export interface Allowance {
  readonly admitted: boolean;
  /** How many more would be let through at this moment. */
  readonly remaining: number;
  /** When there will be room again, epoch milliseconds. */
  readonly resetAt: number;
}

interface Counted {
  readonly at: number;
  readonly endpoint: string;
}

/** Counts requests in sliding windows, as the vendor's limits say. One that is refused uses nothing up. */
export function limiter(rate: Rate): (request: Parameters<Rate['endpointOf']>[0], now: number) => Allowance {
  let counted: readonly Counted[] = [];
  const longest = Math.max(0, ...rate.windows.map(({ perMs }) => perMs));
  return (request, now) => {
    const endpoint = rate.endpointOf(request);
    counted = counted.filter(({ at }) => at > now - longest);
    const rooms = rate.windows.map((window) => roomIn(window, endpoint, counted, now));
    const least = Math.min(...rooms.map(({ left }) => left));
    const admitted = least > 0;
    if (admitted) counted = [...counted, { at: now, endpoint }];
    const tightest = rooms.find(({ left }) => left === least);
    return { admitted, remaining: Math.max(0, least - 1), resetAt: tightest?.resetAt ?? now };
  };
}

function roomIn(
  window: RateWindow,
  endpoint: string,
  counted: readonly Counted[],
  now: number,
): { readonly left: number; readonly resetAt: number } {
  if (!countsTogether(window, endpoint, endpoint)) return { left: Number.POSITIVE_INFINITY, resetAt: now };
  const length = window.perMs * SHARE;
  const inside = counted.filter((one) => one.at > now - length && countsTogether(window, endpoint, one.endpoint));
  return { left: window.requests - inside.length, resetAt: (inside[0]?.at ?? now) + length };
}
