import type { ClaimedEntry, OrderEntry, OrderNote } from './ledger-entry.ts';
import type { OrderState } from './life-cycle.ts';
import type { Receipt, Verdict } from './verdict.ts';

/** One order as the ledger tells it. */
export interface OrderRecord {
  readonly key: string;
  readonly state: OrderState;
  readonly note: OrderNote | null;
  /** The latest attempt's claim. */
  readonly claim: (ClaimedEntry & { readonly at: string }) | null;
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  readonly receipt: Receipt | null;
  readonly lastVerdict: Verdict | null;
  /** True when any attempt was ever in doubt, or ended in 401, 403 or 429: read back before it is sent again. */
  readonly everInDoubt: boolean;
  /** The batch whose attempt or read-back settled it. */
  readonly placedInBatch: string | null;
  /** Ids that a person said are cancelled. */
  readonly cancelledIds: readonly string[];
  readonly lookupNote: string | null;
  readonly entries: readonly OrderEntry[];
}

/** The ledger replayed: key → order. */
export type OrderBook = ReadonlyMap<string, OrderRecord>;
