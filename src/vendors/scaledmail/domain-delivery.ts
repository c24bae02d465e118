import type { DeliveryProblem, DomainDelivery, DomainState, Followed } from '../../domain/delivery.ts';
import { deliveredOn, typeOf } from './delivered-mailboxes.ts';
import type { Listing } from './listing.ts';
import type { ListedDomain } from './schema.ts';

/** What is known of an order when its domains are judged one by one. */
export interface OrderView {
  readonly wanted: Followed;
  readonly rows: Listing;
  /** Domains that the order itself shows. */
  readonly shown: readonly string[];
  readonly ordered: (domain: string) => number | null;
  /** So new that what is not listed is only late. */
  readonly young: boolean;
  /** The order's own problem says why its domains are not listed. */
  readonly told: boolean;
  readonly cancelled: boolean;
}

/** How one domain that was ordered stands. */
export function domainDelivery(domain: string, view: OrderView): DomainDelivery {
  const { wanted, rows, shown } = view;
  const listed = rows.of(domain);
  const others = [...new Set(listed.map((row) => row.payment_id).filter((id) => id !== '' && id !== wanted.orderId))];
  // A row without an order counts when the order itself shows the domain.
  const own =
    listed.find((row) => row.payment_id === wanted.orderId) ??
    listed.find((row) => row.payment_id === '' && shown.includes(domain));
  const elsewhere = others.length > 0 && !view.cancelled ? [heldElsewhere(domain, others, own !== undefined)] : [];
  if (own) return withRow(domain, own, elsewhere, view);
  const missing = elsewhere.length === 0 && !view.young && !view.told ? [notListed(domain, view)] : [];
  return {
    domain,
    state: stateWithoutRow(others, view),
    vendorStatus: '',
    mailboxType: '',
    mailboxesOrdered: view.ordered(domain),
    mailboxesDelivered: null,
    problems: [...elsewhere, ...missing],
  };
}

/** A domain of the order that nobody ordered with it. */
export function extraDomain(domain: string, { wanted, rows, cancelled }: OrderView): DomainDelivery {
  const row = rows.of(domain).find((one) => one.payment_id === wanted.orderId);
  const problem = {
    code: 'DELIVERY-DOMAIN-EXTRA',
    text: `Order ${wanted.orderId} has ${domain}, which was not ordered with it.`,
    fix: "Compare the order in the vendor's app with your sheet, and ask the vendor.",
  };
  return {
    domain,
    state: 'extra',
    vendorStatus: row?.status ?? '',
    mailboxType: typeOf(row),
    mailboxesOrdered: null,
    mailboxesDelivered: row ? deliveredOn(row) : null,
    problems: cancelled ? [] : [problem],
  };
}

function withRow(
  domain: string,
  row: ListedDomain,
  elsewhere: readonly DeliveryProblem[],
  view: OrderView,
): DomainDelivery {
  const state = view.cancelled ? 'cancelled' : stateOf(row.status);
  const ordered = view.ordered(domain);
  const delivered = deliveredOn(row);
  const problems = view.cancelled
    ? []
    : [...elsewhere, ...statusProblems(domain, row.status, state), ...countProblems(domain, state, ordered, delivered)];
  return {
    domain,
    state,
    vendorStatus: row.status,
    mailboxType: typeOf(row),
    mailboxesOrdered: ordered,
    mailboxesDelivered: delivered,
    problems,
  };
}

function stateWithoutRow(others: readonly string[], { cancelled, young }: OrderView): DomainState {
  if (cancelled) return 'cancelled';
  if (others.length > 0) return 'elsewhere';
  return young ? 'under_way' : 'missing';
}

function stateOf(status: string): DomainState {
  if (/^active$/i.test(status)) return 'delivered';
  if (/^cancell?ed$/i.test(status)) return 'cancelled';
  return status === '' || /^in[\s_-]?progress$/i.test(status) ? 'under_way' : 'unclear';
}

function countProblems(
  domain: string,
  state: DomainState,
  ordered: number | null,
  delivered: number | null,
): readonly DeliveryProblem[] {
  if (ordered === null || delivered === null || ordered === delivered) return [];
  const text = `${domain} has ${delivered} ${delivered === 1 ? 'mailbox' : 'mailboxes'}, and ${ordered} were ordered.`;
  const fix = "Compare the order in the vendor's app with your sheet, and ask the vendor.";
  if (delivered > ordered) return [{ code: 'DELIVERY-MAILBOXES-MORE', text, fix }];
  return state === 'delivered' ? [{ code: 'DELIVERY-MAILBOXES-FEWER', text, fix }] : [];
}

function statusProblems(domain: string, status: string, state: DomainState): readonly DeliveryProblem[] {
  if (state !== 'unclear' && state !== 'cancelled') return [];
  return [
    {
      code: 'DELIVERY-STATUS-ODD',
      text: `The vendor calls ${domain} "${status}", which is neither "Active" nor "In Progress".`,
      fix: "Look in the vendor's app what that means.",
    },
  ];
}

function heldElsewhere(domain: string, orders: readonly string[], also: boolean): DeliveryProblem {
  const which = `${orders.length === 1 ? 'order' : 'orders'} ${orders.join(', ')}`;
  return {
    code: 'DELIVERY-DOMAIN-ELSEWHERE',
    text: `The vendor lists ${domain} under ${which}${also ? ' as well' : ' instead'}.`,
    fix: also
      ? "It may have been bought twice: compare both orders in the vendor's app, and ask the vendor."
      : "Look at both orders in the vendor's app, and ask the vendor.",
  };
}

function notListed(domain: string, { shown, wanted }: OrderView): DeliveryProblem {
  const where = shown.includes(domain)
    ? `Order ${wanted.orderId} shows ${domain}, but the list of domains does not have it.`
    : `The vendor has ${domain} neither in order ${wanted.orderId} nor in the list of domains.`;
  return {
    code: 'DELIVERY-DOMAIN-MISSING',
    text: where,
    fix: "Look at the order in the vendor's app, and ask the vendor; do not order the domain again before.",
  };
}
