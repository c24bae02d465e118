import { shortKey } from '../domain/identity.ts';
import type { Money } from '../domain/money.ts';
import { majorText } from '../domain/money.ts';
import type { Plan, PlannedOrder } from '../domain/plan.ts';

/** What a saved plan says of one order. */
export interface SavedOrder {
  readonly order: string;
  readonly key: string;
  readonly do: PlannedOrder['action']['do'];
  readonly digest: string;
  readonly price: Money | null;
}

/** Sentences about what differs between a saved plan and the plan made now; orders placed since are no difference. */
export function comparePlan(saved: readonly SavedOrder[], now: Plan): readonly string[] {
  const current = new Map(now.orders.filter(({ order }) => order.key !== '').map((one) => [one.order.key, one]));
  const approved = new Map(saved.filter((one) => one.do === 'send').map((one) => [one.key, one]));
  return [
    ...[...approved.values()].flatMap((one) => differenceOf(one, current.get(one.key))),
    ...[...current.values()]
      .filter(({ order, action }) => action.do === 'send' && !approved.has(order.key))
      .map(
        ({ order }) => `Order "${order.name}" (${shortKey(order.key)}) would be sent, and the plan does not send it.`,
      ),
  ];
}

function differenceOf(saved: SavedOrder, now: PlannedOrder | undefined): readonly string[] {
  const name = `Order "${saved.order}" (${shortKey(saved.key)})`;
  if (!now) return [`${name} is in the plan, but the sheets no longer make it.`];
  if (now.action.do === 'keep') return [];
  if (now.action.do === 'skip') return [`${name} can no longer be sent: ${now.action.reason}`];
  if (now.action.do !== 'send')
    return [`${name} can no longer be sent: ${now.findings.find((one) => one.severity === 'error')?.message ?? ''}`];
  const { checked } = now.order;
  const price = checked?.price ?? checked?.ceiling ?? null;
  if (JSON.stringify(price) !== JSON.stringify(saved.price))
    return [`${name} cost ${priceText(saved.price)} in the plan and costs ${priceText(price)} now.`];
  return now.order.payload?.digest === saved.digest
    ? []
    : [`${name} would be sent with other content than the plan's.`];
}

function priceText(price: Money | null): string {
  return price ? `${majorText(price)} ${price.currency}` : 'an unknown amount';
}
