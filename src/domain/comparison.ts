/** What became of an order since an earlier run of the same sheets, or that it is new to them. */
export type Change =
  /** No earlier run of these sheets sent it, or an order that it could be a new form of. */
  | 'new'
  /** An earlier run sent an order of this name, or of these domains, with other content; this is another order. */
  | 'changed'
  /** The same order, which the vendor has. */
  | 'already_placed'
  /** The same order, which may have been placed. */
  | 'in_doubt'
  /** The same order, which an earlier run did not place, or which was cancelled since. */
  | 'not_placed_yet'
  /** Placed by an earlier run or in doubt since, and in these sheets no more. */
  | 'gone';

export const CHANGES = ['new', 'changed', 'already_placed', 'in_doubt', 'not_placed_yet', 'gone'] as const;

export interface ComparedOrder {
  readonly change: Change;
  readonly name: string;
  /** The whole key of the order as it is now; of one that is gone, as it was. Empty when it has none. */
  readonly key: string;
  /** The order as it was sent; null for one that is new. `orderId` is empty when the vendor has none of it. */
  readonly before: { readonly key: string; readonly orderId: string; readonly rows: string } | null;
  /** What is different, in sentences; empty unless it changed. */
  readonly differences: readonly string[];
}

/** The orders of some sheets against what earlier runs did with sheets of the same names. */
export interface Comparison {
  /** When an order of these sheets was last sent, RFC 3339 UTC. */
  readonly last: string;
  /** Those of the plan in its order, then those that are gone, the newest run first. */
  readonly orders: readonly ComparedOrder[];
  /** Of each sheet only so many of the newest orders that it no longer holds were compared; left out when that is all. */
  readonly newest?: number;
}
