import { type DeliveryProblem, type DomainDelivery, type OrderDelivery, problemsOf } from '../domain/delivery.ts';
import { shortKey } from '../domain/identity.ts';
import { visibleText } from '../domain/visible-text.ts';
import { domainStatus } from '../steps/delivery-rows.ts';
import { table } from './terminal/table.ts';
import { fitted, wrapped } from './terminal/wrap.ts';

const UNMEASURED = 100;

const WORDS: Readonly<Record<OrderDelivery['stand'], string>> = {
  delivered: 'delivered',
  under_way: 'under way',
  odd: 'odd',
  not_placed: 'not placed',
  unread: 'not read',
};

const FINE: ReadonlySet<OrderDelivery['stand']> = new Set(['delivered', 'under_way']);

/** How each order stands, domain by domain when `whole`, then what is odd and what to do, then the sums. */
export function sayDeliveries(
  orders: readonly OrderDelivery[],
  { width, whole, quiet }: { readonly width: number | null; readonly whole: boolean; readonly quiet: boolean },
): string {
  if (orders.length === 0) return quiet ? '' : 'No placed orders.';
  const told = quiet ? orders.filter(({ stand }) => !FINE.has(stand)) : orders;
  return [
    told.length > 0
      ? table(['stands', 'order', 'order_id', 'vendor says', 'domains', 'mailboxes'], told.map(orderRow), width)
      : '',
    whole && told.length > 0 ? domainTable(told, width) : '',
    sayProblems(told, width ?? UNMEASURED, whole),
    quiet && told.length === 0 ? '' : fitted(sumText(orders), width),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The same for a program. */
export function deliveriesJson(orders: readonly OrderDelivery[], at: string): string {
  return JSON.stringify({ at, totals: totalsOf(orders), orders: orders.map(orderJson) }, null, 2);
}

/** `3 orders: 2 delivered, 1 under way. 5 of 7 domains, 10 of 14 mailboxes.` */
export function sumText(orders: readonly OrderDelivery[]): string {
  const totals = totalsOf(orders);
  const stands = Object.entries(totals.orders).filter(([, count]) => count > 0);
  const counts = stands.map(([stand, count]) => `${count} ${WORDS[stand as OrderDelivery['stand']]}`).join(', ');
  const { domains, mailboxes } = totals;
  const uncounted = mailboxes.uncounted > 0 ? `, and ${mailboxes.uncounted} in orders whose number is not known` : '';
  const delivered = `${domains.delivered} of ${domains.ordered} domains, ${mailboxes.delivered} of ${mailboxes.ordered} mailboxes${uncounted}`;
  const sum = `${orders.length} ${orders.length === 1 ? 'order' : 'orders'}: ${counts}.`;
  return domains.ordered > 0 ? `${sum} Delivered: ${delivered}.` : sum;
}

/** How far one order is, in few words: `odd, 1 of 3 domains`. */
export function progressText(order: OrderDelivery): string {
  if (!order.delivery) return WORDS[order.stand];
  return `${WORDS[order.stand]}, ${domainsText(order).replace('/', ' of ')} domains, ${boxesText(order).replace('/', ' of ')} mailboxes`;
}

function orderRow(order: OrderDelivery): readonly string[] {
  const says = order.delivery?.orderStatus || '-';
  return [WORDS[order.stand], order.name, order.orderId || '-', says, domainsText(order), boxesText(order)];
}

function domainTable(orders: readonly OrderDelivery[], width: number | null): string {
  const rows = orders.flatMap((order) =>
    (order.delivery?.domains ?? []).map((domain) => [
      domain.domain,
      domainStatus(domain) || '-',
      domain.mailboxType || '-',
      `${domain.mailboxesDelivered ?? '-'}/${domain.mailboxesOrdered ?? '-'}`,
      order.name,
    ]),
  );
  return table(['domain', 'vendor says', 'type', 'mailboxes', 'order'], rows, width);
}

interface Alike {
  readonly problem: DeliveryProblem;
  readonly told: { readonly order: OrderDelivery; readonly text: string }[];
}

const MOST_ALIKE = 3;

/** Problems of one kind are told together, with the orders that have them. */
function sayProblems(orders: readonly OrderDelivery[], width: number, whole: boolean): string {
  const kinds = new Map<string, Alike>();
  for (const order of orders)
    for (const problem of problemsOf(order)) {
      const kind = kinds.get(`${problem.code} ${problem.fix}`) ?? { problem, told: [] };
      kind.told.push({ order, text: problem.text });
      kinds.set(`${problem.code} ${problem.fix}`, kind);
    }
  return [...kinds.values()].map((kind) => sayAlike(kind, width, whole)).join('\n\n');
}

function sayAlike({ problem, told }: Alike, width: number, whole: boolean): string {
  const shown = told.slice(0, whole || told.length <= MOST_ALIKE + 1 ? told.length : MOST_ALIKE);
  const more = told.length > shown.length ? [`  and ${told.length - shown.length} more, which --verbose shows.`] : [];
  return [
    `${problem.code}:`,
    ...shown.map(({ order, text }) =>
      wrapped(visibleText(`  ${order.name} (${shortKey(order.key) || 'no key'}): ${text}`), width, 4),
    ),
    ...more,
    wrapped(visibleText(`  → ${problem.fix}`), width, 4),
  ].join('\n');
}

function domainsText(order: OrderDelivery): string {
  return order.delivery ? `${deliveredDomains(order)}/${order.domainsOrdered.length}` : '-';
}

function boxesText(order: OrderDelivery): string {
  if (!order.delivery || isWithoutBoxes(order)) return '-';
  return `${deliveredBoxes(order)}/${order.mailboxesOrdered || '?'}`;
}

function deliveredDomains({ delivery }: OrderDelivery): number {
  return (delivery?.domains ?? []).filter(({ state }) => state === 'delivered').length;
}

/** A delivered order of which nobody counts mailboxes, such as a registration. */
function isWithoutBoxes({ delivery, mailboxesOrdered }: OrderDelivery): boolean {
  const domains = delivery?.domains ?? [];
  return mailboxesOrdered === 0 && domains.every((one) => one.state === 'delivered' && one.mailboxesDelivered === null);
}

function deliveredBoxes({ delivery }: OrderDelivery): number {
  return (delivery?.domains ?? []).reduce((sum, domain) => sum + boxesOn(domain), 0);
}

/** Mailboxes of a domain that is still being set up are not there yet, whatever the list counts. */
function boxesOn({ state, mailboxesDelivered }: DomainDelivery): number {
  return state === 'delivered' ? (mailboxesDelivered ?? 0) : 0;
}

function totalsOf(orders: readonly OrderDelivery[]) {
  const count = (stand: OrderDelivery['stand']) => orders.filter((order) => order.stand === stand).length;
  const sum = (of: (order: OrderDelivery) => number) => orders.reduce((total, order) => total + of(order), 0);
  return {
    orders: {
      delivered: count('delivered'),
      under_way: count('under_way'),
      odd: count('odd'),
      not_placed: count('not_placed'),
      unread: count('unread'),
    },
    domains: { ordered: sum((order) => order.domainsOrdered.length), delivered: sum(deliveredDomains) },
    mailboxes: {
      ordered: sum((order) => order.mailboxesOrdered),
      delivered: sum((order) => (order.mailboxesOrdered > 0 ? deliveredBoxes(order) : 0)),
      uncounted: sum((order) => (order.mailboxesOrdered > 0 ? 0 : deliveredBoxes(order))),
    },
  };
}

function orderJson(order: OrderDelivery) {
  return {
    order: order.name,
    stands: order.stand,
    order_id: order.orderId,
    vendor: order.vendor,
    operation: order.operation,
    order_status: order.delivery?.orderStatus ?? '',
    domains: (order.delivery?.domains ?? []).map((domain) => ({
      domain: domain.domain,
      state: domain.state,
      domain_status: domain.vendorStatus,
      mailbox_type: domain.mailboxType,
      mailboxes_ordered: domain.mailboxesOrdered,
      mailboxes_delivered: domain.mailboxesDelivered,
      problems: domain.problems,
    })),
    problems: [...(order.hindrance ? [order.hindrance] : []), ...(order.delivery?.problems ?? [])],
    key: shortKey(order.key),
  };
}
