import { columnOf } from '../domain/columns.ts';
import { SheetError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { columnLetters } from '../domain/place.ts';
import type { SheetTable, TableRow } from '../domain/row.ts';
import { arrayRecords, type Records } from './array-records.ts';
import type { RecordSource } from './record-source.ts';
import { refuseManyRows, refuseWideRow } from './sheet-limits.ts';

export interface TableOptions {
  readonly file: string;
  readonly sheet?: string;
  readonly delimiter: string;
  readonly encoding: string;
  /** The header's row as a spreadsheet shows it; found by itself when left out. */
  readonly headerRow?: number;
}

const SEARCHED_ROWS = 30;
const ENOUGH_KNOWN = 3;

/** Rows of texts to a sheet: its header, its rows with the line a spreadsheet shows, and what is wrong with their width. */
export function tableFromRecords(records: Records, options: TableOptions): SheetTable {
  return tableFrom(arrayRecords(records), options);
}

/** The same for records that are held in another way. */
export function tableFrom(records: RecordSource, options: TableOptions): SheetTable {
  const { file, sheet, delimiter, encoding } = options;
  const named = sheet === undefined ? file : `${file}, worksheet "${sheet}",`;
  refuseOversize(records, named);
  const first = firstFilled(records);
  if (first < 0)
    throw new SheetError(
      `${named} has only blank rows.`,
      'Write a header line and at least one row into it.',
      'SHEET-UNREADABLE',
    );
  const headerIndex = headerOf(records, first, options, named);
  const header = records.at(headerIndex) ?? [];
  const rows = records.rowsBelow(headerIndex, header.length);
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
    blankRows: records.length - headerIndex - 1 - rows.length,
    unread: unreadRows(records, headerIndex),
    findings: [...aboveHeader(records, first, headerIndex, options), ...raggedRows(records, headerIndex, options)],
  };
}

function refuseOversize(records: RecordSource, named: string): void {
  refuseManyRows(records.length, named);
  for (const index of records.suspects()) refuseWideRow(records.at(index) ?? [], index, named);
}

function firstFilled(records: RecordSource): number {
  for (let index = 0; index < records.length; index += 1) if (!records.isBlank(index)) return index;
  return -1;
}

/** The first row that is not blank, unless it knows hardly any column and a row soon after knows several. */
function headerOf(records: RecordSource, first: number, { headerRow }: TableOptions, named: string): number {
  if (headerRow !== undefined) {
    if (headerRow >= 1 && headerRow <= records.length && !records.isBlank(headerRow - 1)) return headerRow - 1;
    throw new SheetError(
      `${named} has nothing in row ${headerRow}.`,
      'Give --header-row the row that names the columns.',
      'SHEET-UNREADABLE',
    );
  }
  if (knownIn(records.at(first)) > 1) return first;
  const end = Math.min(first + SEARCHED_ROWS, records.length);
  for (let index = first; index < end; index += 1) if (knownIn(records.at(index)) >= ENOUGH_KNOWN) return index;
  return first;
}

function knownIn(cells: readonly string[] = []): number {
  return new Set(cells.flatMap((cell) => columnOf(cell)?.name ?? [])).size;
}

/** Rows above the header are never ordered, so a person is told of them. */
function aboveHeader(records: RecordSource, first: number, headerIndex: number, options: TableOptions): Finding[] {
  let above = 0;
  for (let index = first; index < headerIndex; index += 1) if (!records.isBlank(index)) above += 1;
  if (above === 0) return [];
  return [
    {
      code: 'SHEET-PREAMBLE',
      severity: 'warning',
      at: { ...placeOf(options), line: first + 1 },
      value:
        records
          .at(first)
          ?.find((cell) => cell.trim() !== '')
          ?.trim() ?? '',
      message: `${above === 1 ? 'One row stands' : `${above} rows stand`} above the header in line ${headerIndex + 1} and ${above === 1 ? 'is' : 'are'} not read.`,
      fix: 'Nothing to do if that is a title. Otherwise say which row names the columns: --header-row N.',
    },
  ];
}

/** Titles, and rows of white space; rows of nothing are told by the lines of the others. */
function unreadRows(records: RecordSource, headerIndex: number): readonly TableRow[] {
  const unread: TableRow[] = [];
  for (let index = 0; index < records.length; index += 1) {
    if (index === headerIndex || (index > headerIndex && !records.isBlank(index))) continue;
    const cells = records.at(index) ?? [];
    if (cells.some((cell) => cell !== '')) unread.push({ line: index + 1, cells });
  }
  return unread;
}

function placeOf({ file, sheet }: TableOptions): { readonly file: string; readonly sheet?: string } {
  return { file, ...(sheet === undefined ? {} : { sheet }) };
}

/** A cell beyond the last named column means that something shifted: the row's order must not be sent. */
function raggedRows(records: RecordSource, headerIndex: number, options: TableOptions): Finding[] {
  const width = (records.at(headerIndex) ?? []).findLastIndex((cell) => cell.trim() !== '') + 1;
  return [...records.widerThan(width, headerIndex)].map(({ index, width: last }): Finding => {
    const line = index + 1;
    return {
      code: 'SHEET-RAGGED',
      severity: 'error',
      at: { ...placeOf(options), line, cell: `${columnLetters(width)}${line}` },
      // Not the cell's text: in a shifted row it may be a password.
      value: '',
      message: `This row has ${last} cells but the header has ${width}, so its values may stand under the wrong columns.`,
      fix: 'Put quotes around a value that holds the delimiter, or name the column in the header.',
    };
  });
}
