import { canonicalJson, type Json } from '../../domain/json.ts';
import type { ExampleOrder, OrderDomain } from './order.ts';

// Change: everything that changes what is bought, and no secret. Once released, a change here buys old orders again.
/** What enters the order's key. */
export function identityOf({ tag, domains }: ExampleOrder): { readonly [field: string]: Json } {
  return { operation: 'order', tag, domains: sorted(domains.map(domainIdentity)) };
}

function domainIdentity({ domain, redirect, mailboxes }: OrderDomain): Json {
  const own = mailboxes.map(({ local, firstName, lastName }): Json => ({ local, firstName, lastName }));
  return { domain, redirect, mailboxes: sorted(own) };
}

/** By their canonical text, so that the order of rows makes no other key. */
function sorted(items: readonly Json[]): Json {
  const keyed = items.map((item) => ({ item, key: canonicalJson(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
