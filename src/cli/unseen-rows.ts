import { UsageError } from '../domain/errors.ts';
import type { SheetTable } from '../domain/row.ts';

const MOST_NAMED = 5;

/**
 * Hidden rows that nobody has decided about are refused, and must not get into a file in which everybody sees them: given
 * back, it would order them. Throws UsageError; `hint` says what to do instead.
 */
export function assertNoUnseenRows(target: string, tables: readonly SheetTable[], hint: string): void {
  for (const table of tables) refuseUnseen(target, table, hint);
}

/** Only a worksheet can hide rows, so the rows of a text file are not gone through. */
function refuseUnseen(target: string, { file, sheet, rows }: SheetTable, hint: string): void {
  if (sheet === undefined) return;
  const lines = [...rows].filter(({ hidden }) => hidden).map(({ line }) => line);
  if (lines.length === 0) return;
  const first = lines.slice(0, MOST_NAMED).join(', ');
  const which = `${lines.length === 1 ? 'row' : 'rows'} ${first}${lines.length > MOST_NAMED ? ' and more' : ''}`;
  throw new UsageError(
    `${target} cannot hide rows, and ${file}, worksheet "${sheet}", hides ${which}, by hand or by a filter: given back, it would order what is refused now.`,
    hint,
    'OUTPUT-HIDDEN',
  );
}
