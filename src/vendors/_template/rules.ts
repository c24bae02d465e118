import type { OrderDraft } from '../../domain/draft.ts';
import type { Finding } from '../../domain/finding.ts';
import { count, error, missing, orderCell } from '../findings.ts';
import { isHostName } from '../host-name.ts';
import { repeatedDomains } from '../repeated-domains.ts';
import { MAX_ALIAS, MAX_DOMAINS, MAX_NAME, MAX_TAG } from './limits.ts';
import type { ExampleOrder, OrderDomain, OrderMailbox } from './order.ts';

// Change: one rule for each thing that the vendor refuses. Report everything at once, at its cell, with a fix.
/** Every rule's findings on one order. */
export function applyRules(order: ExampleOrder, draft: OrderDraft): readonly Finding[] {
  return [
    ...countRule(order, draft),
    ...tagRule(order, draft),
    ...repeatedDomains(
      'EX-DOMAIN-TWICE',
      draft.domains.map(({ domain }) => domain),
    ),
    ...order.domains.flatMap((domain) => [...syntaxRule(domain), ...mailboxRule(domain, draft)]),
  ];
}

function countRule({ domains }: ExampleOrder, draft: OrderDraft): readonly Finding[] {
  if (domains.length === 0)
    return [
      error('EX-DOMAINS', missing(undefined, 'domain', draft), 'The order has no domain.', {
        fix: 'Add a row with a domain.',
      }),
    ];
  const extra = domains[MAX_DOMAINS];
  if (!extra) return [];
  const message = `The order has ${count(domains.length, 'domain')}; Example Inboxes takes ${MAX_DOMAINS}.`;
  return [error('EX-DOMAINS', extra.from.domain, message, { fix: 'Give some of its rows another order name.' })];
}

function tagRule({ tag }: ExampleOrder, draft: OrderDraft): readonly Finding[] {
  if (tag === null || tag.length <= MAX_TAG) return [];
  const message = `The tag has ${tag.length} characters; Example Inboxes takes ${MAX_TAG}.`;
  return [error('EX-TAG', orderCell(draft, 'tag'), message, { fix: 'Shorten it, or leave it empty.' })];
}

function syntaxRule({ domain, from }: OrderDomain): readonly Finding[] {
  if (isHostName(domain)) return [];
  const message = `"${from.domain.value}" is not a domain name.`;
  return [error('EX-DOMAIN', from.domain, message, { fix: 'Write it like alpha.example.' })];
}

function mailboxRule({ mailboxes, from }: OrderDomain, draft: OrderDraft): readonly Finding[] {
  if (mailboxes.length === 0) {
    const where = missing(from.rows[0], 'alias', draft);
    return [error('EX-MAILBOX', where, 'The domain has no mailbox.', { fix: 'Fill in `alias`.' })];
  }
  return mailboxes.flatMap((mailbox) => [...localRule(mailbox), ...nameRule(mailbox, draft)]);
}

function localRule({ local, from }: OrderMailbox): readonly Finding[] {
  if (/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(local) && local.length <= MAX_ALIAS) return [];
  const message = `"${from.alias.value}" is not the part of an address before the @.`;
  return [error('EX-MAILBOX', from.alias, message, { fix: 'Write it like ada.sample.' })];
}

function nameRule({ firstName, lastName, from }: OrderMailbox, draft: OrderDraft): readonly Finding[] {
  const names = { first_name: firstName, last_name: lastName };
  return Object.entries(names).flatMap(([column, name]) => {
    if (name !== null && name.length <= MAX_NAME) return [];
    const message = `A mailbox needs a ${column.replace('_', ' ')} of 1 to ${MAX_NAME} characters.`;
    return [error('EX-NAME', from.fields[column] ?? missing(from.row, column, draft), message, { fix: `Fill it in.` })];
  });
}
