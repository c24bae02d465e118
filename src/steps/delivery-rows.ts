import type { DeliveryProblem, DomainDelivery, OrderDelivery } from '../domain/delivery.ts';
import { shortKey } from '../domain/identity.ts';
import { visibleText } from '../domain/visible-text.ts';

/** The columns of what `status --results` writes, in this order; other people's scripts are written against them. */
export const DELIVERY_COLUMNS = [
  'order',
  'order_id',
  'vendor',
  'order_status',
  'domain',
  'domain_status',
  'mailbox_type',
  'mailboxes_ordered',
  'mailboxes_delivered',
  'problem',
  'fix',
  'key',
] as const;

/** One row for each domain, without the header; an order of which nothing was read has a row for each domain ordered. */
export function deliveryRows(orders: readonly OrderDelivery[]): readonly string[][] {
  return orders.flatMap((order) => {
    const own = [...(order.hindrance ? [order.hindrance] : []), ...(order.delivery?.problems ?? [])];
    if (order.delivery)
      return order.delivery.domains.map((domain) => rowOf(order, domain, [...own, ...domain.problems]));
    const names = order.domainsOrdered.length > 0 ? order.domainsOrdered : [''];
    return names.map((name) => rowOf(order, name, own));
  });
}

/** What a domain's status cell says: the vendor's own word where it has one, else how it is missed. */
export function domainStatus({ state, vendorStatus }: DomainDelivery): string {
  if (vendorStatus) return vendorStatus;
  return state === 'under_way' || state === 'unclear' ? '' : state;
}

function rowOf(order: OrderDelivery, domain: DomainDelivery | string, problems: readonly DeliveryProblem[]): string[] {
  const known = typeof domain === 'string' ? null : domain;
  return [
    order.name,
    order.orderId,
    order.vendor,
    order.delivery?.orderStatus ?? '',
    known ? known.domain : String(domain),
    known ? domainStatus(known) : '',
    known?.mailboxType ?? '',
    numberText(known?.mailboxesOrdered),
    numberText(known?.mailboxesDelivered),
    problems.map(({ code, text }) => `${code}: ${text}`).join(' '),
    [...new Set(problems.map(({ fix }) => fix))].join(' '),
    shortKey(order.key),
  ].map((cell) => visibleText(cell).trim());
}

function numberText(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : String(number);
}
