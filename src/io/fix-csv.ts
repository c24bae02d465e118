import { SheetError } from '../domain/errors.ts';
import { columnLetters } from '../domain/place.ts';
import { cellSpans, cellValue, writtenLike } from './csv-cells.ts';
import { encodeText, hasMark } from './decode-bytes.ts';
import { type CsvOptions, openCsv } from './read-csv.ts';

/** One cell to be corrected: its place as a spreadsheet names it, what stands there, and what is to stand there. */
export interface CellFix {
  /** Such as `G28`. */
  readonly cell: string;
  readonly value: string;
  readonly fixed: string;
}

export interface FixedCsv {
  readonly bytes: Buffer;
  readonly done: readonly CellFix[];
}

/** A copy of a CSV with some cells corrected; every other byte is as it was. A cell that says something else is left. */
export function fixCsv(bytes: Uint8Array, name: string, fixes: readonly CellFix[], options: CsvOptions = {}): FixedCsv {
  const { text, separatorLine, delimiter, encoding } = openCsv(bytes, name, options);
  const wanted = new Map(fixes.map((fix) => [fix.cell, fix]));
  const done: CellFix[] = [];
  let copy = '';
  let from = 0;
  for (const { row, column, start, end } of cellSpans(text, delimiter)) {
    const fix = wanted.get(`${columnLetters(column)}${row + 1}`);
    const raw = text.slice(start, end);
    if (!fix || cellValue(raw).trim() !== fix.value.trim()) continue;
    copy += text.slice(from, start) + writtenLike(fix.fixed, raw, delimiter);
    from = end;
    done.push(fix);
  }
  const encoded = encodeText(separatorLine + copy + text.slice(from), encoding, hasMark(bytes));
  if (encoded) return { bytes: encoded, done };
  throw new SheetError(
    `A corrected value cannot be written in the encoding of ${name} (${encoding}).`,
    'Save the sheet as "CSV UTF-8", and correct that.',
    'SHEET-UNREADABLE',
  );
}
