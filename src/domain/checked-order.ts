import type { OrderDraft } from './draft.ts';
import type { Finding } from './finding.ts';
import type { AccountId } from './identity.ts';
import type { OnlineFacts, OnlineFindings } from './online.ts';
import type { Payload } from './payload.ts';
import type { Checked, Operation, Vendor } from './vendor.ts';

/** A draft after its vendor's rules: its findings, its identity, and its payload when nothing is wrong. */
export interface CheckedOrder {
  readonly draft: OrderDraft;
  readonly vendor: Vendor | null;
  readonly operation: Operation | null;
  readonly account: AccountId;
  /** Empty only when no vendor or operation could be told. */
  readonly key: string;
  readonly checked: Checked | null;
  readonly findings: readonly Finding[];
  readonly payload: Payload | null;
  /** What look-ups say of it; key and payload are made before any, and never change by them. Null when it has no key. */
  readonly judge: ((online: OnlineFacts) => OnlineFindings) | null;
}
