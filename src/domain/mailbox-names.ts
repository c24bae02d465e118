import type { ReadFailure } from './vendor.ts';

/** Whose mailboxes a domain gets, and how many. */
export interface NamesWanted {
  readonly domain: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly count: number;
}

/** Local parts that a vendor suggests: usable, each once, the best first; may be fewer than were wanted. */
export type NamesReading =
  | { readonly kind: 'read'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };
