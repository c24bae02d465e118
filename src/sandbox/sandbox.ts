import type { FaultName } from './faults.ts';
import type { MailboxType, SandboxPackage } from './scaledmail/packages.ts';

export type { MailboxType };

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
  /** The operation that sold it. */
  readonly kind: string;
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
  /** The vendor's own terms of it, where it has more than the above. */
  readonly terms?: Readonly<Record<string, string>>;
  /** Left out for the first vendor. */
  readonly vendor?: string;
}

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  /** Where sales are written, one JSON line each, so that the account outlives the process; null keeps them in memory. */
  readonly recordFile: string | null;
  readonly faults: readonly FaultName[];
  /** Share of orders whose first spend meets a fault, 0 to 1. */
  readonly faultRate?: number;
  /** Requests per second that ScaledMail lets through; null lets all through, to every vendor. */
  readonly rate?: number | null;
  /** Vendors whose own limits of pace are lifted. */
  readonly lifted?: readonly string[];
  readonly seed: number;
  /** Told of each request when it is there: whose it is, and its name as in `requests()`. */
  readonly onRequest?: (vendor: string, name: string) => void;
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
  /** Saleshandy: domains that free and replacement orders may have. */
  readonly credits?: { readonly free: number; readonly replacement: number };
  /** Saleshandy: a domain whose name begins with `failed-` fails to be set up, unless this is false. */
  readonly failsByName?: boolean;
  /** Saleshandy: whether orders that wait to be paid are shown, which they are unless this is false. */
  readonly showsUnpaid?: boolean;
}

export interface Sandbox {
  /** The base URL of ScaledMail's stand-in; ends with /api/v1. */
  readonly url: string;
  /** The base URL of each vendor's stand-in, by the vendor's id. */
  readonly urls: Readonly<Record<string, string>>;
  readonly port: number;
  /** Everything sold, by this process and by every other that shares the record file. */
  sold(): readonly SoldOrder[];
  /** Domains that were asked for again after they had been sold. */
  repeats(): readonly string[];
  /** `GET /domains` → how often this process was asked; ids in paths are shown as `:id`, the second vendor with its prefix. */
  requests(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}
