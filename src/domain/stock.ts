import type { Money } from './money.ts';
import type { ReadFailure } from './vendor.ts';

/** Something that a vendor has for sale as it stands, each piece once. */
export interface StockOffer {
  readonly id: string;
  readonly domain: string;
  /** What is paid at once; null when the vendor does not name every part of it. */
  readonly price: Money | null;
  /** The operation that buys it. */
  readonly operation: string;
  /** What else the vendor says of it, by name, for a person who chooses. */
  readonly about: Readonly<Record<string, string>>;
}

export type StockReading =
  | { readonly kind: 'read'; readonly offers: readonly StockOffer[] }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };
