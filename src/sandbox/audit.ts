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
  return {
    soldTwice: soldTwice(sold),
    lost: [
      ...new Set(
        sold.filter((order) => placed.filter((row) => isIdOf(order, row.order_id)).length !== 1).map(({ id }) => id),
      ),
    ],
    wrongIds: placed
      .filter((row) => !sold.some((order) => isIdOf(order, row.order_id)))
      .map((row) => `${row.order}: ${row.order_id || 'no id'}`),
  };
}

/** A registration has no order id at this vendor: what stands in its place names its first domain. */
export function isIdOf({ kind, id, domains }: SoldOrder, orderId: string): boolean {
  if (kind !== 'buy-domains') return orderId === id;
  const [first = ''] = domains.toSorted();
  return orderId.startsWith(`purchased:${first}@`);
}

/** What a sale sold that can be sold once: a domain may be registered, and then be ordered with mailboxes. */
export function thingsIn({ kind, form, domains, registers = [] }: SoldOrder): readonly string[] {
  const used = kind === 'buy-domains' ? [] : domains;
  return [...(form ? [`form ${form}`] : []), ...used, ...registers.map((domain) => `registration ${domain}`)];
}

function soldTwice(sold: readonly SoldOrder[]): readonly string[] {
  const ids = new Map<string, string[]>();
  for (const order of sold) {
    for (const thing of thingsIn(order)) ids.set(thing, [...(ids.get(thing) ?? []), order.id]);
  }
  return [...ids]
    .filter(([, holders]) => holders.length > 1)
    .map(([thing, holders]) => `${thing}: ${holders.join(', ')}`);
}
