import { LEFT_OPEN } from '../../domain/life-cycle.ts';
import type { OrderRecord } from '../../domain/order-book.ts';
import { awaitsPayment, needsReadBack } from '../../run/reconcile-account.ts';
import { vendors } from '../../vendors/index.ts';

/** How many orders wait for something. */
export interface OpenOrders {
  readonly unknown: number;
  /** Claimed or sent, by a run that is at it or died. */
  readonly begun: number;
  readonly nameless: number;
  readonly unpaid: number;
}

/** Counts orders as `reconcile` would find them. */
export function openOrders(records: Iterable<OrderRecord>): OpenOrders {
  const counts = { unknown: 0, begun: 0, nameless: 0, unpaid: 0 };
  for (const record of records) {
    const vendor = Object.values(vendors).find(({ id }) => record.note?.account.startsWith(`${id} `));
    if (record.state === 'unknown') counts.unknown += 1;
    else if (LEFT_OPEN.has(record.state)) counts.begun += 1;
    else if (vendor && needsReadBack(record, vendor)) counts.nameless += 1;
    else if (vendor && awaitsPayment(record, vendor)) counts.unpaid += 1;
  }
  return counts;
}

/** The sum of such counts. */
export function allOpen(counts: readonly OpenOrders[]): OpenOrders {
  const sum = (of: keyof OpenOrders) => counts.reduce((all, one) => all + one[of], 0);
  return { unknown: sum('unknown'), begun: sum('begun'), nameless: sum('nameless'), unpaid: sum('unpaid') };
}
