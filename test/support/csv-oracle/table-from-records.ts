import { columnOf } from '../../../src/domain/columns.ts';
import { SheetError } from '../../../src/domain/errors.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { columnLetters } from '../../../src/domain/place.ts';
import type { SheetTable, TableRow } from '../../../src/domain/row.ts';

export type Records = readonly (readonly string[])[];

export interface TableOptions {
  readonly file: string;
  readonly sheet?: string;
  readonly delimiter: string;
  readonly encoding: string;
  /** The header's row as a spreadsheet shows it; found by itself when left out. */
  readonly headerRow?: number;
}

const MAX_FIELD = 128 * 1024;
const MAX_COLUMNS = 512;
const MAX_ROWS = 10_000_000;
const SEARCHED_ROWS = 30;
const ENOUGH_KNOWN = 3;

/** Rows of texts to a sheet: its header, its rows with the line a spreadsheet shows, and what is wrong with their width. */
export function tableFromRecords(records: Records, options: TableOptions): SheetTable {
  const { file, sheet, delimiter, encoding } = options;
  const named = sheet === undefined ? file : `${file}, worksheet "${sheet}",`;
  refuseOversize(records, named);
  const first = records.findIndex((cells) => !isBlank(cells));
  if (first < 0)
    throw new SheetError(
      `${named} has only blank rows.`,
      'Write a header line and at least one row into it.',
      'SHEET-UNREADABLE',
    );
  const headerIndex = headerOf(records, first, options, named);
  const header = records[headerIndex] ?? [];
  const body = records.slice(headerIndex + 1);
  const rows = body
    .map((cells, index): TableRow => ({ line: headerIndex + index + 2, cells: padded(cells, header.length) }))
    .filter((row) => !isBlank(row.cells));
  if (rows.length === 0)
    throw new SheetError(
      `${named} has a header line but no rows.`,
      'Add one row for each domain below the header.',
      'SHEET-UNREADABLE',
    );
  return {
    file,
    ...(sheet === undefined ? {} : { sheet }),
    delimiter,
    encoding,
    headerLine: headerIndex + 1,
    header,
    rows,
    blankRows: body.length - rows.length,
    unread: unreadRows(records, headerIndex),
    findings: [...aboveHeader(records, first, headerIndex, options), ...raggedRows(options, header, rows)],
  };
}

/** The first row that is not blank, unless it knows hardly any column and a row soon after knows several. */
function headerOf(records: Records, first: number, { headerRow }: TableOptions, named: string): number {
  if (headerRow !== undefined) {
    if (!isBlank(records[headerRow - 1] ?? [])) return headerRow - 1;
    throw new SheetError(
      `${named} has nothing in row ${headerRow}.`,
      'Give --header-row the row that names the columns.',
      'SHEET-UNREADABLE',
    );
  }
  if (knownIn(records[first]) > 1) return first;
  const later = records.slice(0, first + SEARCHED_ROWS).findIndex((cells) => knownIn(cells) >= ENOUGH_KNOWN);
  return later < 0 ? first : later;
}

function knownIn(cells: readonly string[] = []): number {
  return new Set(cells.flatMap((cell) => columnOf(cell)?.name ?? [])).size;
}

/** Rows above the header are never ordered, so a person is told of them. */
function aboveHeader(records: Records, first: number, headerIndex: number, options: TableOptions): Finding[] {
  const above = records.slice(first, headerIndex).filter((cells) => !isBlank(cells)).length;
  if (above === 0) return [];
  return [
    {
      code: 'SHEET-PREAMBLE',
      severity: 'warning',
      at: { ...placeOf(options), line: first + 1 },
      value: records[first]?.find((cell) => cell.trim() !== '')?.trim() ?? '',
      message: `${above === 1 ? 'One row stands' : `${above} rows stand`} above the header in line ${headerIndex + 1} and ${above === 1 ? 'is' : 'are'} not read.`,
      fix: 'Nothing to do if that is a title. Otherwise say which row names the columns: --header-row N.',
    },
  ];
}

/** Titles, and rows of white space; rows of nothing are told by the lines of the others. */
function unreadRows(records: Records, headerIndex: number): readonly TableRow[] {
  return records.flatMap((cells, index): readonly TableRow[] =>
    index !== headerIndex && cells.some((cell) => cell !== '') && (index < headerIndex || isBlank(cells))
      ? [{ line: index + 1, cells }]
      : [],
  );
}

function placeOf({ file, sheet }: TableOptions): { readonly file: string; readonly sheet?: string } {
  return { file, ...(sheet === undefined ? {} : { sheet }) };
}

function refuseOversize(records: Records, name: string): void {
  if (records.length > MAX_ROWS) tooLarge(`${name} has ${records.length} rows; the limit is ${MAX_ROWS}.`);
  records.forEach((cells, index) => {
    if (cells.length > MAX_COLUMNS) {
      tooLarge(`${name} line ${index + 1} has ${cells.length} columns; the limit is ${MAX_COLUMNS}.`);
    }
    const long = cells.findIndex((cell) => cell.length > MAX_FIELD / 4 && Buffer.byteLength(cell) > MAX_FIELD);
    if (long >= 0) tooLarge(`${name} cell ${columnLetters(long)}${index + 1} is longer than 128 KiB.`);
  });
}

function tooLarge(message: string): never {
  throw new SheetError(
    message,
    'Split the sheet, or check whether a quote or delimiter is in the wrong place.',
    'SHEET-LIMIT',
  );
}

/** A cell beyond the last named column means that something shifted: the row's order must not be sent. */
function raggedRows(options: TableOptions, header: readonly string[], rows: readonly TableRow[]): Finding[] {
  const width = header.findLastIndex((cell) => cell.trim() !== '') + 1;
  return rows.flatMap(({ line, cells }): Finding[] => {
    const last = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (last <= width) return [];
    return [
      {
        code: 'SHEET-RAGGED',
        severity: 'error',
        at: { ...placeOf(options), line, cell: `${columnLetters(width)}${line}` },
        // Not the cell's text: in a shifted row it may be a password.
        value: '',
        message: `This row has ${last} cells but the header has ${width}, so its values may stand under the wrong columns.`,
        fix: 'Put quotes around a value that holds the delimiter, or name the column in the header.',
      },
    ];
  });
}

function padded(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')];
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
