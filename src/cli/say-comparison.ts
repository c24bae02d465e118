import type { Change, ComparedOrder, Comparison } from '../domain/comparison.ts';
import { visibleText } from '../domain/visible-text.ts';
import { fitted } from './wrap.ts';

const WORDS: readonly (readonly [Change, string])[] = [
  ['new', 'new'],
  ['changed', 'changed'],
  ['not_placed_yet', 'not placed yet'],
  ['already_placed', 'already placed'],
  ['in_doubt', 'in doubt'],
  ['gone', 'gone'],
];
const FEW = 5;

/** How the sheets differ from what was sent of them before: the counts, and what changed or is gone where that is little. */
export function sayComparison(comparison: Comparison | null, width: number | null): string {
  if (!comparison) return '';
  const of = (change: Change) => comparison.orders.filter((order) => order.change === change);
  const counts = WORDS.flatMap(([change, word]) => (of(change).length > 0 ? [`${of(change).length} ${word}`] : []));
  const line = `Since these sheets were last sent (${comparison.last.slice(0, 10)}): ${counts.join(', ') || 'nothing'}.`;
  const moved = [...of('changed'), ...of('gone')];
  const told = moved.length <= FEW ? moved.map(sayOne) : [];
  return [line, ...told].map((text) => fitted(text, width)).join('\n');
}

function sayOne({ change, name, before, differences }: ComparedOrder): string {
  const was = before?.orderId ? ` (was ${before.orderId})` : '';
  const what =
    change === 'changed' ? differences.join(' ') || 'its content is another.' : 'it is in these sheets no more.';
  return visibleText(`  ${change} ${name || 'an order without a name'}${was}: ${what}`);
}
