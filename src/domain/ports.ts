import type { HttpReply, HttpRequest } from './http.ts';
import type { AccountId } from './identity.ts';
import type { LedgerEntry, NewEntry, OrderEntry, SnapshotEntry } from './ledger-entry.ts';
import type { Money } from './money.ts';
import type { Secret } from './secret.ts';
import type { SpendingFilter } from './spending.ts';

/** An entry to be written; `before` runs inside its transaction, and what it throws leaves nothing behind. */
export interface Append {
  readonly entry: NewEntry;
  readonly before?: () => void;
}

/** The append-only memory. Every call is synchronous; an append returns when its entries are durable. */
export interface Ledger {
  /**
   * Throws ClaimHeld when another order holds a claim, LedgerError on an impossible move or a failed write, TryLaterError
   * while another process keeps it busy. `before` runs inside the same transaction; what it throws leaves nothing behind.
   */
  append(entry: NewEntry, before?: () => void): LedgerEntry;
  /** The same for several entries, in this order, by one commit: all of them are durable then, or it throws what one met. */
  appendAll(appends: readonly Append[]): readonly LedgerEntry[];
  entriesFor(keys: readonly string[]): readonly OrderEntry[];
  /** Keys not settled: claimed, in flight, answered, unknown, or placed without an id. */
  openKeys(account: AccountId): readonly string[];
  accounts(): readonly AccountId[];
  /** Every order's key, in the order in which they were first heard of: as much to read as there is history. */
  keys(): readonly string[];
  /** Claim → keys that hold it now. Ask for many orders at once: that costs a hundredth of one question an order. */
  holders(account: AccountId, claims: readonly string[]): ReadonlyMap<string, readonly string[]>;
  /** Full keys that begin with what a person typed. */
  keysLike(prefix: string): readonly string[];
  /** Keys of orders that were claimed or withheld from a sheet of this file name, newest first, and no more than `most`. */
  ordersFrom(file: string, most: number): readonly string[];
  /** Order ids on this account that the ledger knows now, with the key each belongs to; one is looked up without reading the others. */
  orderIds(account: AccountId): ReadonlyMap<string, string>;
  /** What may have been spent, one sum a currency. */
  spent(filter: SpendingFilter): readonly Money[];
  snapshot(seq: number): (SnapshotEntry & { readonly seq: number; readonly at: string }) | null;
  all(): Iterable<LedgerEntry>;
  /** Sentences about damage to the file, and about these orders where the indexes do not fit their entries. */
  unsound(keys: readonly string[]): readonly string[];
  /** Sentences about what does not fit; empty when all is well. */
  verify(): readonly string[];
  close(): void;
}

/** Sends. The key is added here; a spend's `onStart` runs just before its first byte and may throw to stop it. */
export interface Transport {
  /** `onStart` is told just before the first byte leaves. */
  read(request: HttpRequest, onStart?: () => void): Promise<HttpReply>;
  spend(request: HttpRequest, onStart: () => void): Promise<HttpReply>;
  close(): Promise<void>;
}

/** The exclusive right to send on an account; the kernel frees it when its process dies. */
export interface AccountLock {
  release(): void;
}

export interface Locks {
  /** Throws TryLaterError, naming the holder, when it cannot be had within `waitMs`, and InterruptedError on the signal. */
  acquire(account: AccountId, waitMs: number, doing: string, signal?: AbortSignal): Promise<AccountLock>;
  isHeld(account: AccountId): boolean;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds since a moment of its own, which setting the machine's clock does not change. */
  elapsed(): number;
  /** Resolves early, without error, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Knows every secret of the run and covers them in any text. */
export interface Redactor {
  add(secret: Secret): void;
  cover(text: string): string;
}

/** What the run says while it goes on; never holds a secret. */
export interface RunLog {
  event(event: RunEvent): void;
}

export interface RunEvent {
  readonly name: string;
  readonly key?: string;
  readonly order?: string;
  readonly text: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}
