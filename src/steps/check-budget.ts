import { type Budget, type BudgetedOrder, concerns } from '../domain/budget.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { type Money, majorText } from '../domain/money.ts';

/** Why an order is not sent, for a person. */
export interface BudgetSkip {
  readonly code: 'MONEY-NO-PRICE' | 'MONEY-BUDGET';
  readonly reason: string;
  readonly fix: string;
}

/** An order as budgets see it. What charges nothing, such as filling in a form that is paid, costs nothing. */
export function budgetedOrder(order: CheckedOrder): BudgetedOrder {
  const free = order.operation?.capabilities.payment === 'none';
  return {
    // A ceiling stands in for a price that is asked only right before the order is sent.
    price: free
      ? { minor: 0, currency: order.checked?.price?.currency ?? '' }
      : (order.checked?.price ?? order.checked?.ceiling ?? null),
    client: order.client,
  };
}

/** Null when the order fits into every budget that concerns it; `spent` tells what counts against one already. */
export function checkBudget(
  order: BudgetedOrder,
  budgets: readonly Budget[],
  spent: (budget: Budget) => readonly Money[],
): BudgetSkip | null {
  const own = budgets.filter((budget) => concerns(budget, order));
  const [first] = own;
  if (!first) return null;
  const { price } = order;
  if (price?.minor === 0) return null;
  if (price === null) return noPrice(first);
  const full = own.find((budget) => sumOf(spent(budget)) + price.minor > budget.limit);
  if (!full) return null;
  const used = { minor: sumOf(spent(full)), currency: price.currency };
  return {
    code: 'MONEY-BUDGET',
    reason: `It needs ${text(price)}, and ${text(used)} of ${full.name} may be spent already.`,
    fix: 'Raise the budget, or run the same command again when there is room in it.',
  };
}

function noPrice({ name }: Budget): BudgetSkip {
  return {
    code: 'MONEY-NO-PRICE',
    reason: `What it costs is not known, so it cannot be counted against ${name}.`,
    fix: 'Run `sheetorder catalog pull`, or say the unit prices in sheetorder.json, or fill `max_price` where domains are bought; or send it without a budget.',
  };
}

/** Currencies are not exchanged: an amount counts by its number, whatever its currency. */
function sumOf(amounts: readonly Money[]): number {
  return amounts.reduce((sum, amount) => sum + amount.minor, 0);
}

function text(money: Money): string {
  return `${majorText(money)} ${money.currency}`;
}
