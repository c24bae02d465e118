import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { SheetError } from '../domain/errors.ts';
import { columnLetters } from '../domain/place.ts';
import { READ_AS, SUMMARY_SHEETS, SUMMARY_TITLE } from '../domain/worksheet.ts';

/** A worksheet that is to be read, and as what. */
export interface OwnSheet {
  readonly name: string;
  readonly role?: 'aliases';
}

const MOST_LISTED = 500;

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
  const listed = summary ? listOf(summary) : [];
  if (listed.length < 2) return [];
  const missing = listed.filter(({ name }) => !workbook.SheetNames.includes(name));
  if (missing.length === 0) return listed;
  throw new SheetError(
    `${file} is an annotated workbook whose worksheets belong together, and ${missing.map(({ name }) => `"${name}"`).join(', ')} is not there any more.`,
    `Give the worksheet its name back, or name the one to read with --sheet NAME; there are ${orderSheets(workbook).join(', ')}.`,
  );
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
