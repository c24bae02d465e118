import type { FaultName } from './faults.ts';
import type { MailboxType, SandboxPackage } from './scaledmail/packages.ts';

export type { MailboxType };

export type OrderKind = 'create-order' | 'create-custom-order' | 'submit-form' | 'buy-domains' | 'buy-pre-warm';

export interface SoldMailbox {
  readonly first_name: string;
  readonly last_name: string;
  readonly alias: string;
}

export interface SoldDomain {
  readonly domain: string;
  readonly type: MailboxType;
  readonly redirect: string;
  readonly mailboxes: readonly SoldMailbox[];
}

/** One sale as the record file holds it: no key, no hosting and no sequencer ever enters it. */
export interface SoldOrder {
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly id: string;
  readonly kind: OrderKind;
  readonly organization: string;
  readonly domains: readonly string[];
  readonly tag: string;
  /** Dollars, as this vendor writes money. */
  readonly amount: number;
  /** Digest of the request body without hosting and sequencer. */
  readonly digest: string;
  /** Epoch milliseconds from which the account lists the order. */
  readonly listedFrom: number;
  /** The form that was filled in; empty for other kinds. */
  readonly form: string;
  readonly details: readonly SoldDomain[];
  /** Domains that this sale registered. */
  readonly registers?: readonly string[];
}

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  /** Where sales are written, one JSON line each, so that the account outlives the process; null keeps them in memory. */
  readonly recordFile: string | null;
  readonly faults: readonly FaultName[];
  /** Share of orders whose first spend meets a fault, 0 to 1. */
  readonly faultRate?: number;
  /** Requests per second that are let through; null lets all through. */
  readonly rate?: number | null;
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly packages?: readonly SandboxPackage[];
  /** Domains the account bought through the vendor; when given, `provider=scaledmail` takes no others. */
  readonly purchased?: readonly string[];
  /** Sells a domain again when asked again, so that a needless second spend shows as a double sale. */
  readonly sellsTwice?: boolean;
  readonly lateMs?: number;
  readonly slowMs?: number;
  /** How long an order's domains stay `In Progress`. */
  readonly provisionMs?: number;
}

export interface Sandbox {
  /** The base URL to give to the program; ends with /api/v1. */
  readonly url: string;
  readonly port: number;
  /** Everything sold, by this process and by every other that shares the record file. */
  sold(): readonly SoldOrder[];
  /** Domains that were asked for again after they had been sold. */
  repeats(): readonly string[];
  /** `GET /domains` → how often this process was asked; ids in paths are shown as `:id`. */
  requests(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}
