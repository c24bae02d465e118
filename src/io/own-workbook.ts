import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { SheetError } from '../domain/errors.ts';
import { ADDED_COLUMNS } from '../domain/own-files.ts';
import { columnLetters } from '../domain/place.ts';
import { READ_AS, SUMMARY_SHEETS, SUMMARY_TITLE } from '../domain/worksheet.ts';

/** A worksheet that is to be read, and as what. */
export interface OwnSheet {
  readonly name: string;
  readonly role?: 'aliases';
}

const MOST_LISTED = 500;
const SEARCHED_ROWS = 30;
const SEARCHED_COLUMNS = 520;

/** The worksheets that hold rows of orders: all but the summary that we add to annotated workbooks. */
export function orderSheets(workbook: WorkBook): readonly string[] {
  return workbook.SheetNames.filter((name) => !isSummary(workbook.Sheets[name]));
}

/** True for the worksheet that we add to an annotated workbook. */
export function isSummary(sheet: WorkSheet | undefined): boolean {
  return textAt(sheet, 0, 0) === SUMMARY_TITLE;
}

/**
 * What our summary says is to be read together, as it was read before; empty for a workbook without one, or with one
 * worksheet beside it. Throws a SheetError when a worksheet that belongs to the orders is not there any more.
 */
export function listedSheets(workbook: WorkBook, file: string): readonly OwnSheet[] {
  const summary = workbook.SheetNames.map((name) => workbook.Sheets[name]).find(isSummary);
  if (!summary) assertOneAnnotated(workbook, file);
  const listed = summary ? listOf(summary) : [];
  if (listed.length < 2) return [];
  const missing = listed.filter(({ name }) => !workbook.SheetNames.includes(name));
  if (missing.length === 0) return listed;
  throw new SheetError(
    `${file} is an annotated workbook whose worksheets belong together, and ${missing.map(({ name }) => `"${name}"`).join(', ')} is not there any more.`,
    `Give the worksheet its name back, or name the one to read with --sheet NAME; there are ${orderSheets(workbook).join(', ')}.`,
    'SHEET-UNREADABLE',
  );
}

/** Without the summary nobody knows which worksheet holds the aliases of another, and half of it would be another order. */
function assertOneAnnotated(workbook: WorkBook, file: string): void {
  const annotated = workbook.SheetNames.filter((name) => isAnnotated(workbook.Sheets[name]));
  if (annotated.length < 2) return;
  throw new SheetError(
    `${file} has ${annotated.length} worksheets that sheetorder annotated together, and its summary, which says how they belong together, is gone.`,
    `Put the summary back, annotate the sheets again, or name one worksheet to read by itself with --sheet NAME: ${annotated.join(', ')}.`,
    'SHEET-UNREADABLE',
  );
}

/** True where our columns stand side by side in one of the first rows. */
function isAnnotated(sheet: WorkSheet | undefined): boolean {
  return Array.from({ length: SEARCHED_ROWS }, (_, row) => row).some((row) => {
    const cells = Array.from({ length: SEARCHED_COLUMNS }, (_, column) => textAt(sheet, row, column));
    return cells.some((_, from) => ADDED_COLUMNS.every((name, index) => cells[from + index]?.startsWith(name)));
  });
}

function listOf(summary: WorkSheet): OwnSheet[] {
  const rows = Array.from({ length: MOST_LISTED }, (_, row) =>
    SUMMARY_SHEETS.map((_, column) => textAt(summary, row, column)),
  );
  const header = rows.findIndex((cells) => SUMMARY_SHEETS.every((name, column) => cells[column] === name));
  if (header < 0) return [];
  const list: OwnSheet[] = [];
  for (const [name = '', role = ''] of rows.slice(header + 1)) {
    if (role === READ_AS.aliases) list.push({ name, role: 'aliases' });
    else if (role === READ_AS.orders) list.push({ name });
    else break;
  }
  return list;
}

function textAt(sheet: WorkSheet | undefined, row: number, column: number): string {
  const cell: unknown = sheet?.[`${columnLetters(column)}${row + 1}`];
  const value = typeof cell === 'object' && cell !== null && 'v' in cell ? cell.v : '';
  return typeof value === 'string' ? value.trim() : '';
}
