import { stringify } from 'csv-stringify/sync';
import { guardCell } from '../domain/formula-guard.ts';

const BOM = '\ufeff';
const LINE_END = '\r\n';

interface CsvOptions {
  readonly bom: boolean;
  readonly delimiter?: string;
}

/** CSV after RFC 4180 with CRLF; no cell can run as a formula in a spreadsheet. */
export function csvText(rows: Iterable<readonly string[]>, options: CsvOptions): string {
  let text = '';
  for (const line of csvLines(rows, options)) text += line;
  return text;
}

/** The same line by line, each made when it is asked for. */
export function* csvLines(
  rows: Iterable<readonly string[]>,
  { bom, delimiter = ',', header }: CsvOptions & { readonly header?: readonly string[] },
): Generator<string> {
  if (bom) yield BOM;
  if (header) yield written(header, delimiter);
  const odd = oddCell(delimiter);
  for (const cells of rows) yield isPlain(cells, odd) ? cells.join(delimiter) + LINE_END : written(cells, delimiter);
}

/** How a line is written; what `isPlain` lets through is written alike without it, and much faster. */
function written(cells: readonly string[], delimiter: string): string {
  return stringify([cells.map(guardCell)], {
    record_delimiter: LINE_END,
    // Left alone it does not quote a lone CR or LF, which our reader and most others take for the end of a line.
    quoted_match: /[\r\n]/,
    delimiter,
  });
}

/** What a cell holds that is quoted or guarded, and a little more. */
function oddCell(delimiter: string): RegExp {
  return new RegExp(`^['=+\\-@]|[\\t\\r\\n"${delimiter.replace(/[\\\]^-]/g, '\\$&')}]`);
}

function isPlain(cells: readonly string[], odd: RegExp): boolean {
  for (const cell of cells) if (cell !== '' && odd.test(cell)) return false;
  // A line of one empty cell is no empty line to every writer.
  return cells.length > 1;
}
