import { groupFindings } from '../../domain/finding-groups.ts';
import { hasNoKnownPrice, type Outcome } from '../../domain/outcome.ts';
import { sayPlace } from '../../domain/say-place.ts';
import { amountText } from '../say-money.ts';
import type { PlanToSay } from './plan-view.ts';

const MOST_RULES = 5;
const MOST_NAMES = 3;
/** So many times what the order in the middle costs is worth a second look. */
const FAR_DEARER = 5;
const LEAST_TO_COMPARE = 4;

/** What is odd about a plan, the gravest first, in sentences; nothing where all is as it should be. */
export function oddities({ plan, outcomes, notes }: Pick<PlanToSay, 'plan' | 'outcomes' | 'notes'>): readonly string[] {
  const of = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status);
  const ready = of('ready');
  return [
    ...farDearer(ready),
    ...unpriced(ready),
    ...notes,
    ...warnings(plan.sheetFindings, ready),
    ...staying(of('unknown'), 'is in doubt and not sent', 'are in doubt and not sent'),
    ...staying(of('invalid'), 'is invalid and stays behind', 'are invalid and stay behind'),
    ...staying(of('skipped'), 'is held back for now', 'are held back for now'),
    ...staying(of('already_placed'), 'is placed already and not sent again', 'are placed already and not sent again'),
  ];
}

function farDearer(ready: readonly Outcome[]): readonly string[] {
  const amounts = ready.flatMap((outcome) => (outcome.amount ? [{ outcome, amount: outcome.amount }] : []));
  const sorted = amounts.toSorted((a, b) => a.amount.minor - b.amount.minor);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]?.amount;
  if (!middle || middle.minor === 0 || sorted.length < LEAST_TO_COMPARE) return [];
  const alike = (one: { currency: string; minor: number }) => one.currency === middle.currency;
  const far = sorted.filter(({ amount }) => alike(amount) && amount.minor >= middle.minor * FAR_DEARER).reverse();
  if (far.length === 0) return [];
  const told = far.slice(0, MOST_NAMES).map(({ outcome, amount }) => `${nameOf(outcome)} costs ${amountText(amount)}`);
  const more = far.length > told.length ? `, and ${far.length - told.length} more are as dear` : '';
  return [`${told.join(', ')}${more}: half of the orders cost ${amountText(middle)} or less.`];
}

function unpriced(ready: readonly Outcome[]): readonly string[] {
  const without = ready.filter(hasNoKnownPrice);
  if (without.length === 0) return [];
  if (without.length === ready.length)
    return [`What ${ready.length === 1 ? 'it costs' : 'they cost'} is not known: no price was fetched or set.`];
  return [`${namesOf(without)} ${without.length === 1 ? 'has' : 'have'} no known price.`];
}

function warnings(ofSheets: PlanToSay['plan']['sheetFindings'], ready: readonly Outcome[]): readonly string[] {
  const all = [...ofSheets, ...ready.flatMap(({ findings }) => findings)];
  const groups = groupFindings(all.filter(({ severity }) => severity === 'warning'));
  const told = groups.slice(0, MOST_RULES).flatMap(({ code, findings }) => {
    const [first] = findings;
    if (!first) return [];
    if (findings.length === 1) return [`${code}, ${sayPlace(first.at)}: ${first.message}`];
    return [`${code}, ${findings.length} times, first in ${sayPlace(first.at)}: ${first.message}`];
  });
  const more = groups.length - told.length;
  return more > 0 ? [...told, `and warnings of ${more} more rules, which \`sheetorder check\` tells.`] : told;
}

function staying(orders: readonly Outcome[], one: string, many: string): readonly string[] {
  if (orders.length === 0) return [];
  const codes = new Map<string, number>();
  for (const { codes: own } of orders) for (const code of own) codes.set(code, (codes.get(code) ?? 0) + 1);
  const why = [...codes].slice(0, MOST_NAMES).map(([code, count]) => (count === 1 ? code : `${code} ${count} times`));
  const because = why.length > 0 ? ` (${why.join(', ')}${codes.size > why.length ? ', …' : ''})` : '';
  return [`${orders.length} ${orders.length === 1 ? `order ${one}` : `orders ${many}`}${because}.`];
}

function namesOf(orders: readonly Outcome[]): string {
  const told = orders.slice(0, MOST_NAMES).map(nameOf).join(', ');
  return orders.length > MOST_NAMES ? `${told} and ${orders.length - MOST_NAMES} more` : told;
}

function nameOf({ name }: Outcome): string {
  return name ? `"${name}"` : 'an order without a name';
}
