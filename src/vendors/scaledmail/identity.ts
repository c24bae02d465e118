import { type Json, sortedJson } from '../../domain/json.ts';
import type { OrderAlias, OrderDomain, ScaledMailOrder, Sequencer } from './order.ts';

/**
 * What enters the order's key: what is bought, without secrets, names of sheets and the shape of the body. A change
 * here would make orders that were placed look new.
 */
export function identityOf(order: ScaledMailOrder, quantityText: string | null): { readonly [field: string]: Json } {
  const { hosting, sequencer } = order;
  if (order.operation === 'buy-domains') return registrationIdentity(order);
  if (order.operation === 'buy-pre-warm') return preWarmIdentity(order);
  // Names stand in the order of the alphabet here and below, which spares sorting them.
  return {
    coupon: order.coupon,
    domains: sortedJson(order.domains.map(domainIdentity)),
    formUuid: order.formUuid,
    hosting: hosting && { provider: hosting.provider, link: hosting.link },
    operation: order.operation,
    priceId: order.priceId,
    quantity: order.quantity ?? quantityText,
    sequencer: sequencer && sequencerIdentity(sequencer),
    source: order.source,
    tag: order.tag,
  };
}

/** The ceiling is no part of it: the same domains with another ceiling are the same registration. */
function registrationIdentity({ operation, domains }: ScaledMailOrder): { readonly [field: string]: Json } {
  return { operation, domains: sortedJson(domains.map(({ domain }) => domain)) };
}

function preWarmIdentity(order: ScaledMailOrder): { readonly [field: string]: Json } {
  const { operation, tag, sequencer, domains } = order;
  return {
    operation,
    tag,
    sequencer: sequencer && sequencerIdentity(sequencer),
    domains: sortedJson(domains.map(({ stockId, domain, redirect }) => ({ stockId, domain, redirect }))),
  };
}

function sequencerIdentity({ provider, link, workspace, tag }: Sequencer): Json {
  return { provider, link, workspace, tag };
}

function domainIdentity(domain: OrderDomain): Json {
  return {
    aliases: sortedJson(domain.aliases.map(aliasIdentity)),
    domain: domain.domain,
    firstName: domain.firstName,
    lastName: domain.lastName,
    picture: domain.picture,
    redirect: domain.redirect,
    type: domain.type,
  };
}

function aliasIdentity(alias: OrderAlias): Json {
  return { alias: alias.alias, firstName: alias.firstName, lastName: alias.lastName, picture: alias.picture };
}
