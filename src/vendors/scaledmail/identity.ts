import { canonicalJson, type Json } from '../../domain/json.ts';
import type { OrderAlias, OrderDomain, ScaledMailOrder, Sequencer } from './order.ts';

/**
 * What enters the order's key: what is bought, without secrets, names of sheets and the shape of the body. A change
 * here would make orders that were placed look new.
 */
export function identityOf(order: ScaledMailOrder, quantityText: string | null): { readonly [field: string]: Json } {
  const { hosting, sequencer } = order;
  if (order.operation === 'buy-domains') return registrationIdentity(order);
  if (order.operation === 'buy-pre-warm') return preWarmIdentity(order);
  return {
    operation: order.operation,
    formUuid: order.formUuid,
    priceId: order.priceId,
    quantity: order.quantity ?? quantityText,
    coupon: order.coupon,
    source: order.source,
    tag: order.tag,
    hosting: hosting && { provider: hosting.provider, link: hosting.link },
    sequencer: sequencer && sequencerIdentity(sequencer),
    domains: sorted(order.domains.map(domainIdentity)),
  };
}

/** The ceiling is no part of it: the same domains with another ceiling are the same registration. */
function registrationIdentity({ operation, domains }: ScaledMailOrder): { readonly [field: string]: Json } {
  return { operation, domains: sorted(domains.map(({ domain }) => domain)) };
}

function preWarmIdentity(order: ScaledMailOrder): { readonly [field: string]: Json } {
  const { operation, tag, sequencer, domains } = order;
  return {
    operation,
    tag,
    sequencer: sequencer && sequencerIdentity(sequencer),
    domains: sorted(domains.map(({ stockId, domain, redirect }) => ({ stockId, domain, redirect }))),
  };
}

function sequencerIdentity({ provider, link, workspace, tag }: Sequencer): Json {
  return { provider, link, workspace, tag };
}

function domainIdentity(domain: OrderDomain): Json {
  return {
    domain: domain.domain,
    type: domain.type,
    redirect: domain.redirect,
    firstName: domain.firstName,
    lastName: domain.lastName,
    picture: domain.picture,
    aliases: sorted(domain.aliases.map(aliasIdentity)),
  };
}

function aliasIdentity(alias: OrderAlias): Json {
  return { alias: alias.alias, firstName: alias.firstName, lastName: alias.lastName, picture: alias.picture };
}

function sorted(items: readonly Json[]): Json {
  const keyed = items.map((item) => ({ item, key: canonicalJson(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
