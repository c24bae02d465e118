import type { CheckedOrder } from './checked-order.ts';
import type { Finding } from './finding.ts';
import type { OrderRecord } from './order-book.ts';
import type { OrderBy } from './order-by.ts';
import type { RowPlace } from './place.ts';

/** What a run would do with one order. */
export type PlannedAction =
  | { readonly do: 'send' }
  /** The ledger has it placed, or it may be placed: nothing is sent, whatever the findings say. */
  | { readonly do: 'keep' }
  | { readonly do: 'reject' }
  | { readonly do: 'skip'; readonly code: string; readonly reason: string; readonly fix: string };

export interface PlannedOrder {
  readonly order: CheckedOrder;
  readonly record: OrderRecord | null;
  readonly action: PlannedAction;
  /** The order's own findings and those of the batch and the ledger. */
  readonly findings: readonly Finding[];
}

/**
 * True for an order that the run may send: planned so, or claimed by a run that ended before it sent it, which is found
 * out under the account's lock.
 */
export function mayBeSent({ action, record }: PlannedOrder): boolean {
  return action.do === 'send' || (action.do === 'keep' && record?.state === 'claimed');
}

/** Rows that belong to no order, with what is wrong with them. */
export interface Orphan {
  readonly rows: readonly RowPlace[];
  readonly findings: readonly Finding[];
}

/** Pure data: printing it is the dry run, carrying it out is the real one. */
export interface Plan {
  /** In the order in which the sheets have them, whichever goes first. */
  readonly orders: readonly PlannedOrder[];
  /** Which of them go first; left out, they go as they stand. */
  readonly orderBy?: OrderBy;
  /** Orders of the sheets that were not chosen: checked with the others, and nothing is done with them. */
  readonly leftOut?: readonly CheckedOrder[];
  readonly orphans: readonly Orphan[];
  /** Findings about sheets as such: headers, encodings, settings. */
  readonly sheetFindings: readonly Finding[];
}
