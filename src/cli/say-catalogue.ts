import type { Catalogue } from '../domain/catalogue.ts';
import { visibleText } from '../domain/visible-text.ts';
import { type CatalogueChange, type ChangeKind, partsText, priceText } from '../steps/diff-catalogues.ts';
import { table } from './terminal/table.ts';
import { wrapped } from './terminal/wrap.ts';

const UNMEASURED = 100;

/** Packages and prices as they were fetched. */
export function sayCatalogue(catalogue: Catalogue, width: number | null): string {
  const rows = catalogue.packages.map((one) => [
    one.id,
    one.name,
    String(one.domains),
    partsText(one) || '-',
    priceText(one.price, one.period) || '-',
  ]);
  return `${catalogue.account}, fetched ${catalogue.pulledAt}\n\n${table(['price_id', 'package', 'domains', 'made of', 'price'], rows, width)}`;
}

const WORDS: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  gone: 'gone',
  price: 'price',
  unit: 'price',
  period: 'how often it is paid',
  domains: 'domains',
  mailboxes: 'made of',
  name: 'name',
};

/** Each difference on a line of its own, and how many packages differ. */
export function sayChanges(changes: readonly CatalogueChange[], before: Catalogue, width: number | null): string {
  const since = `since ${before.pulledAt}`;
  if (changes.length === 0) return `Nothing changed ${since}: ${before.packages.length} packages.`;
  const lines = changes.map((change) => wrapped(visibleText(sayChange(change)), width ?? UNMEASURED, 4));
  const packages = new Set(changes.map(({ id }) => id)).size;
  return `${lines.join('\n')}\n\n${packages === 1 ? '1 package' : `${packages} packages`} changed ${since}.`;
}

function sayChange({ change, id, name, before, after }: CatalogueChange): string {
  const what = `${id} (${name || 'no name'})`;
  if (change === 'new') return `new: ${what}: ${after}`;
  if (change === 'gone') return `gone: ${what}: ${before}`;
  const unit = change === 'unit' ? '; about a hundredfold, so the unit may have changed (dollars or cents)' : '';
  return `changed: ${what}: ${WORDS[change]} ${before || 'none'} → ${after || 'none'}${unit}`;
}
