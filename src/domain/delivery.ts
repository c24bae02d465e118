import type { ReadFailure } from './vendor.ts';
import type { Receipt } from './verdict.ts';

/** What the ledger knows of a placed order, as far as its delivery can be measured against it. */
export interface Followed {
  readonly orderId: string;
  readonly organization: string;
  readonly operation: string;
  readonly domains: readonly string[];
  /** Over all domains; 0 when it is not known. */
  readonly mailboxes: number;
  readonly payment: Receipt['payment'];
  /** The vendor showed another order than was asked for, so it is not to be paid unseen. */
  readonly differs?: boolean;
  /** Since it was sent; null when the ledger does not say, as for an order that was bought elsewhere. */
  readonly ageMs: number | null;
}

/** Something that does not go by itself, or should not be. */
export interface DeliveryProblem {
  readonly code: string;
  readonly text: string;
  readonly fix: string;
}

/**
 * How a domain stands: `missing` and `elsewhere` are not at the vendor under its order; `unclear` in words not known to us;
 * `failed` could not be set up; `ended` was there once.
 */
export type DomainState =
  | 'delivered'
  | 'under_way'
  | 'missing'
  | 'elsewhere'
  | 'cancelled'
  | 'unclear'
  | 'extra'
  | 'failed'
  | 'ended';

export interface DomainDelivery {
  readonly domain: string;
  readonly state: DomainState;
  /** The vendor's own word; empty when it has none under this order. */
  readonly vendorStatus: string;
  readonly mailboxType: string;
  /** Null where it cannot be told from the order's total. */
  readonly mailboxesOrdered: number | null;
  /** Null where the vendor does not say. */
  readonly mailboxesDelivered: number | null;
  readonly problems: readonly DeliveryProblem[];
}

/** Where one placed order stands at its vendor. */
export interface Delivery {
  /** The vendor's own word; empty when it does not say. */
  readonly orderStatus: string;
  readonly isCancelled: boolean;
  readonly domains: readonly DomainDelivery[];
  /** Problems of the order as such. */
  readonly problems: readonly DeliveryProblem[];
}

export type DeliveryReading =
  | { readonly kind: 'read'; readonly delivery: Delivery }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** How an order stands, in one word. */
export type DeliveryStand = 'delivered' | 'under_way' | 'odd';

/** Odd as soon as there is one problem; delivered when every domain is. */
export function standOf({ domains, problems }: Delivery): DeliveryStand {
  if (problems.length > 0 || domains.some((domain) => domain.problems.length > 0)) return 'odd';
  return domains.length > 0 && domains.every((domain) => domain.state === 'delivered') ? 'delivered' : 'under_way';
}

const STILL_OPEN: ReadonlySet<DomainState> = new Set(['under_way', 'missing', 'unclear']);

/** True while the vendor may still change it by itself, so that it is worth another look. */
export function isOpen({ domains, isCancelled }: Delivery): boolean {
  if (isCancelled) return false;
  return domains.length === 0 || domains.some(({ state }) => STILL_OPEN.has(state));
}

/** One order of the ledger, with what the vendor shows of it. */
export interface OrderDelivery {
  readonly key: string;
  readonly name: string;
  readonly vendor: string;
  readonly operation: string;
  readonly orderId: string;
  readonly mailboxesOrdered: number;
  readonly domainsOrdered: readonly string[];
  /** The latest that was read; null when nothing was. */
  readonly delivery: Delivery | null;
  /** Why nothing was read of it, or not this time. */
  readonly hindrance: DeliveryProblem | null;
  readonly stand: DeliveryStand | 'not_placed' | 'unread';
}

/** Every problem of an order: why it was not read, its own, and those of its domains, each once. */
export function problemsOf({ hindrance, delivery }: OrderDelivery): readonly DeliveryProblem[] {
  return [
    ...(hindrance ? [hindrance] : []),
    ...(delivery?.problems ?? []),
    ...(delivery?.domains ?? []).flatMap((domain) => domain.problems),
  ];
}
