import type { Money } from './money.ts';

/** The code of an order that is paid and not configured. */
export const FORM_PENDING = 'FORM-PENDING';

/** The code of an order that the vendor shows otherwise than it was asked for: nobody should pay it unseen. */
export const ORDER_DIFFERS = 'SH-ORDER-DIFFERS';

/** What a vendor gave us for a placed order. */
export interface Receipt {
  /** Empty until known; a placed order without an id is read back until it has one. */
  readonly orderId: string | null;
  readonly payment: 'taken' | 'pending' | 'checkout';
  readonly checkoutUrl?: string;
  readonly amount?: Money;
  /** A cause to show beside the status, e.g. FORM-PENDING or CHARGE-FAILED. */
  readonly code?: string;
}

/** What one attempt told us. Only `not_placed` may be sent again without a person. */
export type Verdict =
  | { readonly kind: 'placed'; readonly receipt: Receipt; readonly reason: string }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly reason: string;
      /** True when one read-back must find nothing before it is called refused: it may be our own earlier order. */
      readonly confirm: boolean;
    }
  | {
      readonly kind: 'not_placed';
      readonly cause: 'not_sent' | 'throttled' | 'unauthorised';
      readonly code: string;
      readonly reason: string;
      /** What to do where running again alone would not help. */
      readonly fix?: string;
      /** How long the vendor asked us to wait, milliseconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unknown'; readonly code: string; readonly reason: string };

/** What a read-back told us. Absence is never proof: only `found` changes an order's state. */
export type LookupResult =
  | {
      readonly kind: 'found';
      readonly receipt: Receipt;
      readonly by: string;
      /** The vendor shows what only a paid order has. Left out where what it shows proves nothing of the payment. */
      readonly paid?: true;
    }
  | { readonly kind: 'not_found_yet'; readonly note: string }
  | { readonly kind: 'inconclusive'; readonly note: string };
