import type { OrderDraft } from '../domain/draft.ts';
import { unguardCell } from '../domain/formula-guard.ts';
import type { NamesWanted } from '../domain/mailbox-names.ts';
import type { MappedSheet } from '../domain/row.ts';

/** A row that stands for a domain and a person and has no mailbox yet. */
export interface NamelessRow {
  readonly line: number;
  readonly wanted: NamesWanted;
}

/** The rows of these orders that mailboxes can be suggested for: one row for its domain, with both names and no alias. */
export function namelessRows(drafts: readonly OrderDraft[], count: number): readonly NamelessRow[] {
  return drafts.flatMap(({ domains }) =>
    domains.flatMap(({ domain, fields, aliases, rows }) => {
      const firstName = fields.first_name?.value.trim() ?? '';
      const lastName = fields.last_name?.value.trim() ?? '';
      const [row, ...more] = rows;
      if (aliases.length > 0 || !firstName || !lastName || !row || more.length > 0) return [];
      const wanted = { domain: domain.value.trim().toLowerCase(), firstName, lastName, count };
      return [{ line: row.line, wanted }];
    }),
  );
}

/**
 * The sheet with a row for each suggested mailbox: such a row comes once for each name, all its other cells kept, and every
 * other row comes as it was. Header first; cells come without the formula guard, which the writer puts on again.
 */
export function namedSheet(
  { table, columns }: MappedSheet,
  names: ReadonlyMap<number, readonly string[]>,
): readonly (readonly string[])[] {
  const width = Math.max(table.header.length, ...[...table.rows].map(({ cells }) => cells.length));
  const column = columns.alias ?? width;
  const padded = (cells: readonly string[]) =>
    Array.from({ length: Math.max(width, column + 1) }, (_, index) => unguardCell(cells[index] ?? ''));
  const header = padded(table.header).with(
    column,
    columns.alias === undefined ? 'alias' : (table.header[column] ?? ''),
  );
  const rows = [...table.rows].flatMap(({ line, cells }) => {
    const own = names.get(line) ?? [];
    return own.length === 0 ? [padded(cells)] : own.map((name) => padded(cells).with(column, name));
  });
  return [header, ...rows];
}
