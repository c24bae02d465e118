import type { Conversation } from '../../domain/conversation.ts';
import type { Delivery, DeliveryProblem, DeliveryReading, DomainDelivery, Followed } from '../../domain/delivery.ts';
import { orderedPerDomain } from './delivered-mailboxes.ts';
import { domainDelivery, extraDomain } from './domain-delivery.ts';
import { type Listing, readListing } from './listing.ts';
import { domainsOf, failure, isCancelled, readForms, readOneOrder } from './reads.ts';
import type { OrderDetails } from './schema.ts';

/** How long the vendor may take to list what it sold: until then, what is not listed is only late. */
export const LISTING_MS = 10 * 60_000;

/**
 * Where an order stands: the list of domains, which serves every order of the account, then the order itself. What the
 * vendor does not show, and what it shows otherwise than it was ordered, is a problem; no answer is none.
 */
export function* followOrder(wanted: Followed): Conversation<DeliveryReading> {
  const listed = yield* readListing(wanted.organization);
  if (!listed.ok) return failure(listed);
  const reading = yield* readOneOrder(wanted.organization, wanted.orderId);
  if (!reading.ok && reading.status !== 404) return failure(reading);
  const details = reading.ok ? reading.value : null;
  if (!isUnfilled(wanted, listed.value, details))
    return { kind: 'read', delivery: deliveryOf(wanted, listed.value, details) };
  const forms = yield* readForms(wanted.organization);
  if (!forms.ok) return failure(forms);
  const isWaiting = forms.value.some((form) => form.payment_id === wanted.orderId);
  return { kind: 'read', delivery: deliveryOf(wanted, listed.value, details, isWaiting) };
}

/** An order that stands and shows no domain at all may be paid and not configured. */
function isUnfilled(wanted: Followed, rows: Listing, details: OrderDetails | null): boolean {
  if (isYoung(wanted) || !details || isCancelled(details) || domainsOf(details).length > 0) return false;
  return rows.under(wanted.orderId).length === 0;
}

function deliveryOf(wanted: Followed, rows: Listing, details: OrderDetails | null, isWaiting = false): Delivery {
  const cancelled = details !== null && isCancelled(details);
  const shown = details ? domainsOf(details) : [];
  const gone = !details && rows.under(wanted.orderId).length === 0 && !isYoung(wanted);
  // One problem of the whole order says it all; the same of each domain would only repeat it.
  const told = cancelled || gone || isWaiting;
  const view = {
    wanted,
    rows,
    shown,
    ordered: orderedPerDomain(wanted, rows),
    young: isYoung(wanted),
    told,
    cancelled,
  };
  const domains = [...wanted.domains.map((domain) => domainDelivery(domain, view)), ...extras(view)];
  const problems = [
    ...(cancelled ? [cancelledOrder(wanted)] : []),
    ...(gone ? [goneOrder(wanted)] : []),
    ...(isWaiting ? [formPending(wanted)] : []),
    ...(details && !cancelled ? oddStatus(wanted, details) : []),
    ...(wanted.payment !== 'taken' && !cancelled ? [paymentUnsure(details?.status ?? '')] : []),
    ...(cancelled ? [] : totalProblems(wanted, domains)),
  ];
  return { orderStatus: details?.status ?? '', isCancelled: cancelled, domains, problems };
}

function isYoung({ ageMs }: Followed): boolean {
  return ageMs !== null && ageMs < LISTING_MS;
}

function extras(view: Parameters<typeof extraDomain>[1]): readonly DomainDelivery[] {
  const { wanted, rows, shown } = view;
  const under = [...rows.under(wanted.orderId).map((row) => row.domain), ...shown];
  return [...new Set(under)]
    .filter((domain) => !wanted.domains.includes(domain))
    .map((domain) => extraDomain(domain, view));
}

/** Compares the sums where the order's mailboxes cannot be told domain by domain. */
function totalProblems(wanted: Followed, domains: readonly DomainDelivery[]): readonly DeliveryProblem[] {
  const own = domains.filter(({ state }) => state !== 'extra');
  if (wanted.mailboxes === 0 || own.some(({ mailboxesOrdered }) => mailboxesOrdered !== null)) return [];
  const delivered = own.reduce((sum, domain) => sum + (domain.mailboxesDelivered ?? 0), 0);
  const isWhole = own.every((domain) => domain.state === 'delivered' && domain.mailboxesDelivered !== null);
  const text = `The order has ${delivered} mailboxes, and ${wanted.mailboxes} were ordered.`;
  if (delivered > wanted.mailboxes) return [{ code: 'DELIVERY-MAILBOXES-MORE', text, fix: ASK_MAILBOXES }];
  return isWhole && delivered < wanted.mailboxes
    ? [{ code: 'DELIVERY-MAILBOXES-FEWER', text, fix: ASK_MAILBOXES }]
    : [];
}

const ASK_MAILBOXES = "Compare the order in the vendor's app with your sheet, and ask the vendor.";

function cancelledOrder({ orderId }: Followed): DeliveryProblem {
  return {
    code: 'DELIVERY-CANCELLED',
    text: `Order ${orderId} is cancelled at the vendor.`,
    fix: 'If that was wanted, write it down: `sheetorder resolve KEY --cancelled --note TEXT`. If not, ask the vendor.',
  };
}

function goneOrder({ orderId }: Followed): DeliveryProblem {
  return {
    code: 'DELIVERY-ORDER-GONE',
    text: `The vendor shows neither order ${orderId} nor any of its domains.`,
    fix: "Look for it in the vendor's app, also in your other organizations; do not order again before it is found or refunded.",
  };
}

function formPending({ orderId }: Followed): DeliveryProblem {
  return {
    code: 'FORM-PENDING',
    text: `Order ${orderId} is paid, and its form waits to be filled in.`,
    fix: 'Fill in its form with an order of the operation `submit-form`.',
  };
}

function paymentUnsure(status: string): DeliveryProblem {
  const says = status ? `The vendor calls it "${status}", but` : 'The vendor does not say how it stands, and';
  return {
    code: 'DELIVERY-PAYMENT-UNSURE',
    text: `${says} its card was not charged when it was placed, and "Active" is no proof of payment.`,
    fix: "Look at the order's invoice in the vendor's app, and pay, confirm or cancel it there.",
  };
}

function oddStatus({ orderId }: Followed, { status }: OrderDetails): readonly DeliveryProblem[] {
  if (status === '' || /^active$/i.test(status)) return [];
  return [
    {
      code: 'DELIVERY-STATUS-ODD',
      text: `The vendor calls order ${orderId} "${status}", which is neither "Active" nor "Cancelled".`,
      fix: "Look in the vendor's app what that means.",
    },
  ];
}
