import { UsageError } from '../../domain/errors.ts';
import { columnLetters } from '../../domain/place.ts';
import type { MappedSheet } from '../../domain/row.ts';
import { headerText } from '../../steps/match-headers.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { table } from '../terminal/table.ts';

/** A line that no order can come from, and why. */
export type StrangeRow = { readonly kind: 'header' | 'above' | 'blank'; readonly line: number };

/** Null for a row that is read. Throws UsageError for a line that the sheet does not have. */
export function strangeRow({ table: sheet }: MappedSheet, line: number): StrangeRow | null {
  const { headerLine, rows, file } = sheet;
  const last = rows.at(-1)?.line ?? headerLine;
  if (line === headerLine) return { kind: 'header', line };
  if (line > 0 && line < headerLine) return { kind: 'above', line };
  if ([...rows].some((row) => row.line === line)) return null;
  if (line > headerLine && line < last) return { kind: 'blank', line };
  throw new UsageError(
    `${file} has no line ${line}.`,
    `Its header is line ${headerLine} and its last row is line ${last}, counted as a spreadsheet counts them.`,
    'NO-SUCH-ROW',
  );
}

/** A strange row in a sentence or two; for the header, what each column means. */
export function sayStrangeRow({ kind, line }: StrangeRow, sheet: MappedSheet, flags: Flags): string {
  const { file, sheet: worksheet, headerLine } = sheet.table;
  const name = `${file}${worksheet === undefined ? '' : `#${worksheet}`}:${line}`;
  const inspect = commandLine('inspect', { ...flags, aliases: undefined });
  if (kind === 'above')
    return `${name} stands above the header, which is line ${headerLine}. It is not read, and nothing of it is ordered.\n\nNext: if the header is another line, say so with --header-row; ${inspect} shows what was found.`;
  if (kind === 'blank')
    return `${name} is blank, or hidden and left out with --hidden-rows skip. Nothing of it is ordered.`;
  const names = new Map(Object.entries(sheet.columns).map(([column, index]) => [index, column]));
  const columns = sheet.table.header.map((header, index) => [
    columnLetters(index),
    headerText(header) || '(empty)',
    names.get(index) ?? 'not used',
  ]);
  return `${name} is the header: it names the columns and orders nothing.\n\n${table(['column', 'header', 'means'], columns)}\n\nNext: ${inspect} shows the first rows as well.`;
}
