import type { Money } from './money.ts';
import type { ReadFailure } from './vendor.ts';

/** An order that is paid and not configured: what its vendor says of the form that waits to be filled in. */
export interface HalfOrder {
  readonly uuid: string;
  /** Empty when the vendor does not say. */
  readonly orderId: string;
  readonly description: string;
  readonly createdAt: string;
  readonly amount: Money | null;
  /** Lower-cased, each once; none when the form names none. */
  readonly domains: readonly string[];
  /** How many domains it waits for; null when the vendor does not say. */
  readonly wanted: number | null;
  readonly mailboxType: string | null;
  /** Order columns of the sheet that finishes it. */
  readonly fields: Readonly<Record<string, string>>;
}

export type HalfOrdersReading =
  | { readonly kind: 'read'; readonly orders: readonly HalfOrder[] }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** How many domains a half order waits for, as far as anything tells. */
export function domainsWanted({ domains, wanted }: HalfOrder): number {
  return Math.max(domains.length, wanted ?? 0);
}
