import type { CheckedOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import type { MappedSheet, Row } from '../domain/row.ts';
import type { BatchRows } from '../steps/batch-rows.ts';
import { type CheckContext, checkOrder } from '../steps/check-orders.ts';
import type { DraftColumns, MakeDraft } from '../steps/group-rows.ts';
import type { NumberedOrders } from '../steps/number-orders.ts';
import { type Profiles, resolveDraft } from '../steps/resolve-profiles.ts';

const NONE: readonly Finding[] = [];

/** Which rows an order has, and its name. */
export interface OrdersByNumber extends Pick<NumberedOrders, 'starts' | 'members'> {
  readonly nameOf: (order: number) => string;
}

/** Everything that orders are made from. */
export interface RowsToCheck {
  readonly rows: BatchRows;
  readonly numbered: OrdersByNumber;
  readonly columns: DraftColumns;
  readonly make: MakeDraft;
  readonly profiles: Profiles;
  readonly check: CheckContext;
}

/** What other threads need besides what a check may know, to check the same orders. */
export interface CheckJob {
  readonly sheets: readonly MappedSheet[];
  readonly numbered: OrdersByNumber;
  readonly columns: DraftColumns;
  /** What is said of the sheets as such. */
  readonly findings: readonly Finding[];
}

/** An order as it was checked, with what was found while its rows were read. */
export interface ReadOrder {
  readonly order: CheckedOrder;
  readonly rowFindings: readonly Finding[];
}

/** Makes the orders from number `from` up to number `to` from their rows and checks them, one after another. */
export function* checkRows(input: RowsToCheck, from: number, to: number): Generator<ReadOrder> {
  for (let number = from; number < to; number += 1) {
    const { rows, findings } = rowsOfOrder(number, input);
    const draft = input.make(input.numbered.nameOf(number), rows, findings);
    yield { order: checkOrder(resolveDraft(draft, input.profiles), input.check), rowFindings: findings };
  }
}

/** Reads rows by their numbers. */
export function readRows(
  numbers: Iterable<number>,
  { read }: BatchRows,
): { rows: Row[]; findings: readonly Finding[] } {
  const rows: Row[] = [];
  const findings: Finding[] = [];
  for (const number of numbers) {
    const one = read(number);
    rows.push(...one.rows);
    if (one.findings.length > 0) findings.push(...one.findings);
  }
  return { rows, findings: findings.length === 0 ? NONE : findings };
}

function rowsOfOrder(
  number: number,
  { rows, numbered: { starts, members } }: RowsToCheck,
): ReturnType<typeof readRows> {
  return readRows(members.subarray(starts[number], starts[number + 1]), rows);
}
