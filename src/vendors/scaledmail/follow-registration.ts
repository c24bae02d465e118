import type { Conversation } from '../../domain/conversation.ts';
import type { DeliveryReading, DomainDelivery, Followed } from '../../domain/delivery.ts';
import type { PurchasedDomain } from './buying-schema.ts';
import { LISTING_MS } from './follow.ts';
import { failure, readPurchased } from './reads.ts';

/** Where a registration stands: each domain is among the purchased ones, with the day it is renewed, or it is missing. */
export function* followRegistration(wanted: Followed): Conversation<DeliveryReading> {
  const purchased = yield* readPurchased(wanted.organization);
  if (!purchased.ok) return failure(purchased);
  const domains = wanted.domains.map((domain) =>
    standing(
      domain,
      purchased.value.find((row) => row.domain === domain),
      wanted,
    ),
  );
  return { kind: 'read', delivery: { orderStatus: '', isCancelled: false, domains, problems: [] } };
}

function standing(domain: string, row: PurchasedDomain | undefined, { ageMs }: Followed): DomainDelivery {
  const none = { domain, mailboxType: '', mailboxesOrdered: null, mailboxesDelivered: null };
  if (row) {
    const until = Number.isNaN(Date.parse(row.renewal_at)) ? '' : ` until ${row.renewal_at.slice(0, 10)}`;
    return { ...none, state: 'delivered', vendorStatus: `registered${until}`, problems: [] };
  }
  if (ageMs !== null && ageMs < LISTING_MS) return { ...none, state: 'under_way', vendorStatus: '', problems: [] };
  const problem = {
    code: 'DELIVERY-DOMAIN-MISSING',
    text: `${domain} is not among the domains that were bought at the vendor.`,
    fix: "Look for it in the vendor's app, and ask the vendor; do not buy it again before that.",
  };
  return { ...none, state: 'missing', vendorStatus: '', problems: [problem] };
}
