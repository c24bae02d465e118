import { expect } from 'vitest';
import { audit, type ResultRow } from '../../../src/sandbox/audit.ts';
import { fileRecord } from '../../../src/sandbox/record.ts';
import type { SoldOrder } from '../../../src/sandbox/sandbox.ts';

/** What became of a batch, by the vendor's own record. Everything but `sold`, `orders` and `unknown` must be empty. */
export interface Judgement {
  readonly orders: number;
  readonly sold: number;
  /** Domains that were sold more than once, with the ids. */
  readonly twice: readonly string[];
  /** Domains that the vendor was asked for again after it had sold and listed them. */
  readonly askedAgain: readonly string[];
  /** Orders that were sold, are not `unknown`, and whose id does not stand in exactly one row. */
  readonly lost: readonly string[];
  /** Rows that say placed with an id that was never sold, or that is another order's. */
  readonly wrongIds: readonly string[];
  /** Orders that were sold, with a row that says they were not. */
  readonly belied: readonly string[];
  readonly unknown: readonly string[];
}

export interface Row extends ResultRow {
  readonly key: string;
}

const NOT_PLACED: ReadonlySet<string> = new Set(['ready', 'invalid', 'refused', 'not_sent', 'skipped']);

/** Compares what the record says was sold with what the results say; `named` leads from a domain to its order. */
export function judge(recordFile: string, rows: readonly Row[], named: ReadonlyMap<string, string>): Judgement {
  const lines = fileRecord(recordFile).news();
  const sold = lines.flatMap((line) => (line.type === 'sold' ? [line] : []));
  const nameOf = (order: SoldOrder) => named.get(order.domains[0] ?? '') ?? `nobody's ${order.domains[0]}`;
  const status = new Map(rows.map((row) => [row.order, row.status]));
  const owners = new Map(sold.map((order) => [order.id, nameOf(order)]));
  const found = audit(sold, rows);
  const isUnknown = (id: string) => status.get(owners.get(id) ?? '') === 'unknown';
  const strangers = rows.filter((row) => owners.has(row.order_id) && owners.get(row.order_id) !== row.order);
  return {
    orders: rows.length,
    sold: sold.length,
    twice: found.soldTwice,
    askedAgain: lines.flatMap((line) => (line.type === 'repeat' ? line.domains : [])),
    lost: found.lost.filter((id) => !isUnknown(id)),
    wrongIds: [...found.wrongIds, ...strangers.map((row) => `${row.order}: ${row.order_id} is another order's`)],
    belied: sold.map(nameOf).filter((name) => NOT_PLACED.has(status.get(name) ?? '')),
    unknown: rows.filter((row) => row.status === 'unknown').map((row) => row.order),
  };
}

/** Fails when anything was bought twice, lost, mixed up or denied; `at` says where in the campaign. */
export function expectSound(judgement: Judgement, at: string): void {
  const { twice, askedAgain, lost, wrongIds, belied } = judgement;
  const nothing: readonly string[] = [];
  expect({ at, twice, askedAgain, lost, wrongIds, belied }).toEqual({
    at,
    twice: nothing,
    askedAgain: nothing,
    lost: nothing,
    wrongIds: nothing,
    belied: nothing,
  });
}
