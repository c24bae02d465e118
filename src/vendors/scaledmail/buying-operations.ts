import { registrationClaim } from '../../domain/claim.ts';
import type { OrderDraft } from '../../domain/draft.ts';
import type { Money } from '../../domain/money.ts';
import type { Checked, Facts, Operation } from '../../domain/vendor.ts';
import { assembleOrder } from './assemble.ts';
import { EXAMPLES } from './examples.ts';
import { findOrder } from './find.ts';
import { findRegistration } from './find-registration.ts';
import { followOrder } from './follow.ts';
import { followRegistration } from './follow-registration.ts';
import { identityOf } from './identity.ts';
import { MAX_REGISTRATION, OPERATIONS } from './limits.ts';
import { checkOnline } from './online/index.ts';
import { withBody } from './operation.ts';
import { domainNames, readOrder, type ScaledMailOrder } from './order.ts';
import { readReply } from './place.ts';
import { placePreWarm } from './place-pre-warm.ts';
import { placeRegistration, readRegistrationReply } from './place-registration.ts';
import { renewalOf } from './renewal.ts';
import { applyRules } from './rules/index.ts';

const SEQUENCER = ['', '_provider', '_username', '_password', '_link', '_workspace', '_tag'].map(
  (end) => `sequencer${end}`,
);

/** Domains bought for a year, without mailboxes: asked for right before, and found again among the purchased ones. */
export const buyDomains: Operation = {
  id: 'buy-domains',
  title: 'Register domains at ScaledMail, without mailboxes',
  columns: { required: ['domain'], optional: ['max_price', 'organization_id'] },
  example: EXAMPLES['buy-domains'],
  values: { operation: OPERATIONS },
  groupBy: ['organization_id', 'max_price'],
  capabilities: { correlation: 'domains', payment: 'charged', idempotency: 'none' },
  packSize: () => ({ kind: 'at_most', domains: MAX_REGISTRATION }),
  check: (draft, facts) => checkPurchase('buy-domains', draft, facts),
  checkOnline: (question, online) => checkOnline('buy-domains', question, online),
  assemble: (draft, facts, marker) => assembleOrder(readOrder('buy-domains', draft, facts), marker),
  place: placeRegistration,
  readReply: readRegistrationReply,
  find: findRegistration,
  follow: followRegistration,
};

/** Domains with mailboxes that the vendor has warmed up already, each by its stock id. */
export const buyPreWarm: Operation = {
  id: 'buy-pre-warm',
  title: "Buy pre-warmed domains from the vendor's stock",
  columns: {
    required: ['domain', 'stock_id'],
    optional: ['redirect', 'max_price', 'organization_id', 'tag', ...SEQUENCER],
  },
  example: EXAMPLES['buy-pre-warm'],
  values: { operation: OPERATIONS },
  groupBy: ['organization_id', 'max_price', 'tag', ...SEQUENCER],
  capabilities: { correlation: 'tag', payment: 'charged', idempotency: 'none' },
  packSize: () => ({ kind: 'at_most', domains: Number.MAX_SAFE_INTEGER }),
  check: (draft, facts) => checkPurchase('buy-pre-warm', draft, facts),
  checkOnline: (question, online) => checkOnline('buy-pre-warm', question, online),
  assemble: (draft, facts, marker) => assembleOrder(readOrder('buy-pre-warm', draft, facts), marker),
  place: placePreWarm,
  readReply: (reply) => readReply('buy-pre-warm', reply),
  find: findOrder,
  follow: followOrder,
};

type PurchaseId = 'buy-domains' | 'buy-pre-warm';

function checkPurchase(id: PurchaseId, draft: OrderDraft, facts: Facts): Checked {
  const order = readOrder(id, draft, facts);
  const findings = applyRules({ draft, order, facts });
  const domains = domainNames(order);
  const ceiling = ceilingOf(order, domains.length);
  return {
    findings: withBody(findings, order, draft),
    identity: identityOf(order, null),
    organization: order.organization,
    claims: id === 'buy-domains' ? domains.map(registrationClaim) : [...domains, ...stockClaims(order)],
    domains,
    mailboxes: 0,
    tag: id === 'buy-domains' ? null : order.tag,
    price: null,
    ...(ceiling ? { ceiling } : {}),
    ...renewalOf(id, null),
  };
}

/** What all domains cost at most: the vendor is asked for the price only right before the spend. */
function ceilingOf({ ceiling }: ScaledMailOrder, domains: number): Money | null {
  if (!ceiling || ceiling.cents === null) return null;
  return { minor: ceiling.cents * domains, currency: 'USD' };
}

function stockClaims({ domains }: ScaledMailOrder): readonly string[] {
  return [...new Set(domains.flatMap(({ stockId }) => (stockId ? [`stock:${stockId}`] : [])))];
}
