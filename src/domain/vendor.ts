import type { BlindSpot } from './blind-spot.ts';
import type { Catalogue } from './catalogue.ts';
import type { Conversation } from './conversation.ts';
import type { DeliveryReading, Followed } from './delivery.ts';
import type { OrderDraft } from './draft.ts';
import type { Finding } from './finding.ts';
import type { HalfOrdersReading } from './half-order.ts';
import type { HttpReply, HttpRequest } from './http.ts';
import type { Json } from './json.ts';
import type { NamesReading, NamesWanted } from './mailbox-names.ts';
import type { Money } from './money.ts';
import type {
  LookUpContext,
  OnlineFacts,
  OnlineFindings,
  OnlineQuestion,
  OnlineReading,
  OrderToLookUp,
  WorkspacesReading,
} from './online.ts';
import type { Rate } from './rate.ts';
import type { Remembered, Surroundings } from './remembered.ts';
import type { Renewal } from './renewal.ts';
import type { RulePage } from './rule.ts';
import type { StockReading } from './stock.ts';
import type { VendorCall } from './vendor-call.ts';
import type { LookupResult, Verdict } from './verdict.ts';

/** A company with an API we order from, described in one folder. It holds no client, timer, retry or secret. */
export interface Vendor {
  readonly id: string;
  readonly title: string;
  /** Used unless an environment variable or `--base-url` names another. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly limits: Limits;
  readonly pages: readonly RulePage[];
  /** Every call of its API that its own pages name, used or not. */
  readonly calls: readonly VendorCall[];
  /** What no check can tell of an order before it is sent; said in every report of a dry run. */
  readonly blindSpots: readonly BlindSpot[];
  /** Tells the operation from what the sheet holds; used when neither column nor flag says. */
  inferOperation(draft: OrderDraft): string;
  /** The code and sentence for an operation this vendor does not have. */
  unknownOperation(draft: OrderDraft): Finding;
  /** Reads one account's packages and prices. */
  pullCatalogue(context: AccountContext): Conversation<CatalogueReading>;
  /** Reads what the account holds now: once per run and account, before its first spend. */
  survey(context: AccountContext): Conversation<SurveyReading>;
  /** Reads what the rules of `--online` ask about these orders, all of one account. Reads only, also where it posts. */
  preflight(orders: readonly OrderToLookUp[], context: LookUpContext): Conversation<OnlineReading>;
  /** Reads the organizations that the key sees. Left out where a vendor has none. */
  readWorkspaces?(): Conversation<WorkspacesReading>;
  /** The id for an organization as a person names it; the text itself where the settings know no such name. */
  organizationId(named: string, settings: VendorSettings): string;
  /** Reads the orders that are paid and not configured. */
  readHalfOrders(context: AccountContext): Conversation<HalfOrdersReading>;
  /** Reads what the vendor has for sale as it stands. Left out where it sells nothing so. */
  readStock?(context: AccountContext): Conversation<StockReading>;
  /** How many mailboxes a domain of this type wants when a paid order is configured; null when that is not known. */
  mailboxesOn(type: string, settings: VendorSettings): number | null;
  /** Asks for names of mailboxes; left out where the vendor suggests none, or makes the mailboxes from a person's name itself. */
  suggestNames?(wanted: NamesWanted): Conversation<NamesReading>;
  /** Reads the vendor's settings from the configuration; returns sentences when they do not fit. */
  readSettings(raw: unknown): { readonly settings: VendorSettings } | { readonly problems: readonly string[] };
}

/** Settings as the vendor's own schema read them; only that vendor looks inside. */
export type VendorSettings = Readonly<Record<string, unknown>>;

export interface Auth {
  readonly header: string;
  readonly prefix: string;
  /** Environment variables; each key also as NAME_FILE. */
  readonly keyVariable: string;
  readonly organizationVariable: string | null;
  readonly baseUrlVariable: string;
  /** Headers beside the key, none of them secret, that depend on which of its addresses is spoken to. */
  readonly extraHeaders?: (baseUrl: URL) => Readonly<Record<string, string>>;
}

/** Differences as data: nothing asks which vendor it is. */
export interface Limits {
  /** Over everything this process sends to the account, reads too. */
  readonly rate: Rate;
  readonly spendTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** Tries of one order within a run, the first included; only proven-not-placed is tried again. */
  readonly maxAttempts: number;
  /** When a doubt is read back inside `submit`, milliseconds after its spend. */
  readonly readBackAfterMs: readonly number[];
  /** How long `status --watch` waits before its second look, and at most between two, milliseconds. */
  readonly watchPauseMs: { readonly first: number; readonly longest: number };
  readonly maxTagLength: number | null;
  /** The code for one tag on several orders; null where the vendor has no tags. */
  readonly sharedTagCode: string | null;
}

/** The account a conversation speaks for: what stands in the vendor's own query or headers. */
export interface AccountContext {
  readonly organization: string;
}

export type CatalogueReading =
  | { readonly kind: 'read'; readonly packages: Catalogue['packages'] }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

export type SurveyReading =
  | { readonly kind: 'read'; readonly surroundings: Surroundings }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** How many domains go into one order: exactly so many, at most so many, or why that cannot be told. */
export type PackSize =
  | { readonly kind: 'exactly'; readonly domains: number }
  | { readonly kind: 'at_most'; readonly domains: number }
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string; readonly fix: string };

/** Why a read gave nothing: the key was refused, or anything else that may pass. */
export interface ReadFailure {
  readonly unauthorised: boolean;
  readonly reason: string;
}

/** What a check may know besides the draft. */
export interface Facts {
  readonly catalogue: Catalogue | null;
  readonly settings: VendorSettings;
  readonly organization: string;
  /** The origin that orders would go to, or the word `sandbox`; a check that is not told takes it for a live one. */
  readonly origin?: string;
  /** False in a dry run, which warns of what only stops a real one; a check that is not told takes it for a real one. */
  readonly sending?: boolean;
}

/** A draft as its vendor understands it. Everything but `findings` exists for invalid drafts too. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** What enters the key: the normalised order with domains and aliases sorted and secrets left out. */
  readonly identity: { readonly [field: string]: Json };
  /** The account's organization for this order (a column may name another than the environment). */
  readonly organization: string;
  readonly claims: readonly string[];
  readonly domains: readonly string[];
  readonly mailboxes: number;
  /** The person's own tag, or null when the vendor's tag field is free for our marker. */
  readonly tag: string | null;
  readonly price: Money | null;
  /** What it costs at most, where the price is asked only right before it is sent; reserved, and never shown as paid. */
  readonly ceiling?: Money;
  /** What it goes on to cost; left out where it does not renew, or nobody knows. */
  readonly renewal?: Renewal;
}

export interface Operation {
  readonly id: string;
  readonly title: string;
  readonly columns: { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** Rows of a small order that passes `check` as it is: canonical column → value. */
  readonly example: readonly Readonly<Record<string, string>>[];
  /** Columns that take few values, and these values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Columns that are top level in the body, so that packing keeps them apart. */
  readonly groupBy: readonly string[];
  readonly capabilities: {
    /** By what an order is found again; `none` where the vendor shows no orders, so that a doubt is for a person to end. */
    readonly correlation: 'tag' | 'domains' | 'none';
    readonly payment: 'charged' | 'checkout' | 'none';
    readonly idempotency: 'none';
  };
  /** Pure; how many domains one order takes, from the order-level cells and the first domain's type. */
  packSize(draft: OrderDraft, facts: Facts): PackSize;
  /** Pure; all findings at once. */
  check(draft: OrderDraft, facts: Facts): Checked;
  /** Pure; comes after `check`, apart from it, so that nothing that was looked up can enter a key or a payload. */
  checkOnline(question: OnlineQuestion, online: OnlineFacts): OnlineFindings;
  /**
   * Pure; called only when nothing in the draft is an error, and maybe long after `check`, which looks at the body itself so
   * that a dry run finds what cannot be assembled. `marker` stands in for a missing tag.
   */
  assemble(draft: OrderDraft, facts: Facts, marker: string): HttpRequest;
  /** Pure; at most one spend, and reads only before it: what they show may end it as not placed, with nothing sent. */
  place(request: HttpRequest): Conversation<Verdict>;
  /** Pure; reads a spend's reply, also one that was stored by a run that died. */
  readReply(reply: HttpReply): Verdict;
  /** Pure; reads only; works from the ledger alone. */
  find(remembered: Remembered): Conversation<LookupResult>;
  /** Pure; reads only: where a placed order stands. Left out where a vendor does not show it. */
  follow?(followed: Followed): Conversation<DeliveryReading>;
}
