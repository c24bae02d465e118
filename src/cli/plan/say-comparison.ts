import type { Change, ComparedOrder, Comparison } from '../../domain/comparison.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { fitted } from '../terminal/wrap.ts';

const WORDS: readonly (readonly [Change, string])[] = [
  ['new', 'new'],
  ['changed', 'changed'],
  ['not_placed_yet', 'not placed yet'],
  ['already_placed', 'already placed'],
  ['in_doubt', 'in doubt'],
  ['gone', 'gone'],
];
const FEW = 5;

/** How the sheets differ from what was sent of them before: the counts, and by name `most` of what changed and of what is gone. */
export function sayComparison(comparison: Comparison | null, width: number | null, most = FEW): string {
  if (!comparison) return '';
  const of = (change: Change) => comparison.orders.filter((order) => order.change === change);
  const counts = WORDS.flatMap(([change, word]) => (of(change).length > 0 ? [`${of(change).length} ${word}`] : []));
  const line = `Since these sheets were last sent (${comparison.last.slice(0, 10)}): ${counts.join(', ') || 'nothing'}.`;
  const told = [...sayFew(of('changed'), most), ...sayFew(of('gone'), most)];
  const { newest } = comparison;
  const bound =
    newest === undefined
      ? []
      : [`  Of the orders that are in a sheet no more, only the newest ${newest} were compared.`];
  return [line, ...told, ...bound].map((text) => fitted(text, width)).join('\n');
}

function sayFew(orders: readonly ComparedOrder[], most: number): readonly string[] {
  const shown = orders.length > most ? orders.slice(0, most - 1) : orders;
  const rest = orders.length - shown.length;
  return [...shown.map(sayOne), ...(rest > 0 ? [`  and ${rest} more ${orders[0]?.change}; --verbose names all.`] : [])];
}

function sayOne({ change, name, before, differences }: ComparedOrder): string {
  const was = before?.orderId ? ` (was ${before.orderId})` : '';
  const what =
    change === 'changed'
      ? differences.join(' ') || 'its content is another.'
      : `it stood in ${before?.rows || 'these sheets'}, and is in them no more.`;
  return visibleText(`  ${change} ${name || 'an order without a name'}${was}: ${what}`);
}
