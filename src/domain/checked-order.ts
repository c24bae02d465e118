import type { OrderDraft } from './draft.ts';
import type { Finding } from './finding.ts';
import type { AccountId } from './identity.ts';
import type { OnlineFacts, OnlineFindings } from './online.ts';
import type { Payload } from './payload.ts';
import { type RowRun, runsOf } from './row-runs.ts';
import type { Checked, Operation, Vendor } from './vendor.ts';

/**
 * What most passes over many orders need of a draft. They read it here, because a draft may be made anew from the sheet
 * each time that it is asked for.
 */
export interface OrderSummary {
  /** The person's own name for the order, as written. */
  readonly name: string;
  /** The vendor's id; of one that is not known what the sheet says. */
  readonly vendorName: string;
  /** The operation's id; of one that could not be told what the sheet says. */
  readonly operationName: string;
  /** Whom the order is for, as the sheet says; empty where it does not. */
  readonly client: string;
  /** Order-level columns that are filled. */
  readonly columns: readonly string[];
  readonly domainCount: number;
  readonly runs: readonly RowRun[];
}

/** What the vendor's rules made of an order, without what went into its key and its findings. */
export type KnownOfOrder = Omit<Checked, 'findings' | 'identity'>;

/** A draft after its vendor's rules: its findings, its identity, and its payload when nothing is wrong. */
export interface CheckedOrder extends OrderSummary {
  readonly draft: OrderDraft;
  readonly vendor: Vendor | null;
  readonly operation: Operation | null;
  readonly account: AccountId;
  /** Empty only when no vendor or operation could be told. */
  readonly key: string;
  readonly checked: KnownOfOrder | null;
  readonly findings: readonly Finding[];
  readonly payload: Payload | null;
  /** What look-ups say of it; key and payload are made before any, and never change by them. Null when it has no key. */
  readonly judge: ((online: OnlineFacts) => OnlineFindings) | null;
}

/** What `CheckedOrder` says of its draft. */
export function summaryOf(
  { name, vendor: named, operation: asked, fields, domains, rows }: OrderDraft,
  { vendor, operation, checked }: Pick<CheckedOrder, 'vendor' | 'operation' | 'checked'>,
): OrderSummary {
  return {
    name,
    vendorName: vendor?.id ?? named,
    operationName: operation?.id ?? asked?.value ?? '',
    client: fields.client?.value ?? '',
    columns: Object.keys(fields).filter((column) => fields[column]),
    domainCount: checked?.domains.length ?? domains.length,
    runs: runsOf(rows),
  };
}
