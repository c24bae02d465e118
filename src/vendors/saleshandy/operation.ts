import type { OrderDraft } from '../../domain/draft.ts';
import { REGISTRANT_COLUMNS } from '../../domain/registrant.ts';
import type { Period } from '../../domain/renewal.ts';
import type { Checked, Facts, Operation } from '../../domain/vendor.ts';
import { assembleOrder } from './assemble.ts';
import { EXAMPLE } from './examples.ts';
import { findOrder } from './find.ts';
import { followOrder } from './follow.ts';
import { identityOf } from './identity.ts';
import { PLANS, PROVIDERS } from './limits.ts';
import { checkOnline } from './online/index.ts';
import { domainNames, readOrder } from './order.ts';
import { placeOrder, readReply } from './place.ts';
import { applyRules } from './rules/index.ts';
import { settingsOf } from './settings.ts';

const FLAGS = ['is_replacement', 'is_free_order'];

/** The one way to order at Saleshandy: domains and mailboxes for one registrant, on one provider and one plan. */
export const purchase: Operation = {
  id: 'purchase',
  title: 'Buy domains with mailboxes, paid at a checkout link',
  columns: {
    required: [...REGISTRANT_COLUMNS, 'email_service_provider', 'domain', 'alias', 'first_name', 'last_name'],
    optional: ['registrant', 'plan_type', ...FLAGS, 'redirect'],
  },
  example: EXAMPLE,
  values: {
    operation: ['purchase'],
    email_service_provider: PROVIDERS,
    plan_type: PLANS,
    is_replacement: ['true', 'false'],
    is_free_order: ['true', 'false'],
  },
  groupBy: ['registrant', ...REGISTRANT_COLUMNS, 'email_service_provider', 'plan_type', ...FLAGS],
  capabilities: { correlation: 'domains', payment: 'checkout', idempotency: 'none' },
  packSize: (_draft, facts) => ({ kind: 'at_most', domains: settingsOf(facts.settings).maxDomains }),
  check: checkOrder,
  checkOnline,
  assemble: (draft, facts) => assembleOrder(readOrder(draft, facts)),
  place: placeOrder,
  readReply,
  find: findOrder,
  follow: followOrder,
};

function checkOrder(draft: OrderDraft, facts: Facts): Checked {
  const order = readOrder(draft, facts);
  const domains = domainNames(order);
  return {
    findings: applyRules({ draft, order, facts }),
    identity: identityOf(order),
    organization: order.settings.account ?? facts.organization,
    claims: domains,
    domains,
    mailboxes: order.domains.reduce((sum, domain) => sum + domain.mailboxes.length, 0),
    tag: null,
    // Only the checkout page tells the price.
    price: null,
    ...(order.isFreeOrder || order.isReplacement ? {} : { renewal: { every: periodOf(order.plan), amount: null } }),
  };
}

/** By the names of the plans: both annual ones run for a year. */
function periodOf(plan: string): Period {
  return /annual/i.test(plan) ? 'year' : 'quarter';
}
