import type { Secret } from './secret.ts';

/** Where a row stands, as the spreadsheet shows it: `line` counts from 1 and includes the header. */
export interface RowPlace {
  readonly file: string;
  readonly sheet?: string;
  readonly line: number;
}

/** Where a cell stands; `column` is the header as written in the sheet, `cell` a name like `C14`. */
export interface Place extends RowPlace {
  readonly column?: string;
  readonly cell?: string;
}

/** One value of a sheet and where it stands. A secret column's `value` is the mask; the text is in `secret`. */
export interface Cell {
  readonly value: string;
  readonly at: Place;
  readonly secret?: Secret;
}

/** Column number (from 0) to spreadsheet letters: 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
