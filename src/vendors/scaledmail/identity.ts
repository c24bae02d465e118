import { type Json, sortedJson, sortedTexts, WrittenJson, writerFor } from '../../domain/json.ts';
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
    domains: new WrittenJson(sortedTexts(order.domains.map(domainText))),
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

/**
 * The canonical text of a domain's fields, written out with their names in the order of the alphabet: as objects these would
 * cost as much as all the rules on their cells.
 */
function domainText({ aliases, domain, firstName, lastName, picture, redirect, type }: OrderDomain): string {
  const own = `${domain}${firstName ?? ''}${lastName ?? ''}${picture ?? ''}${redirect ?? ''}${type ?? ''}`;
  const write = writerFor(own);
  const before = `{"aliases":${sortedTexts(aliases.map(aliasText))},"domain":${write(domain)}`;
  const names = `,"firstName":${write(firstName)},"lastName":${write(lastName)},"picture":${write(picture)}`;
  return `${before}${names},"redirect":${write(redirect)},"type":${write(type)}}`;
}

function aliasText({ alias, firstName, lastName, picture }: OrderAlias): string {
  const write = writerFor(`${alias}${firstName ?? ''}${lastName ?? ''}${picture ?? ''}`);
  const names = `"firstName":${write(firstName)},"lastName":${write(lastName)}`;
  return `{"alias":${write(alias)},${names},"picture":${write(picture)}}`;
}
