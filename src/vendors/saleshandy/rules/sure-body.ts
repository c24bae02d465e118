import { REGISTRANT_COLUMNS } from '../../../domain/registrant.ts';
import { PLANS, PROVIDERS } from '../limits.ts';
import type { OrderDomain, OrderMailbox, SaleshandyOrder } from '../order.ts';

/**
 * True only for an order whose body the whole schema takes; false says nothing. Nearly all orders whose cells are right pass,
 * and writing the body out for the schema would cost as much as all the rules on its cells.
 */
export function hasSureBody({ owner, provider, plan, domains, settings }: SaleshandyOrder): boolean {
  if (!isOneOf(PROVIDERS, provider) || !isOneOf(PLANS, plan) || domains.length === 0) return false;
  // A name that every object has looks filled to a schema where nothing is written.
  if (Object.hasOwn(Object.prototype, settings.fields.redirect)) return false;
  for (const column of REGISTRANT_COLUMNS) if (owner[column] === null) return false;
  for (const domain of domains) if (!isWhole(domain)) return false;
  return true;
}

function isWhole({ domain, mailboxes }: OrderDomain): boolean {
  if (domain === '' || mailboxes.length === 0) return false;
  for (const mailbox of mailboxes) if (!isWholeMailbox(mailbox)) return false;
  return true;
}

function isWholeMailbox({ local, firstName, lastName }: OrderMailbox): boolean {
  return local !== '' && firstName !== null && lastName !== null;
}

function isOneOf(known: readonly string[], text: string | null): boolean {
  return text !== null && known.includes(text);
}
