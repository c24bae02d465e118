/** What became of an order since an earlier run of the same sheets, or that it is new to them. */
export type Change =
  /** No earlier run of these sheets sent it. */
  | 'new'
  /** An earlier run sent an order of this name with other content; this one would be bought anew. */
  | 'changed'
  /** The same order, which the vendor has. */
  | 'already_placed'
  /** The same order, which may have been placed. */
  | 'in_doubt'
  /** The same order, which an earlier run did not place. */
  | 'not_placed_yet'
  /** Sent by an earlier run, and in these sheets no more. */
  | 'gone';

export const CHANGES = ['new', 'changed', 'already_placed', 'in_doubt', 'not_placed_yet', 'gone'] as const;

export interface ComparedOrder {
  readonly change: Change;
  readonly name: string;
  /** The whole key of the order as it is now; of one that is gone, as it was. */
  readonly key: string;
  /** The order as it was sent; null for one that is new. */
  readonly before: { readonly key: string; readonly orderId: string; readonly rows: string } | null;
  /** What is different, in sentences; empty unless it changed. */
  readonly differences: readonly string[];
}

/** The orders of some sheets against what earlier runs did with sheets of the same names. */
export interface Comparison {
  /** When an order of these sheets was last sent, RFC 3339 UTC. */
  readonly last: string;
  readonly orders: readonly ComparedOrder[];
}
