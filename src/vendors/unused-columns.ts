import { columnNamed } from '../domain/columns.ts';
import type { Fields, OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Operation } from '../domain/vendor.ts';
import { error, warning } from './findings.ts';

/** Columns of every sheet: none of them is sent, and all of them are used. */
const OF_EVERY_SHEET = ['order', 'vendor', 'operation', 'client'];

/**
 * One finding, under the vendor's own code, for each filled column that the operation has no place for: an error where
 * ignoring it buys something else, else a warning.
 */
export function unusedColumns(code: string, draft: OrderDraft, columns: Operation['columns']): readonly Finding[] {
  const used = new Set([...columns.required, ...columns.optional, ...OF_EVERY_SHEET]);
  const seen = new Set<string>();
  return fieldsOf(draft).flatMap((fields) =>
    Object.entries(fields).flatMap(([column, cell]) => {
      const text = cell?.value.trim() ?? '';
      if (!cell || text === '' || used.has(column) || seen.has(column)) return [];
      // One package is what an order without packages is, too.
      if (column === 'quantity' && text === '1') return [];
      seen.add(column);
      const message = `An order here has no \`${column}\`, so it is not sent.`;
      if (columnNamed(column)?.risky)
        return [error(code, cell, message, { fix: 'Empty the cell, or order from the vendor that it is meant for.' })];
      return [warning(code, cell, message, { fix: 'Nothing to do if it is meant for other orders of the sheet.' })];
    }),
  );
}

function fieldsOf({ fields, domains }: OrderDraft): readonly Fields[] {
  return [fields, ...domains.flatMap((domain) => [domain.fields, ...domain.aliases.map((alias) => alias.fields)])];
}
