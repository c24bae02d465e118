import type { Catalogue, Package } from '../domain/catalogue.ts';
import { type Money, majorText } from '../domain/money.ts';
import { unitIsUncertain } from '../domain/spending.ts';

/** What changed of a package: `unit` is a price that went up or down about a hundredfold. */
export type ChangeKind = 'new' | 'gone' | 'price' | 'unit' | 'period' | 'domains' | 'mailboxes' | 'name';

/** One difference between two catalogues; a text is empty where there was, or is, nothing. */
export interface CatalogueChange {
  readonly change: ChangeKind;
  readonly id: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Every difference from one catalogue to a later one: packages in the order of the earlier, then those that are new. */
export function diffCatalogues(before: Catalogue, after: Catalogue): readonly CatalogueChange[] {
  const now = byId(after);
  const known = byId(before);
  const changes = [...known.values()].flatMap((old) => {
    const one = now.get(old.id);
    return one ? diffPackage(old, one) : [changeOf('gone', old, summary(old), '')];
  });
  const fresh = [...now.values()].filter(({ id }) => !known.has(id));
  return [...changes, ...fresh.map((one) => changeOf('new', one, '', summary(one)))];
}

/** What a package costs and how often; empty when it has no price. */
export function priceText(price: Money | null, period: string): string {
  return price ? `${majorText(price)} ${price.currency}${period.replace(/^\/?(?=.)/, ' ')}` : '';
}

/** What a package is made of, by mailbox type; empty where the vendor does not say. */
export function partsText({ mailboxes, typeDomains }: Pick<Package, 'mailboxes' | 'typeDomains'>): string {
  const types = [...new Set([...Object.keys(typeDomains), ...Object.keys(mailboxes)])];
  const parts = types.map((type) => {
    const domains = typeDomains[type] === undefined ? '' : many(typeDomains[type], 'domain', 'domains');
    const boxes = mailboxes[type] === undefined ? '' : many(mailboxes[type], 'mailbox', 'mailboxes');
    return `${type} ${[domains, boxes].filter(Boolean).join(' with ')}`;
  });
  return parts.join(', ');
}

function many(count: number | undefined, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** A package that is listed twice counts as it is listed first. */
function byId({ packages }: Catalogue): ReadonlyMap<string, Package> {
  return new Map(packages.toReversed().map((one) => [one.id, one] as const));
}

function diffPackage(old: Package, one: Package): readonly CatalogueChange[] {
  const kinds: readonly (readonly [ChangeKind, string, string])[] = [
    ['name', old.name, one.name],
    [priceKind(old.price, one.price), priceText(old.price, ''), priceText(one.price, '')],
    ['period', old.period, one.period],
    ['domains', String(old.domains), String(one.domains)],
    ['mailboxes', partsText(old), partsText(one)],
  ];
  return kinds.filter(([, was, is]) => was !== is).map(([kind, was, is]) => changeOf(kind, one, was, is));
}

function priceKind(was: Money | null, is: Money | null): ChangeKind {
  return was && is && unitIsUncertain(was, is) ? 'unit' : 'price';
}

function summary(one: Package): string {
  return [`${one.domains} domains`, partsText(one), priceText(one.price, one.period)].filter(Boolean).join('; ');
}

function changeOf(change: ChangeKind, { id, name }: Package, before: string, after: string): CatalogueChange {
  return { change, id, name, before, after };
}
