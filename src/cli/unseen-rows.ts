import { UsageError } from '../domain/errors.ts';
import type { SheetTable } from '../domain/row.ts';

const MOST_NAMED = 5;

/**
 * Hidden rows that nobody has decided about are refused, and must not get into a file in which everybody sees them: given
 * back, it would order them. Throws UsageError; `hint` says what to do instead.
 */
export function assertNoUnseenRows(target: string, tables: readonly SheetTable[], hint: string): void {
  const table = tables.find(({ rows }) => [...rows].some(({ hidden }) => hidden));
  if (!table) return;
  const { file, sheet } = table;
  const named = sheet === undefined ? file : `${file}, worksheet "${sheet}",`;
  const lines = [...table.rows].filter(({ hidden }) => hidden).map(({ line }) => line);
  const first = lines.slice(0, MOST_NAMED).join(', ');
  const which = `${lines.length === 1 ? 'row' : 'rows'} ${first}${lines.length > MOST_NAMED ? ' and more' : ''}`;
  throw new UsageError(
    `${target} cannot hide rows, and ${named} hides ${which}, by hand or by a filter: given back, it would order what is refused now.`,
    hint,
    'OUTPUT-HIDDEN',
  );
}
