import { type Finding, joinFindings } from '../../../domain/finding.ts';
import { error, inEach, missing, NOTHING } from '../../findings.ts';
import { bareDomain } from '../../host-name.ts';
import { MAX_LOCAL, MAX_NAME } from '../limits.ts';
import type { OrderDomain, OrderMailbox } from '../order.ts';
import type { Inspection, Rule } from './rule.ts';

const LOCAL_PART = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

/** SH-MAILBOX-MIN: at least one mailbox on each domain. */
export const mailboxCountRule: Rule = ({ order }) =>
  inEach(order.domains, ({ domain, mailboxes, from }) => {
    if (mailboxes.length > 0) return NOTHING;
    return [
      error('SH-MAILBOX-MIN', from.domain, `${domain} has no mailbox.`, {
        fix: 'Fill `alias`, `first_name` and `last_name`, one row for each mailbox.',
      }),
    ];
  });

/** SH-MAILBOX-NAME: a person's first and last name for each mailbox. */
export const mailboxNameRule: Rule = (inspection) =>
  inEach(inspection.order.domains, (domain) =>
    joinFindings(
      inEach(domain.mailboxes, (mailbox) => checkNames(mailbox, inspection)),
      nameWithoutMailbox(domain),
    ),
  );

function checkNames(mailbox: OrderMailbox, { draft }: Inspection): readonly Finding[] {
  const { firstName, lastName } = mailbox;
  if (fits(firstName) && fits(lastName)) return NOTHING;
  const names = { first_name: firstName, last_name: lastName };
  return Object.entries(names).flatMap(([column, name]) => {
    const where = mailbox.from.fields[column] ?? missing(mailbox.from.row, column, draft);
    if (name === null)
      return [
        error('SH-MAILBOX-NAME', where, `The mailbox "${mailbox.local}" has no \`${column}\`.`, {
          fix: `Fill \`${column}\`.`,
        }),
      ];
    if (name.length <= MAX_NAME) return [];
    const message = `The name has ${name.length} characters; at most ${MAX_NAME} are sent.`;
    return [error('SH-MAILBOX-NAME', where, message, { fix: `Shorten it by ${name.length - MAX_NAME}.` })];
  });
}

function fits(name: string | null): boolean {
  return name !== null && name.length <= MAX_NAME;
}

/** A name in a row without an alias would be lost where other rows make the mailboxes. */
function nameWithoutMailbox({ from, mailboxes }: OrderDomain): readonly Finding[] {
  const cell = from.fields.first_name ?? from.fields.last_name;
  if (!cell || mailboxes.length === 0) return NOTHING;
  return [
    error('SH-MAILBOX-NAME', cell, 'A name without an alias makes no mailbox at Saleshandy.', {
      fix: 'Fill `alias` in this row, or empty its names.',
    }),
  ];
}

/** SH-MAILBOX-LOCAL: the part before the @ alone, in characters that every mail system takes. */
export const mailboxLocalRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => inEach(domain.mailboxes, (mailbox) => checkLocal(mailbox, domain)));

function checkLocal({ local, from }: OrderMailbox, domain: OrderDomain): readonly Finding[] {
  if (isLocalPart(local)) return NOTHING;
  const suffix = `@${bareDomain(domain.domain)}`;
  const own = local.toLowerCase().endsWith(suffix) ? local.slice(0, -suffix.length) : '';
  if (isLocalPart(own))
    return [
      error('SH-MAILBOX-LOCAL', from.alias, 'An alias is the part before the @ only.', {
        fix: `Write ${own}.`,
        fixed: own,
      }),
    ];
  const message = `An alias has 1 to ${MAX_LOCAL} letters, digits, ".", "_" and "-", and no dot first, last or doubled.`;
  return [error('SH-MAILBOX-LOCAL', from.alias, message, { fix: 'Write it like ada.sample.' })];
}

/** True for the part before the @ in characters that every mail system takes. */
export function isLocalPart(text: string): boolean {
  return text.length <= MAX_LOCAL && LOCAL_PART.test(text);
}

/** SH-MAILBOX-DUP: no mailbox twice on a domain, ignoring case. */
export const duplicateMailboxRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => {
    if (domain.mailboxes.length < 2) return NOTHING;
    const first = new Map<string, OrderMailbox>();
    return inEach(domain.mailboxes, (mailbox) => {
      const name = mailbox.local.toLowerCase();
      const earlier = first.get(name);
      if (!earlier) first.set(name, mailbox);
      if (!earlier || name === '') return NOTHING;
      const message = `${domain.domain} has the mailbox "${mailbox.local}" twice; the first one is in line ${earlier.from.row.line}.`;
      return [error('SH-MAILBOX-DUP', mailbox.from.alias, message, { fix: 'Change or remove one of the two.' })];
    });
  });
