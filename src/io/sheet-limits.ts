import { SheetError } from '../domain/errors.ts';
import { columnLetters } from '../domain/place.ts';

/** The longest cell in bytes, and the most columns and rows that a sheet may have. */
export const MAX_FIELD = 128 * 1024;
export const MAX_COLUMNS = 512;
export const MAX_ROWS = 10_000_000;

/** Throws a SheetError when a sheet has more rows than we read. */
export function refuseManyRows(rows: number, name: string): void {
  if (rows > MAX_ROWS) throw tooLarge(`${name} has ${rows} rows; the limit is ${MAX_ROWS}.`);
}

/** Throws a SheetError when a row, counted from 0, has too many cells or a cell that is too long. */
export function refuseWideRow(cells: readonly string[], index: number, name: string): void {
  if (cells.length > MAX_COLUMNS)
    throw tooLarge(`${name} line ${index + 1} has ${cells.length} columns; the limit is ${MAX_COLUMNS}.`);
  const long = cells.findIndex((cell) => cell.length > MAX_FIELD / 4 && Buffer.byteLength(cell) > MAX_FIELD);
  if (long >= 0) throw tooLarge(`${name} cell ${columnLetters(long)}${index + 1} is longer than 128 KiB.`);
}

/** The error for a sheet beyond a limit, which `message` says. */
export function tooLarge(message: string): SheetError {
  return new SheetError(
    message,
    'Split the sheet, or check whether a quote or delimiter is in the wrong place.',
    'SHEET-LIMIT',
  );
}
