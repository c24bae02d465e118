import { canonicalJson, type Json } from '../../domain/json.ts';
import type { OrderDomain, SaleshandyOrder } from './order.ts';

/**
 * What enters the order's key: what is bought and for whom, without names of sheets, and without the names of the body's
 * fields, so that correcting these does not make orders that were placed look new.
 */
export function identityOf(order: SaleshandyOrder): { readonly [field: string]: Json } {
  return {
    operation: 'purchase',
    owner: order.owner,
    provider: order.provider,
    plan: order.plan,
    isReplacement: order.isReplacement,
    isFreeOrder: order.isFreeOrder,
    domains: sorted(order.domains.map(domainIdentity)),
  };
}

function domainIdentity(domain: OrderDomain): Json {
  const mailboxes = domain.mailboxes.map(
    ({ local, firstName, lastName }): Json => ({ local: local.toLowerCase(), firstName, lastName }),
  );
  return { domain: domain.domain, redirect: domain.redirect, mailboxes: sorted(mailboxes) };
}

function sorted(items: readonly Json[]): Json {
  const keyed = items.map((item) => ({ item, key: canonicalJson(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
