import { columnNamed } from '../domain/columns.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Operation } from '../domain/vendor.ts';
import { filledColumns } from './filled-columns.ts';
import { error, warning } from './findings.ts';

/** Columns of every sheet: none of them is sent, and all of them are used. */
const OF_EVERY_SHEET = ['order', 'vendor', 'operation', 'client'];

/**
 * One finding, under the vendor's own code, for each filled column that the operation has no place for: an error where
 * ignoring it buys something else, else a warning.
 */
export function unusedColumns(code: string, draft: OrderDraft, columns: Operation['columns']): readonly Finding[] {
  const used = new Set([...columns.required, ...columns.optional, ...OF_EVERY_SHEET]);
  return [...filledColumns(draft)].flatMap(([column, cell]) => {
    if (used.has(column)) return [];
    // One package is what an order without packages is, too.
    if (column === 'quantity' && cell.value.trim() === '1') return [];
    const message = `An order here has no \`${column}\`, so it is not sent.`;
    if (columnNamed(column)?.risky)
      return [error(code, cell, message, { fix: 'Empty the cell, or order from the vendor that it is meant for.' })];
    return [warning(code, cell, message, { fix: 'Nothing to do if it is meant for other orders of the sheet.' })];
  });
}
