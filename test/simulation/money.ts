import type { Budget } from '../../src/domain/budget.ts';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { Money } from '../../src/domain/money.ts';
import { withChecked } from '../support/with-checked.ts';
import type { Random } from './random.ts';

/** The ceilings of one run of everything, and what each order costs. */
export interface Purse {
  readonly run: number;
  readonly day: number;
  readonly budgets: readonly Budget[];
  /** By the first domain of an order. */
  readonly prices: ReadonlyMap<string, Money | null>;
}

/** Prices in odd units, so that ceilings are met exactly now and then. */
export function purseOf(orders: readonly CheckedOrder[], random: Random): Purse {
  const prices = new Map(
    orders.map((order) => {
      const price = random.chance(0.1) ? null : { minor: random.between(1, 9), currency: 'USD' };
      return [nameOf(order), price];
    }),
  );
  const run = random.between(0, 25);
  const day = random.between(0, 40);
  const budgets: Budget[] = [
    { name: '--max-spend', limit: run, window: 'run', client: null },
    { name: 'the day budget', limit: day, window: 'day', client: null },
  ];
  return { run, day, budgets, prices };
}

export function priced(order: CheckedOrder, purse: Purse | null): CheckedOrder {
  const price = purse?.prices.get(nameOf(order));
  return price === undefined || !order.checked ? order : withChecked(order, { ...order.checked, price });
}

/** The claim under which something was sold. */
export interface Paid {
  readonly order: CheckedOrder;
  readonly batch: string;
  /** RFC 3339 UTC, by the clock of the process that claimed it. */
  readonly at: string;
}

/** Runs and days that spent more than they were allowed, by what the vendor really sold. */
export function overspent(paid: readonly Paid[], purse: Purse): readonly string[] {
  const runs = new Map<string, number>();
  const days = new Map<string, number>();
  for (const { order, batch, at } of paid) {
    if (order.operation?.capabilities.payment === 'none') continue;
    const price = purse.prices.get(nameOf(order));
    if (!price) return [`order ${order.draft.name} has no price, and was bought under a budget`];
    const day = at.slice(0, 10);
    runs.set(batch, (runs.get(batch) ?? 0) + price.minor);
    days.set(day, (days.get(day) ?? 0) + price.minor);
  }
  return [
    ...[...runs].filter(([, sum]) => sum > purse.run).map(([run, sum]) => `${run} spent ${sum} of ${purse.run}`),
    ...[...days].filter(([, sum]) => sum > purse.day).map(([day, sum]) => `${day} spent ${sum} of ${purse.day}`),
  ];
}

function nameOf(order: CheckedOrder): string {
  return order.checked?.domains.toSorted()[0] ?? '';
}
