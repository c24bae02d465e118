import type { OrderDraft } from './draft.ts';
import type { Finding } from './finding.ts';
import type { Facts, ReadFailure, VendorSettings } from './vendor.ts';

/** What look-ups told of one account; only the vendor that made them looks inside. */
export interface OnlineFacts {
  readonly vendor: string;
  /** Why the vendor refused the key; null when it did not. Then nothing else was looked up. */
  readonly keyRefused: string | null;
}

/** An order to be looked up: valid or not, so that everything is found at once. */
export interface OrderToLookUp {
  readonly operation: string;
  readonly draft: OrderDraft;
}

/** What the reads of an account may lean on. */
export interface LookUpContext {
  readonly organization: string;
  /** The origin that is read from, or the word `sandbox`. */
  readonly origin: string;
  readonly settings: VendorSettings;
}

/** `failed` stands for what may pass: no answer, or one that says so. What merely told nothing is part of the facts. */
export type OnlineReading =
  | { readonly kind: 'read'; readonly online: OnlineFacts }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** One order beside what was looked up. */
export interface OnlineQuestion {
  readonly draft: OrderDraft;
  readonly facts: Facts;
  readonly key: string;
}

/** What the look-ups say of one order. */
export interface OnlineFindings {
  readonly findings: readonly Finding[];
  /** What an earlier sending of this very order would explain too: domains that are not free, a form that waits no more. */
  readonly taken: readonly Finding[];
  /** Of what the vendor lists, with the domain as the value: it may be this very order's, when it was sent before. */
  readonly listed: readonly Finding[];
  /** Codes whose offline warnings are answered by the look-up. */
  readonly answers: readonly string[];
}

/** An organization that a key sees. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
}

export type WorkspacesReading =
  | { readonly kind: 'read'; readonly workspaces: readonly Workspace[] }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };
