import type { SoldOrder } from './sandbox.ts';

/** The columns of a results file that an audit looks at. */
export interface ResultRow {
  readonly order: string;
  readonly status: string;
  readonly order_id: string;
}

export interface Audit {
  /** Domains and forms that were sold more than once, each with the ids. */
  readonly soldTwice: readonly string[];
  /** Ids that were sold and stand in no row, or in more than one, of the results as placed. */
  readonly lost: readonly string[];
  /** Rows that say placed with an id that was never sold, or without an id. */
  readonly wrongIds: readonly string[];
}

const PLACED: ReadonlySet<string> = new Set(['placed', 'already_placed', 'awaiting_payment', 'payment_pending']);

/** Compares what was sold with what the results say; all three lists are empty when nothing went wrong. */
export function audit(sold: readonly SoldOrder[], results: readonly ResultRow[]): Audit {
  const placed = results.filter((row) => PLACED.has(row.status));
  const soldIds = new Set(sold.map((order) => order.id));
  const times = (id: string) => placed.filter((row) => row.order_id === id).length;
  return {
    soldTwice: soldTwice(sold),
    lost: [...soldIds].filter((id) => times(id) !== 1),
    wrongIds: placed
      .filter((row) => !soldIds.has(row.order_id))
      .map((row) => `${row.order}: ${row.order_id || 'no id'}`),
  };
}

function soldTwice(sold: readonly SoldOrder[]): readonly string[] {
  const ids = new Map<string, string[]>();
  for (const order of sold) {
    const things = order.form ? [`form ${order.form}`, ...order.domains] : order.domains;
    for (const thing of things) ids.set(thing, [...(ids.get(thing) ?? []), order.id]);
  }
  return [...ids]
    .filter(([, holders]) => holders.length > 1)
    .map(([thing, holders]) => `${thing}: ${holders.join(', ')}`);
}
