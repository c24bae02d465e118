import type { OrderDraft } from '../../domain/draft.ts';
import { type Finding, hasError } from '../../domain/finding.ts';
import type { Money } from '../../domain/money.ts';
import type { Checked, Facts, Operation } from '../../domain/vendor.ts';
import { assembleOrder } from './assemble.ts';
import { EXAMPLES } from './examples.ts';
import { findOrder } from './find.ts';
import { findForm, formClaim } from './find-form.ts';
import { followOrder } from './follow.ts';
import { identityOf } from './identity.ts';
import { MAILBOX_TYPES, OPERATIONS, type OperationId } from './limits.ts';
import { countMailboxes, packageOf } from './mailboxes.ts';
import { checkOnline } from './online/index.ts';
import { buysItsDomains, domainNames, readOrder, type ScaledMailOrder, textOf } from './order.ts';
import { packSize } from './pack-size.ts';
import { placeOrder, readReply } from './place.ts';
import { placeCustomOrder } from './place-custom.ts';
import { priceOfParts } from './prices.ts';
import { renewalOf } from './renewal.ts';
import { applyOrderRules, applyRules } from './rules/index.ts';
import { type PayloadProblem, payloadProblems } from './rules/payload.ts';
import { arePlainDomains } from './rules/plain-domains.ts';
import { hasPlainHead } from './rules/plain-head.ts';
import { error, missing } from './rules/rule.ts';

const LOGINS = ['hosting', 'sequencer'].flatMap((name) => [
  name,
  ...['provider', 'username', 'password', 'link'].map((part) => `${name}_${part}`),
]);
const ORDER_COLUMNS = [
  'organization_id',
  'domain_source',
  'coupon',
  'tag',
  ...LOGINS,
  'sequencer_workspace',
  'sequencer_tag',
];
const DOMAIN_COLUMNS = ['redirect', 'domain_profile_picture', 'alias', 'first_name', 'last_name', 'profile_picture'];

interface Described {
  readonly title: string;
  /** Columns that only this operation has, and must have. */
  readonly own: readonly string[];
  readonly optional: readonly string[];
  readonly needsType: boolean;
  readonly payment: 'charged' | 'none';
}

/** One way to order at ScaledMail, as the runner sees it. */
export function operation(id: OperationId, described: Described): Operation {
  const type = ['mailbox_type'];
  return {
    id,
    title: described.title,
    columns: {
      required: ['domain', 'domain_source', ...described.own, ...(described.needsType ? type : [])],
      optional: [
        ...described.optional,
        ...(described.needsType ? [] : type),
        ...ORDER_COLUMNS.filter((column) => column !== 'domain_source'),
        ...DOMAIN_COLUMNS,
      ],
    },
    example: EXAMPLES[id],
    values: { operation: OPERATIONS, domain_source: ['scaledmail', 'other'], mailbox_type: MAILBOX_TYPES },
    groupBy: [...described.own, ...described.optional, ...ORDER_COLUMNS],
    capabilities: { correlation: 'tag', payment: described.payment, idempotency: 'none' },
    packSize: (draft, facts) => packSize(readOrder(id, draft, facts), facts.catalogue),
    check: (draft, facts) => checkOrder(id, draft, facts),
    checkOnline: (question, online) => checkOnline(id, question, online),
    assemble: (draft, facts, marker) => assembleOrder(readOrder(id, draft, facts), marker),
    place: id === 'create-custom-order' ? placeCustomOrder : placeOrder(id),
    readReply: (reply) => readReply(id, reply),
    find: id === 'submit-form' ? findForm : findOrder,
    follow: followOrder,
  };
}

function checkOrder(id: OperationId, draft: OrderDraft, facts: Facts): Checked {
  const order = readOrder(id, draft, facts);
  const domains = domainNames(order);
  const arePlain = arePlainDomains(order, domains);
  const findings = (arePlain ? applyOrderRules : applyRules)({ draft, order, facts });
  const bought = packageOf(order, facts.catalogue);
  const price = bought?.price && order.quantity ? times(bought.price, order.quantity) : priceOfParts(order);
  return {
    findings: arePlain && hasPlainHead(order) ? findings : withBody(findings, order, draft),
    identity: identityOf(order, textOf(draft.fields, 'quantity')),
    organization: order.organization,
    claims: id === 'submit-form' ? (order.formUuid ? [formClaim(order.formUuid)] : []) : domains,
    domains,
    mailboxes: countMailboxes(order, bought),
    tag: order.tag,
    ...costOf(order, price),
    ...renewalOf(id, price, bought),
  };
}

/** What domains cost that are bought with their mailboxes is asked right before: until then there is a ceiling at most. */
function costOf(order: ScaledMailOrder, price: Money | null): Pick<Checked, 'price' | 'ceiling'> {
  if (!buysItsDomains(order)) return { price };
  const each = order.ceiling?.cents ?? null;
  if (price === null || each === null) return { price: null };
  return { price: null, ceiling: { minor: price.minor + each * order.domains.length, currency: price.currency } };
}

/** A last look at the body itself: a wrong body may still be charged. */
export function withBody(findings: readonly Finding[], order: ScaledMailOrder, draft: OrderDraft): readonly Finding[] {
  if (hasError(findings)) return findings;
  const problems = payloadProblems(order.operation, assembleOrder(order, 'so-marker'));
  return problems.length === 0 ? findings : [...findings, ...bodyFindings(problems, draft)];
}

function bodyFindings(problems: readonly PayloadProblem[], draft: OrderDraft): readonly Finding[] {
  return problems.map(({ code, path }) =>
    error(
      code,
      missing(undefined, 'domain', draft),
      `The order cannot be written as ScaledMail wants it${path ? ` (${path})` : ''}.`,
      {
        fix: 'Compare its rows with `sheetorder template`, and report this as a fault of sheetorder.',
      },
    ),
  );
}

function times(price: Money, quantity: number): Money {
  return { minor: price.minor * quantity, currency: price.currency };
}
