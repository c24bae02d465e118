import type { Money } from './money.ts';
import { clientName, type SpendingFilter } from './spending.ts';

/** A ceiling on what may be spent within a run, a day or a month (UTC), by everybody or for one client. */
export interface Budget {
  /** As people know it: `--max-spend 500.00`, `the day's budget of 900.00`. */
  readonly name: string;
  /** Smallest unit of whatever currency prices are in. */
  readonly limit: number;
  readonly window: 'run' | 'day' | 'month';
  /** As `clientName` makes it; null counts every client. */
  readonly client: string | null;
}

export interface BudgetedOrder {
  /** What the order costs at most; null when nobody knows. */
  readonly price: Money | null;
  readonly client: string;
}

/** Which spending counts against the budget at this moment. */
export function filterOf(budget: Budget, batch: string, now: number): SpendingFilter {
  const at = new Date(now).toISOString();
  const client = budget.client === null ? {} : { client: budget.client };
  if (budget.window === 'run') return { ...client, batch };
  return { ...client, since: budget.window === 'day' ? at.slice(0, 10) : at.slice(0, 7) };
}

export function concerns(budget: Budget, order: BudgetedOrder): boolean {
  return budget.client === null || budget.client === clientName(order.client);
}
