import { type DeliveryProblem, type DomainDelivery, type OrderDelivery, problemsOf } from '../domain/delivery.ts';
import { shortKey } from '../domain/identity.ts';
import { visibleText } from '../domain/visible-text.ts';
import { domainStatus } from '../steps/delivery-rows.ts';
import { table } from './table.ts';
import { wrapped } from './wrap.ts';

const UNMEASURED = 100;

const WORDS: Readonly<Record<OrderDelivery['stand'], string>> = {
  delivered: 'delivered',
  under_way: 'under way',
  odd: 'odd',
  unread: 'not read',
};

/** How each order stands, domain by domain when `whole`, then what is odd and what to do, then the sums. */
export function sayDeliveries(
  orders: readonly OrderDelivery[],
  { width, whole, quiet }: { readonly width: number | null; readonly whole: boolean; readonly quiet: boolean },
): string {
  if (orders.length === 0) return quiet ? '' : 'No placed orders.';
  const told = quiet ? orders.filter(({ stand }) => stand === 'odd' || stand === 'unread') : orders;
  return [
    told.length > 0
      ? table(['stands', 'order', 'order_id', 'vendor says', 'domains', 'mailboxes'], told.map(orderRow), width)
      : '',
    whole && told.length > 0 ? domainTable(told, width) : '',
    sayProblems(told, width ?? UNMEASURED),
    quiet && told.length === 0 ? '' : sumText(orders),
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
  return `${orders.length} ${orders.length === 1 ? 'order' : 'orders'}: ${counts}. Delivered: ${domains.delivered} of ${domains.ordered} domains, ${mailboxes.delivered} of ${mailboxes.ordered || '?'} mailboxes.`;
}

/** How far one order is, in few words: `odd, 1 of 3 domains`. */
export function progressText(order: OrderDelivery): string {
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

/** Problems with the same advice are told together, with the orders that have them. */
function sayProblems(orders: readonly OrderDelivery[], width: number): string {
  return orders
    .flatMap((order) => {
      const byFix = new Map<string, DeliveryProblem[]>();
      for (const problem of problemsOf(order)) {
        const name = `${problem.code} ${problem.fix}`;
        byFix.set(name, [...(byFix.get(name) ?? []), problem]);
      }
      return [...byFix.values()].map((problems) => sayAlike(order, problems, width));
    })
    .join('\n');
}

const MOST_ALIKE = 3;

function sayAlike(order: OrderDelivery, problems: readonly DeliveryProblem[], width: number): string {
  const [first] = problems;
  const more = problems.length > MOST_ALIKE ? ` And ${problems.length - MOST_ALIKE} more alike.` : '';
  const texts = problems.slice(0, MOST_ALIKE).map(({ text }) => text);
  const name = order.orderId ? order.name : `${order.name} (${shortKey(order.key) || 'no key'})`;
  return [
    wrapped(visibleText(`${first?.code}: ${name}: ${texts.join(' ')}${more}`), width, 2),
    wrapped(visibleText(`  → ${first?.fix}`), width, 4),
  ].join('\n');
}

function domainsText(order: OrderDelivery): string {
  return `${deliveredDomains(order)}/${order.domainsOrdered.length}`;
}

function boxesText(order: OrderDelivery): string {
  return `${deliveredBoxes(order)}/${order.mailboxesOrdered || '?'}`;
}

function deliveredDomains({ delivery }: OrderDelivery): number {
  return (delivery?.domains ?? []).filter(({ state }) => state === 'delivered').length;
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
      unread: count('unread'),
    },
    domains: { ordered: sum((order) => order.domainsOrdered.length), delivered: sum(deliveredDomains) },
    mailboxes: { ordered: sum((order) => order.mailboxesOrdered), delivered: sum(deliveredBoxes) },
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
