import type { BlindSpot } from '../domain/blind-spot.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';

/** What no check can tell of these orders before they are sent, each said once with how many orders it concerns. */
export function blindSpotsOf(orders: readonly CheckedOrder[], online: boolean): readonly string[] {
  const counts = new Map<string, Set<CheckedOrder>>();
  for (const order of orders) {
    for (const spot of order.vendor?.blindSpots ?? []) {
      if (!concerns(spot, order, online)) continue;
      counts.set(spot.text, (counts.get(spot.text) ?? new Set()).add(order));
    }
  }
  const unpriced = orders.filter(
    ({ checked, operation }) =>
      checked && !checked.price && !checked.ceiling && operation?.capabilities.payment !== 'none',
  ).length;
  return [
    ...[...counts].map(([text, own]) => (own.size === orders.length ? text : `${text} (${counted(own.size)})`)),
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
