import { compareWritten, type Json, listOf, sortedJson, textJson, WrittenJson } from '../../domain/json.ts';
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
    domains: new WrittenJson(domainsText(order.domains)),
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
 * The canonical text of the domains, written out with the names of their fields in the order of the alphabet: as objects they
 * would cost as much as all the rules on their cells.
 */
function domainsText(domains: readonly OrderDomain[]): string {
  return listOf(inOrder(domains.map(writeDomain), compareDomains).map(({ text }) => text));
}

interface WrittenDomain {
  readonly text: string;
  /** The first alias in the order of the texts; null where there is none. */
  readonly first: string | null;
}

function writeDomain(domain: OrderDomain): WrittenDomain {
  const aliases = inOrder(domain.aliases, compareAliases);
  const names = `"firstName":${textJson(domain.firstName)},"lastName":${textJson(domain.lastName)}`;
  const end = `"picture":${textJson(domain.picture)},"redirect":${textJson(domain.redirect)},"type":${textJson(domain.type)}}`;
  const text = `{"aliases":${listOf(aliases.map(aliasText))},"domain":${textJson(domain.domain)},${names},${end}`;
  return { text, first: aliases[0]?.alias ?? null };
}

function aliasText({ alias, firstName, lastName, picture }: OrderAlias): string {
  const names = `"firstName":${textJson(firstName)},"lastName":${textJson(lastName)}`;
  return `{"alias":${textJson(alias)},${names},"picture":${textJson(picture)}}`;
}

/** By their texts, of which the first alias is the first that may differ. */
function compareDomains(one: WrittenDomain, other: WrittenDomain): number {
  const sure = one.first === null || other.first === null ? 0 : compareWritten(one.first, other.first);
  return sure || compareTexts(one.text, other.text);
}

function compareAliases(one: OrderAlias, other: OrderAlias): number {
  return compareWritten(one.alias, other.alias) || compareTexts(aliasText(one), aliasText(other));
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** The items themselves where they are in order, as most are. */
function inOrder<T>(items: readonly T[], compare: (one: T, other: T) => number): readonly T[] {
  const isBefore = (item: T, at: number) => at === 0 || compare(items[at - 1] ?? item, item) <= 0;
  return items.every(isBefore) ? items : items.toSorted(compare);
}
