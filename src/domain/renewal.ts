import type { Money } from './money.ts';

export type Period = 'month' | 'quarter' | 'year';

/** What an order goes on to cost: every period `amount` again, null where that is not known. */
export interface Renewal {
  readonly every: Period;
  readonly amount: Money | null;
}

const MONTHS = { month: 1, quarter: 3, year: 12 } satisfies Record<Period, number>;

/** The day (`2026-06-30`, UTC) of the first renewal of what is bought at `at`, RFC 3339; the 31st becomes a month's last day. */
export function firstRenewal(at: string, every: Period): string {
  const bought = new Date(at);
  const month = bought.getUTCMonth() + MONTHS[every];
  const last = new Date(Date.UTC(bought.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(bought.getUTCDate(), last);
  return new Date(Date.UTC(bought.getUTCFullYear(), month, day)).toISOString().slice(0, 10);
}
