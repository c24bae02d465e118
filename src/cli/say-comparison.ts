import { CHANGES, type Change, type ComparedOrder, type Comparison } from '../domain/comparison.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { PreparedBatch } from '../run/prepare-batch.ts';
import { orderSheets } from './earlier-runs.ts';
import type { Flags } from './options.ts';

/** Changed and gone orders that are named without --verbose. */
const MOST_NAMED = 5;

const WORDS: Readonly<Record<Change, string>> = {
  new: 'new',
  changed: 'changed',
  already_placed: 'already placed',
  in_doubt: 'in doubt',
  not_placed_yet: 'not placed yet',
  gone: 'gone',
};

/** What differs from earlier runs of these sheets, as one note; none where there is nothing to compare. */
export function sayComparison(
  comparison: Comparison | null,
  batch: Pick<PreparedBatch, 'mapped'>,
  flags: Flags,
): readonly string[] {
  if (!comparison) return [];
  const { orders, newest } = comparison;
  const most = flags.verbose ? orders.length : MOST_NAMED;
  const sheets = sheetsText(orderSheets(batch));
  const bound =
    newest === undefined
      ? []
      : [`  Of the orders that are in a sheet no more, only the newest ${newest} were compared.`];
  const head = `Since the last run of ${sheets} (${timeText(comparison.last)}): ${countText(orders)}.`;
  return [[head, ...named(orders, 'changed', most), ...named(orders, 'gone', most), ...bound].join('\n')];
}

function named(orders: readonly ComparedOrder[], change: 'changed' | 'gone', most: number): readonly string[] {
  const all = orders.filter((order) => order.change === change);
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const rest = all.length - shown.length;
  const lines = shown.map(
    (order) => `  ${change}: ${visibleText(change === 'gone' ? goneText(order) : changedText(order))}`,
  );
  return [
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more that ${rest === 1 ? 'is' : 'are'} ${change} (--verbose names all).`] : []),
  ];
}

function changedText({ name, before, differences }: ComparedOrder): string {
  return `${name}${before?.orderId ? ` (was order ${before.orderId})` : ''}: ${differences.join(' ')}`;
}

function goneText({ name, before }: ComparedOrder): string {
  return `${name}, ${before?.orderId ? `order ${before.orderId}` : 'of no known order id'}, which stood in ${before?.rows}.`;
}

function countText(orders: readonly ComparedOrder[]): string {
  const counts = CHANGES.map((change) => [change, orders.filter((order) => order.change === change).length] as const);
  const texts = counts.filter(([, number]) => number > 0).map(([change, number]) => `${number} ${WORDS[change]}`);
  return texts.length > 0 ? texts.join(', ') : 'no orders';
}

function sheetsText(files: readonly string[]): string {
  return files.length > 3 ? `these ${files.length} sheets` : visibleText(files.join(' and '));
}

/** `2026-05-04 10:00 UTC`. */
function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
