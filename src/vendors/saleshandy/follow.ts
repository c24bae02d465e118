import type { Conversation } from '../../domain/conversation.ts';
import type { Delivery, DeliveryProblem, DeliveryReading, DomainDelivery, Followed } from '../../domain/delivery.ts';
import { ORDER_DIFFERS } from '../../domain/verdict.ts';
import { ASK, domainDelivery, extraDomain } from './domain-delivery.ts';
import { readOrderById } from './reads.ts';
import type { ListedDomain } from './schema.ts';

/** How long the vendor may take to show what it sold: until then, what is not shown is only late. */
const LISTING_MS = 10 * 60_000;

/**
 * Where an order stands, by its own page: a status for each domain, and its mailboxes. Domains without any status belong to
 * an order that is not paid, or not known to be set up yet.
 */
export function* followOrder(wanted: Followed): Conversation<DeliveryReading> {
  const reading = yield* readOrderById(wanted.orderId);
  if (!reading.ok && reading.status !== 404) return { kind: 'failed', failure: reading.failure };
  return { kind: 'read', delivery: reading.ok ? shownDelivery(wanted, reading.value.rows) : hiddenDelivery(wanted) };
}

function shownDelivery(wanted: Followed, rows: readonly ListedDomain[]): Delivery {
  const view = { wanted, rows, young: isYoung(wanted) };
  const unpaid = wanted.payment !== 'taken' && rows.every((row) => row.status === '');
  const extras = rows.filter(({ name }) => !wanted.domains.includes(name));
  const domains = [
    ...wanted.domains.map((domain) => domainDelivery(domain, view)),
    ...extras.map((row) => extraDomain(row, wanted)),
  ];
  const problems = [...(unpaid ? [unpaidOrder(wanted)] : []), ...totalProblems(wanted, domains)];
  return { orderStatus: commonStatus(rows), isCancelled: false, domains, problems };
}

/** The vendor has no word for the order itself, so it is told by the one that all its domains share. */
function commonStatus(rows: readonly ListedDomain[]): string {
  const [first = '', ...others] = new Set(rows.map((row) => row.status));
  return others.length === 0 ? first : '';
}

/** An order that the vendor does not show: one that waits to be paid may be hidden until it is. */
function hiddenDelivery(wanted: Followed): Delivery {
  const waits = wanted.payment !== 'taken';
  const late = isYoung(wanted);
  const domains = wanted.domains.map(
    (domain): DomainDelivery => ({
      domain,
      state: waits || late ? 'under_way' : 'missing',
      vendorStatus: '',
      mailboxType: '',
      mailboxesOrdered: null,
      mailboxesDelivered: null,
      problems: [],
    }),
  );
  const problems = waits ? [unpaidOrder(wanted, true)] : late ? [] : [goneOrder(wanted)];
  return { orderStatus: '', isCancelled: false, domains, problems };
}

function isYoung({ ageMs }: Followed): boolean {
  return ageMs !== null && ageMs < LISTING_MS;
}

/** The sums, where they cannot be told domain by domain: the ledger holds the total alone. */
function totalProblems(wanted: Followed, domains: readonly DomainDelivery[]): readonly DeliveryProblem[] {
  const own = domains.filter(({ state }) => state !== 'extra');
  const counts = own.map(({ mailboxesDelivered }) => mailboxesDelivered);
  if (wanted.mailboxes === 0 || own.length < 2 || !counts.every((count) => count !== null)) return [];
  const shown = counts.reduce((sum, count) => sum + count, 0);
  const text = `The order has ${shown} mailboxes, and ${wanted.mailboxes} were ordered.`;
  if (shown > wanted.mailboxes) return [{ code: 'DELIVERY-MAILBOXES-MORE', text, fix: ASK }];
  const isWhole = own.every(({ state }) => state === 'delivered');
  return isWhole && shown < wanted.mailboxes ? [{ code: 'DELIVERY-MAILBOXES-FEWER', text, fix: ASK }] : [];
}

/** The link itself is told in results alone. */
function unpaidOrder({ orderId, payment, differs }: Followed, hidden = false): DeliveryProblem {
  const shows = hidden ? 'does not show it' : 'shows no status of its domains';
  if (differs)
    return {
      code: ORDER_DIFFERS,
      text: `Order ${orderId} waits to be paid, and the vendor showed another order than was asked for.`,
      fix: "Do not pay it yet: compare it in the vendor's app with the sheet. `sheetorder explain KEY` says how they differ.",
    };
  return {
    code: 'DELIVERY-UNPAID',
    text: `Order ${orderId} waits to be paid: the vendor ${shows}.`,
    fix:
      payment === 'checkout'
        ? 'Pay at the link in checkout_url of `sheetorder results SHEET --results FILE`, then run `sheetorder reconcile`.'
        : "Pay it in the vendor's app, then run `sheetorder reconcile`.",
  };
}

function goneOrder({ orderId }: Followed): DeliveryProblem {
  return {
    code: 'DELIVERY-ORDER-GONE',
    text: `The vendor does not show order ${orderId}.`,
    fix: "Look for it in the vendor's app; do not order again before it is found or refunded.",
  };
}
