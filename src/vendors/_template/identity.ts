import { type Json, sortedJson } from '../../domain/json.ts';
import type { ExampleOrder, OrderDomain } from './order.ts';

// Change: everything that changes what is bought, and no secret. Once released, a change here buys old orders again.
/** What enters the order's key. */
export function identityOf({ tag, domains }: ExampleOrder): { readonly [field: string]: Json } {
  return { operation: 'order', tag, domains: sortedJson(domains.map(domainIdentity)) };
}

function domainIdentity({ domain, redirect, mailboxes }: OrderDomain): Json {
  const own = mailboxes.map(({ local, firstName, lastName }): Json => ({ local, firstName, lastName }));
  return { domain, redirect, mailboxes: sortedJson(own) };
}
