import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { SheetError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { SheetTable } from '../domain/row.ts';
import { openWorkbook } from './open-workbook.ts';
import { isSummary, listedSheets, orderSheets } from './own-workbook.ts';
import { tableFromRecords } from './table-from-records.ts';
import { cellFindings, hiddenColumns, hiddenFinding, merged, otherSheets, type Placed } from './xlsx-findings.ts';
import type { XlsxOptions } from './xlsx-options.ts';
import { xlsx } from './xlsx-package.ts';

const MAX_ROWS = 1_048_576;

/** Reads one worksheet as a person sees it: every cell is the text on the screen, formulas give their stored value. */
export function readXlsx(bytes: Uint8Array, name: string, options: XlsxOptions = {}): SheetTable {
  return tableOf(openWorksheet(bytes, name, options.sheet), name, options, []);
}

/** Reads what belongs together: of a workbook that we annotated every worksheet, as it was read before; of another one worksheet. */
export function readWorkbook(bytes: Uint8Array, name: string, options: XlsxOptions = {}): readonly SheetTable[] {
  const opened = openWorksheet(bytes, name, options.sheet);
  const listed = options.sheet === undefined ? listedSheets(opened.workbook, name) : [];
  if (listed.length === 0) return [tableOf(opened, name, options, [])];
  const also = listed.map((one) => one.name);
  return listed.flatMap(({ name: sheet, role }) => {
    const worksheet = opened.workbook.Sheets[sheet];
    if (!worksheet) return [];
    const table = tableOf({ ...opened, sheet, worksheet }, name, options, also);
    return [role ? { ...table, role } : table];
  });
}

interface OpenedWorksheet {
  readonly workbook: WorkBook;
  readonly sheet: string;
  readonly worksheet: WorkSheet;
}

function tableOf(opened: OpenedWorksheet, name: string, options: XlsxOptions, also: readonly string[]): SheetTable {
  const { workbook, sheet, worksheet } = opened;
  const place = { file: name, sheet };
  const { records, findings } = cellsOf(worksheet, place);
  const hidden = hiddenRowsOf(worksheet, records);
  const { headerRow, hiddenRows = 'refuse' } = options;
  const table = tableFromRecords(records, {
    ...place,
    delimiter: '',
    encoding: 'xlsx',
    ...(headerRow === undefined ? {} : { headerRow }),
  });
  const skipped = hiddenRows === 'skip' ? new Set(hidden) : new Set<number>();
  const unseen = hiddenRows === 'include' ? new Set<number>() : new Set(hidden);
  const marked = [...table.rows].map((row) => (unseen.has(row.line) ? { ...row, hidden: true as const } : row));
  const told = hidden.filter((line) => line > table.headerLine);
  return {
    ...table,
    rows: marked.filter((row) => !skipped.has(row.line)),
    unread: [...(table.unread ?? []), ...marked.filter((row) => skipped.has(row.line))],
    findings: [
      ...otherSheets(
        orderSheets(workbook).filter((other) => other !== sheet && !also.includes(other)),
        place,
      ),
      ...hiddenFinding(told, hiddenRows, place),
      ...hiddenColumns(hiddenColumnsOf(worksheet), place),
      ...table.findings,
      ...findings.filter((finding) => !skipped.has(finding.at.line)),
    ],
  };
}

/** The worksheet that is asked for, or the first. Throws SheetError. */
export function openWorksheet(bytes: Uint8Array, name: string, asked?: string): OpenedWorksheet {
  const workbook = parsed(openWorkbook(bytes, name), name);
  const sheet = chosen(workbook, name, asked);
  const worksheet = workbook.Sheets[sheet];
  if (worksheet) return { workbook, sheet, worksheet };
  throw new SheetError(
    `${name} names a worksheet "${sheet}", and its cells are missing from the file.`,
    'Open it in a spreadsheet program and save it again.',
    'SHEET-UNREADABLE',
  );
}

/** The worksheets of a workbook, in its order. */
export function worksheetsOf(bytes: Uint8Array, name: string): readonly string[] {
  return parsed(openWorkbook(bytes, name), name).SheetNames;
}

function parsed(bytes: Uint8Array, name: string): WorkBook {
  try {
    return xlsx().read(bytes, { type: 'array', cellNF: true, cellText: true, cellStyles: true, cellHTML: false });
  } catch (error) {
    throw new SheetError(
      `${name} is a damaged workbook (${error instanceof Error ? error.message : String(error)}).`,
      'Open it in a spreadsheet program and save it again.',
      'SHEET-UNREADABLE',
    );
  }
}

function chosen(workbook: WorkBook, name: string, asked: string | undefined): string {
  const [first] = orderSheets(workbook);
  if (first === undefined)
    throw new SheetError(`${name} has no worksheet to order from.`, 'Name another file.', 'SHEET-UNREADABLE');
  if (asked === undefined) return first;
  const found = workbook.SheetNames.find((sheet) => sheet.trim().toLowerCase() === asked.trim().toLowerCase());
  if (found && isSummary(workbook.Sheets[found])) throw summaryAsked(name, found, workbook);
  if (found) return found;
  throw new SheetError(
    `${name} has no worksheet "${asked}".`,
    `It has ${workbook.SheetNames.join(', ')}.`,
    'SHEET-UNREADABLE',
  );
}

function summaryAsked(name: string, sheet: string, workbook: WorkBook): SheetError {
  return new SheetError(
    `The worksheet "${sheet}" of ${name} is the summary that sheetorder wrote, so nothing is ordered from it.`,
    `Leave out --sheet, or name one of ${orderSheets(workbook).join(', ')}.`,
    'SHEET-IS-RESULTS',
  );
}

interface Cells {
  readonly records: readonly (readonly string[])[];
  readonly findings: readonly Finding[];
}

/** Only cells that are there are walked: a worksheet may claim to be far larger than it is. */
function cellsOf(worksheet: WorkSheet, place: Placed): Cells {
  const records: string[][] = [];
  const findings: Finding[] = [];
  const put = (row: number, column: number, text: string) => {
    const record = records[row] ?? [];
    records[row] = record;
    while (record.length < column) record.push('');
    record[column] = text;
  };
  const { decode_cell } = xlsx().utils;
  for (const [address, value] of Object.entries(worksheet)) {
    if (address.startsWith('!')) continue;
    const { r: row, c: column } = decode_cell(address);
    if (row >= MAX_ROWS) continue;
    const cell = value as CellObject;
    put(row, column, textOf(cell));
    findings.push(...cellFindings(cell, { ...place, line: row + 1, cell: address }));
  }
  for (const { s: start, e: end } of worksheet['!merges'] ?? []) {
    const text = records[start.r]?.[start.c] ?? '';
    if (text === '' || end.r - start.r > records.length) continue;
    for (let row = start.r + 1; row <= end.r; row += 1) put(row, start.c, text);
    if (end.r > start.r) findings.push(merged(place, start.r, end.r, start.c));
  }
  return { records: Array.from({ length: records.length }, (_, row) => records[row] ?? []), findings };
}

/** A plain number is shown in full: a phone number must not come out as 1.4155E+10. */
export function textOf(cell: CellObject): string {
  if (cell.t === 'n' && typeof cell.v === 'number' && (cell.z === undefined || cell.z === 'General'))
    return Number.isInteger(cell.v) && Math.abs(cell.v) < 1e21 ? BigInt(cell.v).toString() : String(cell.v);
  if (typeof cell.v === 'string' && cell.t === 's') return cell.v;
  return cell.w ?? (cell.v === undefined ? '' : String(cell.v));
}

/** Rows that a person does not see, by hand or by a filter, and that hold anything; counted from 1. */
function hiddenRowsOf(worksheet: WorkSheet, records: Cells['records']): readonly number[] {
  return (worksheet['!rows'] ?? []).flatMap((row, index) =>
    row?.hidden && records[index]?.some((cell) => cell.trim() !== '') ? [index + 1] : [],
  );
}

function hiddenColumnsOf(worksheet: WorkSheet): readonly number[] {
  return (worksheet['!cols'] ?? []).flatMap((column, index) => (column?.hidden ? [index] : []));
}
