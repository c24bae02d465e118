import type { BlindSpot } from '../domain/blind-spot.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';

/** What no check can tell of these orders before they are sent, each said once with how many orders it concerns. */
export function blindSpotsOf(orders: readonly CheckedOrder[], online: boolean): readonly string[] {
  const counts = new Map<string, { orders: number; last: CheckedOrder | null }>();
  for (const order of orders) {
    for (const spot of order.vendor?.blindSpots ?? []) {
      if (!concerns(spot, order, online)) continue;
      const count = counts.get(spot.text) ?? { orders: 0, last: null };
      if (count.orders === 0) counts.set(spot.text, count);
      // Two spots may say the same of an order, and it counts once.
      if (count.last !== order) count.orders += 1;
      count.last = order;
    }
  }
  const unpriced = orders.filter(
    ({ checked, operation }) =>
      checked && !checked.price && !checked.ceiling && operation?.capabilities.payment !== 'none',
  ).length;
  return [
    ...[...counts].map(([text, own]) => (own.orders === orders.length ? text : `${text} (${counted(own.orders)})`)),
    ...(unpriced > 0
      ? [`What ${unpriced === 1 ? '1 order costs' : `${unpriced} orders cost`}: no price is known.`]
      : []),
  ];
}

function concerns({ operations, column, online }: BlindSpot, order: CheckedOrder, asked: boolean): boolean {
  if (online && asked) return false;
  if (operations && !operations.includes(order.operation?.id ?? '')) return false;
  return column === undefined || order.columns.includes(column);
}

function counted(orders: number): string {
  return `${orders} ${orders === 1 ? 'order' : 'orders'}`;
}
