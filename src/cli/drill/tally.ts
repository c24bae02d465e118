import type { OrderRecord } from '../../domain/order-book.ts';
import { isIdOf, thingsIn } from '../../sandbox/audit.ts';
import type { SoldOrder } from '../../sandbox/sandbox.ts';

/** What a drill shows. `doubled` and `lost` are what must never be anything but 0. */
export interface Tally {
  readonly wanted: number;
  readonly sold: number;
  readonly doubled: number;
  readonly lost: number;
  readonly refused: number;
  readonly doubtsSettled: number;
  readonly doubtsForAPerson: number;
}

export interface Wanted {
  readonly key: string;
  readonly operation: string;
  readonly domains: readonly string[];
}

/** Compares what the vendor sold with what the ledger knows, order by order. */
export function tallyOf(
  wanted: readonly Wanted[],
  sold: readonly SoldOrder[],
  records: ReadonlyMap<string, OrderRecord>,
): Tally {
  const salesOf = ({ operation, domains }: Wanted) =>
    sold.filter((sale) => sale.kind === operation && sameSet(sale.domains, domains));
  const standing = wanted.map((order) => ({ order, sales: salesOf(order), record: records.get(order.key) ?? null }));
  const inDoubt = (record: OrderRecord | null) => record !== null && isDoubt(record);
  return {
    wanted: wanted.length,
    sold: sold.length,
    doubled: soldTwice(sold),
    lost: standing.filter(({ sales, record }) => isLost(sales, record)).length,
    refused: standing.filter(({ record }) => record?.state === 'refused').length,
    doubtsSettled: standing.filter(({ record }) => wasSettled(record)).length,
    doubtsForAPerson: standing.filter(({ record }) => inDoubt(record)).length,
  };
}

/** How many orders another run would still send: never sent, or proven not placed. */
export function unsent(wanted: readonly Wanted[], records: ReadonlyMap<string, OrderRecord>): number {
  const states = wanted.map(({ key }) => records.get(key)?.state ?? 'pending');
  return states.filter((state) => state === 'pending' || state === 'retryable').length;
}

/** Sold, and the ledger calls it neither placed under that id nor in doubt. */
function isLost(sales: readonly SoldOrder[], record: OrderRecord | null): boolean {
  if (record !== null && isDoubt(record)) return false;
  if (sales.length === 0) return record?.state === 'placed';
  const id = record?.receipt?.orderId ?? null;
  return record?.state !== 'placed' || (id !== null && !sales.some((sale) => isIdOf(sale, id)));
}

function isDoubt(record: OrderRecord): boolean {
  return record.state === 'unknown' || record.state === 'in_flight' || record.state === 'answered';
}

/** True for an order that was in doubt once, or had no id, until a read-back found it. */
function wasSettled(record: OrderRecord | null): boolean {
  return record?.entries.some((entry) => entry.type === 'looked_up' && entry.result.kind === 'found') ?? false;
}

function soldTwice(sold: readonly SoldOrder[]): number {
  const times = new Map<string, number>();
  for (const sale of sold) for (const thing of thingsIn(sale)) times.set(thing, (times.get(thing) ?? 0) + 1);
  return sold.filter((sale) => thingsIn(sale).some((thing) => (times.get(thing) ?? 0) > 1)).length;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
