import type { CheckedOrder } from '../domain/checked-order.ts';
import { UsageError } from '../domain/errors.ts';
import { ORDER_BY, type OrderBy } from '../domain/order-by.ts';
import type { Plan } from '../domain/plan.ts';
import { sayList } from '../domain/say-list.ts';
import type { BatchInput, PreparedBatch } from '../run/prepare-batch.ts';
import { type Choice, isChosen, spellingsIn } from '../steps/choose-orders.ts';
import { assigned } from './group-defaults.ts';
import type { Flags } from './options.ts';

const MOST_NAMED = 5;

/** What `--where` says, each column once. Throws UsageError. */
export function choicesOf({ where = [] }: Flags): readonly Choice[] {
  const values = new Map<string, string[]>();
  for (const text of where) {
    const [column, value] = assigned(text, 'where', 'client=acme');
    values.set(column, [...(values.get(column) ?? []), value]);
  }
  return [...values].map(([column, own]) => ({ column, values: own }));
}

/** Which orders of the sheets are meant, and which go first. Throws UsageError. */
export function chosenBy(flags: Flags): Pick<BatchInput, 'choices' | 'orderBy'> {
  return { choices: choicesOf(flags), orderBy: orderByOf(flags) };
}

/** What `--order-by` says. Throws UsageError. */
export function orderByOf(flags: Flags): OrderBy {
  const by = ORDER_BY.find((known) => known === (flags['order-by'] ?? 'sheet'));
  if (by) return by;
  throw new UsageError(
    `--order-by ${flags['order-by']} is not known.`,
    `Write ${ORDER_BY.join(', ')}.`,
    'USAGE-FLAG-VALUE',
  );
}

/** The batch, which says so when `--where` leaves nothing of it: that is a slip far more often than a wish. */
export function neverEmpty(batch: PreparedBatch, flags: Flags): PreparedBatch {
  const { where = [] } = flags;
  if (where.length === 0) return batch;
  const plan: PreparedBatch['plan'] = (ledger, online) => {
    const made = batch.plan(ledger, online);
    const leftOut = made.leftOut ?? [];
    if (made.orders.length === 0 && leftOut.length > 0) throw noOrder(leftOut, where, choicesOf(flags));
    return made;
  };
  const orders: PreparedBatch['orders'] = (ledger) => {
    const made = batch.orders(ledger);
    return made.length > 0 ? made : plan(ledger).orders.map(({ order }) => order);
  };
  return { ...batch, orders, plan };
}

function noOrder(leftOut: readonly CheckedOrder[], where: readonly string[], choices: readonly Choice[]): UsageError {
  const odd = choices.find((choice) => leftOut.every((order) => !isChosen(order, [choice])));
  const found = odd ? spellingsIn(leftOut, odd.column) : [];
  const told = found.slice(0, MOST_NAMED).map((value) => (value === '' ? 'empty cells' : `"${value}"`));
  const named = sayList(found.length > told.length ? [...told, `${found.length - told.length} more`] : told);
  return new UsageError(
    `No order of these sheets is what ${asTyped(where)} asks for.`,
    odd ? `In ${odd.column} they have ${named}.` : 'Each of these is there, and no order has them all.',
    'WHERE-NO-ORDER',
  );
}

/** How many orders `--where` left out, in one sentence; nothing where it left out none. */
export function leftOutNotes({ leftOut = [] }: Pick<Plan, 'leftOut'>, { where = [] }: Flags): readonly string[] {
  if (leftOut.length === 0) return [];
  return [`${leftOut.length === 1 ? '1 order is' : `${leftOut.length} orders are`} left out by ${asTyped(where)}.`];
}

function asTyped(where: readonly string[]): string {
  return where.map((text) => `--where ${/\s/.test(text) ? `"${text}"` : text}`).join(' ');
}

/** Without a sheet there is nothing to choose from, and more would be done than was asked for. Throws UsageError. */
export function assertSheetsToChooseFrom({ where, sheets = [], inherited }: Flags): void {
  const isTyped = where !== undefined && JSON.stringify(where) !== JSON.stringify(inherited?.where);
  if (!isTyped || sheets.length > 0) return;
  throw new UsageError('--where chooses orders of a sheet, and none is named.', 'Name the sheet.', 'USAGE-MISSING');
}
