import { isSurelyBefore, type Json, sortedJson, sortedTexts, textJson, WrittenJson } from '../../domain/json.ts';
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
 * The canonical text of a domain's fields, written out with their names in the order of the alphabet: as objects they would
 * cost as much as all the rules on their cells.
 */
function domainText({ aliases, domain, firstName, lastName, picture, redirect, type }: OrderDomain): string {
  const names = `"firstName":${textJson(firstName)},"lastName":${textJson(lastName)},"picture":${textJson(picture)}`;
  const end = `"redirect":${textJson(redirect)},"type":${textJson(type)}}`;
  return `{"aliases":${aliasesText(aliases)},"domain":${textJson(domain)},${names},${end}`;
}

function aliasesText(aliases: readonly OrderAlias[]): string {
  const texts = aliases.map(aliasText);
  return areInOrder(aliases) ? `[${texts.join(',')}]` : sortedTexts(texts);
}

/** True only where the aliases alone, as these come first in their texts, put each text before the next. */
function areInOrder(aliases: readonly OrderAlias[]): boolean {
  for (let at = 1; at < aliases.length; at += 1)
    if (!isSurelyBefore(aliases[at - 1]?.alias ?? '', aliases[at]?.alias ?? '')) return false;
  return true;
}

function aliasText({ alias, firstName, lastName, picture }: OrderAlias): string {
  const names = `"firstName":${textJson(firstName)},"lastName":${textJson(lastName)}`;
  return `{"alias":${textJson(alias)},${names},"picture":${textJson(picture)}}`;
}
