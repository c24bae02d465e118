import type { Finding } from '../../../domain/finding.ts';
import { isMailboxType, MAILBOX_TYPES, MAX_DOMAINS } from '../limits.ts';
import type { OrderDomain } from '../order.ts';
import { hasProviders } from '../settings.ts';
import { count, error, type Inspection, inEach, info, missing, NOTHING, oneOf, type Rule } from './rule.ts';

/** SM-PROVIDER-KEY: what the mailboxes run on. */
export const mailboxTypeRule: Rule = (inspection) =>
  inEach(inspection.order.domains, (domain) => checkType(domain, inspection));

function checkType(domain: OrderDomain, { draft, order }: Inspection): readonly Finding[] {
  const cell = domain.from.fields.mailbox_type;
  if (domain.type === null || !cell) {
    if (!hasProviders(order.operation, order.settings)) return NOTHING;
    return [
      error(
        'SM-PROVIDER-KEY',
        missing(domain.from.rows[0], 'mailbox_type', draft),
        `${domain.domain} has no mailbox type.`,
        {
          fix: `Fill \`mailbox_type\` with ${oneOf(MAILBOX_TYPES)}.`,
        },
      ),
    ];
  }
  if (!isMailboxType(domain.type))
    return [
      error('SM-PROVIDER-KEY', cell, `"${cell.value}" is no mailbox type that ScaledMail knows.`, {
        fix: `Write ${oneOf(MAILBOX_TYPES)}.`,
      }),
    ];
  if (domain.type !== 'outlook' || cell.value.trim().toLowerCase() !== 'microsoft') return NOTHING;
  return [
    info('SM-PROVIDER-KEY', cell, 'ScaledMail calls Microsoft mailboxes "outlook"; they are ordered as that.', {
      fix: 'Write outlook.',
      fixed: 'outlook',
    }),
  ];
}

/** SM-PROVIDER-EMPTY: an order has at least one domain. */
export const emptyOrderRule: Rule = ({ draft, order }) => {
  if (order.domains.length > 0) return NOTHING;
  return [
    error('SM-PROVIDER-EMPTY', missing(undefined, 'domain', draft), 'The order has no domain.', {
      fix: 'Add a row with a `domain` to this order, or remove the order.',
    }),
  ];
};

/** SM-DOMAIN-MAX: how many domains of one mailbox type an order may hold; found at the first one too many. */
export const domainMaxRule: Rule = ({ order }) => {
  if (order.domains.length <= FEWEST_DOMAINS) return NOTHING;
  return inEach(MAILBOX_TYPES, (type) => {
    const domains = order.domains.filter((domain) => domain.type === type);
    const surplus = domains[MAX_DOMAINS[type]];
    if (!surplus) return NOTHING;
    const message = `The order has ${count(domains.length, `${type} domain`)}; ScaledMail takes at most ${MAX_DOMAINS[type]}.`;
    return [
      error('SM-DOMAIN-MAX', surplus.from.domain, message, {
        fix: 'Put this domain and the ones after it into another order.',
      }),
    ];
  });
};

/** No order is too long for any type up to this. */
export const FEWEST_DOMAINS = Math.min(...Object.values(MAX_DOMAINS));
