import type { Evidence } from './http.ts';
import type { AccountId } from './identity.ts';
import type { Money } from './money.ts';
import type { Surroundings } from './remembered.ts';
import type { LookupResult, Verdict } from './verdict.ts';

/** What is noted about the order whenever an entry introduces it. */
export interface OrderNote {
  readonly account: AccountId;
  readonly vendor: string;
  readonly organization: string;
  readonly operation: string;
  readonly domains: readonly string[];
  readonly mailboxes: number;
  readonly claims: readonly string[];
  /** The person's own name for the order. */
  readonly name: string;
  /** Source rows, e.g. `may.csv:2-5`. */
  readonly rows: string;
}

/** Once per run and account, before its first spend. */
export interface SnapshotEntry {
  readonly type: 'snapshot';
  readonly account: AccountId;
  readonly batch: string;
  readonly orderIds: readonly string[];
  readonly forms: Surroundings['forms'];
  /** The vendor's own clock when it was read, RFC 3339 UTC; absent when it did not say. */
  readonly vendorClock?: string;
}

/** Durable before the connection is opened. Claims are unique in the database. */
export interface ClaimedEntry extends OrderNote {
  readonly type: 'claimed';
  readonly key: string;
  readonly attempt: number;
  readonly batch: string;
  /** Digest of the request with secrets blanked. */
  readonly digest: string;
  /** Sequence number of the snapshot this attempt stands on. */
  readonly snapshot: number;
  readonly tag: string | null;
  readonly marker: string | null;
  readonly reservation: Money | null;
  /** The sheet's client; entries of the first schema have none. */
  readonly client?: string;
  /** Keys whose claims a person allowed this order to share. */
  readonly allowed: readonly string[];
}

/** Durable inside the HTTP client's start callback, just before the first byte of the request leaves. */
export interface SpendStartedEntry {
  readonly type: 'spend_started';
  readonly key: string;
  readonly attempt: number;
}

/** As soon as a reply is complete or lost, before anything parses it; secrets covered, body up to 64 kB. */
export interface AnsweredEntry {
  readonly type: 'answered';
  readonly key: string;
  readonly attempt: number;
  readonly reply: StoredReply;
}

export type StoredReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly receivedAt: number;
      readonly evidence: Evidence;
    }
  | { readonly kind: 'lost'; readonly status?: number; readonly reason: string; readonly evidence: Evidence }
  | { readonly kind: 'not_sent'; readonly reason: string; readonly evidence: Evidence };

export interface SpendFinishedEntry {
  readonly type: 'spend_finished';
  readonly key: string;
  readonly attempt: number;
  readonly verdict: Verdict;
}

export interface LookedUpEntry {
  readonly type: 'looked_up';
  readonly key: string;
  readonly result: LookupResult;
}

/** The vendor already holds this order's domains and we did not send it; what `resolve --placed` needs to adopt it. */
export interface WithheldEntry extends OrderNote {
  readonly type: 'withheld';
  readonly key: string;
  readonly batch: string;
  readonly foundOrderId: string | null;
}

/** A person said so. */
export interface ResolvedEntry {
  readonly type: 'resolved';
  readonly key: string;
  readonly as: 'placed' | 'not_placed' | 'cancelled';
  readonly orderId: string | null;
  readonly note: string;
  readonly who: string;
}

export type NewEntry =
  | SnapshotEntry
  | ClaimedEntry
  | SpendStartedEntry
  | AnsweredEntry
  | SpendFinishedEntry
  | LookedUpEntry
  | WithheldEntry
  | ResolvedEntry;

/** An entry as it stands in the ledger: numbered, with the time it was appended (RFC 3339 UTC). */
export type LedgerEntry = NewEntry & { readonly seq: number; readonly at: string };

export type OrderEntry = Exclude<LedgerEntry, SnapshotEntry>;
