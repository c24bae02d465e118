import type { CheckedOrder } from '../domain/checked-order.ts';
import type { OrderBy } from '../domain/order-by.ts';
import { budgetedOrder } from './check-budget.ts';

/** Things in the turn in which their orders find room in a budget and are sent; alike ones stay as they were. */
export function inTurn<T>(things: readonly T[], by: OrderBy, orderOf: (thing: T) => CheckedOrder): readonly T[] {
  if (by === 'sheet') return things;
  const weight = by.endsWith('price') ? priceOf : domainsOf;
  const down = by.startsWith('-');
  const ranked = things.map((thing) => {
    const own = weight(orderOf(thing));
    return { thing, rank: own === null ? Number.POSITIVE_INFINITY : down ? -own : own };
  });
  return ranked.sort((a, b) => (a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1)).map(({ thing }) => thing);
}

/** As a budget would count it; null when nobody knows, which goes last either way. */
function priceOf(order: CheckedOrder): number | null {
  return budgetedOrder(order).price?.minor ?? null;
}

function domainsOf({ domainCount }: CheckedOrder): number {
  return domainCount;
}
