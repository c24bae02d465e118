import type { DeliveryProblem, DomainDelivery, DomainState, Followed } from '../../domain/delivery.ts';
import type { ListedDomain } from './schema.ts';

/** What is known of an order when its domains are judged one by one. */
export interface OrderView {
  readonly wanted: Followed;
  readonly rows: readonly ListedDomain[];
  /** So new that what is not shown is only late. */
  readonly young: boolean;
}

export const ASK = "Compare the order in the vendor's app with your sheet, and ask the vendor.";

/** The vendor's documented statuses; one that is not listed means that the domain is under way, as far as anybody knows. */
const STATES: Readonly<Record<string, DomainState>> = {
  inProgress: 'under_way',
  active: 'delivered',
  failed: 'failed',
  deleted: 'ended',
  expired: 'ended',
};

/** How one domain that was ordered stands. */
export function domainDelivery(domain: string, { wanted, rows, young }: OrderView): DomainDelivery {
  const row = rows.find(({ name }) => name === domain);
  if (!row) return notShown(domain, wanted, young);
  const state = (Object.hasOwn(STATES, row.status) ? STATES[row.status] : undefined) ?? 'under_way';
  const ordered = wanted.domains.length === 1 && wanted.mailboxes > 0 ? wanted.mailboxes : null;
  return {
    domain,
    state,
    vendorStatus: row.status,
    mailboxType: '',
    mailboxesOrdered: ordered,
    mailboxesDelivered: row.mailboxes,
    problems: [...stateProblems(domain, row.status, state), ...countProblems(domain, state, ordered, row.mailboxes)],
  };
}

/** A domain of the order that nobody ordered with it. */
export function extraDomain({ name, status, mailboxes }: ListedDomain, { orderId }: Followed): DomainDelivery {
  const text = `Order ${orderId} has ${name}, which was not ordered with it.`;
  return {
    domain: name,
    state: 'extra',
    vendorStatus: status,
    mailboxType: '',
    mailboxesOrdered: null,
    mailboxesDelivered: mailboxes,
    problems: [{ code: 'DELIVERY-DOMAIN-EXTRA', text, fix: ASK }],
  };
}

function notShown(domain: string, { orderId }: Followed, young: boolean): DomainDelivery {
  const missing: DeliveryProblem = {
    code: 'DELIVERY-DOMAIN-MISSING',
    text: `The vendor does not have ${domain} in order ${orderId}.`,
    fix: "Look at the order in the vendor's app, and ask the vendor; do not order the domain again before.",
  };
  return {
    domain,
    state: young ? 'under_way' : 'missing',
    vendorStatus: '',
    mailboxType: '',
    mailboxesOrdered: null,
    mailboxesDelivered: null,
    problems: young ? [] : [missing],
  };
}

function stateProblems(domain: string, status: string, state: DomainState): readonly DeliveryProblem[] {
  if (state === 'failed')
    return [
      {
        code: 'DELIVERY-DOMAIN-FAILED',
        text: `The vendor could not set ${domain} up.`,
        fix: 'Ask the vendor to set it up or to give the money back; the other domains of the order go on without it.',
      },
    ];
  if (state !== 'ended') return [];
  return [
    {
      code: 'DELIVERY-DOMAIN-ENDED',
      text: `The vendor calls ${domain} "${status}".`,
      fix: "If that was not wanted, look in the vendor's app at once: a deleted domain can be taken back for a while only.",
    },
  ];
}

function countProblems(
  domain: string,
  state: DomainState,
  ordered: number | null,
  shown: number | null,
): readonly DeliveryProblem[] {
  if (ordered === null || shown === null || ordered === shown) return [];
  const text = `${domain} has ${shown} ${shown === 1 ? 'mailbox' : 'mailboxes'}, and ${ordered} were ordered.`;
  if (shown > ordered) return [{ code: 'DELIVERY-MAILBOXES-MORE', text, fix: ASK }];
  return state === 'delivered' ? [{ code: 'DELIVERY-MAILBOXES-FEWER', text, fix: ASK }] : [];
}
