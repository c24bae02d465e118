import { type Money, sumMoney } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { IS_PLACED, STATUSES, type Status } from '../domain/status.ts';

/** Sums over some orders. Amounts are kept apart by currency; `unpriced` counts orders without a known amount. */
export interface Totals {
  readonly orders: number;
  readonly domains: number;
  readonly mailboxes: number;
  readonly amounts: readonly Money[];
  readonly unpriced: number;
}

/** What a reader wants first: everything, each status that occurs, and the orders that cost money. */
export interface BatchTotals {
  readonly all: Totals;
  readonly byStatus: readonly (Totals & { readonly status: Status })[];
  /** A dry run: what is ready to be sent. Otherwise: what the vendor has, earlier runs included. */
  readonly cost: Totals;
  /** Rows that belong to no order; they are in no other number. */
  readonly looseRows: number;
}

export function totalsOf(report: BatchReport): BatchTotals {
  const orders = report.outcomes.filter(isOrder);
  const loose = report.outcomes.filter((outcome) => !isOrder(outcome));
  const paid = report.command === 'check' ? new Set<Status>(['ready']) : IS_PLACED;
  return {
    all: sumOf(orders),
    byStatus: STATUSES.map((status) => ({
      status,
      ...sumOf(orders.filter((order) => order.status === status)),
    })).filter(({ orders: count }) => count > 0),
    cost: sumOf(orders.filter(({ status }) => paid.has(status))),
    looseRows: loose.reduce((total, { rows }) => total + rows.length, 0),
  };
}

/** Rows that belong to none come as an outcome with neither key nor name. */
function isOrder({ key, name }: Outcome): boolean {
  return key !== '' || name !== '';
}

/** Sums over these outcomes, whatever their status. */
export function sumOf(outcomes: readonly Outcome[]): Totals {
  const priced = outcomes.flatMap(({ amount }) => (amount ? [amount] : []));
  const currencies = [...new Set(priced.map(({ currency }) => currency))];
  return {
    orders: outcomes.length,
    domains: outcomes.reduce((total, { domains }) => total + domains, 0),
    mailboxes: outcomes.reduce((total, { mailboxes }) => total + mailboxes, 0),
    amounts: currencies.flatMap((currency) => sumMoney(priced.filter((one) => one.currency === currency)) ?? []),
    unpriced: outcomes.length - priced.length,
  };
}
