import { type Json, sortedJson } from '../../domain/json.ts';
import type { OrderDomain, SaleshandyOrder } from './order.ts';

/**
 * What enters the order's key: what is bought and for whom, without names of sheets, and without the names of the body's
 * fields, so that correcting these does not make orders that were placed look new.
 */
export function identityOf(order: SaleshandyOrder): { readonly [field: string]: Json } {
  // Names stand in the order of the alphabet here and below, which spares sorting them.
  return {
    domains: sortedJson(order.domains.map(domainIdentity)),
    isFreeOrder: order.isFreeOrder,
    isReplacement: order.isReplacement,
    operation: 'purchase',
    owner: order.owner,
    plan: order.plan,
    provider: order.provider,
  };
}

function domainIdentity(domain: OrderDomain): Json {
  const mailboxes = domain.mailboxes.map(
    ({ local, firstName, lastName }): Json => ({ firstName, lastName, local: local.toLowerCase() }),
  );
  return { domain: domain.domain, mailboxes: sortedJson(mailboxes), redirect: domain.redirect };
}
