import { parse } from 'csv-parse/sync';
import { columnOf } from '../domain/columns.ts';
import { SheetError, UsageError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { columnLetters } from '../domain/place.ts';
import type { SheetTable, TableRow } from '../domain/row.ts';
import { quoteFault } from './csv-quotes.ts';
import { csvText } from './csv-text.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_ROWS = 50;
const MAX_FIELD = 128 * 1024;
const MAX_COLUMNS = 512;
const MAX_ROWS = 10_000_000;

type Records = readonly (readonly string[])[];

/**
 * Reads a CSV, TSV or TXT file as a table of texts. A row's line is its number in a spreadsheet: blank rows count, a quoted
 * newline does not, and neither does a `sep=` line, which spreadsheet programs hide.
 */
export function readCsv(bytes: Uint8Array, name: string, options: { readonly delimiter?: string } = {}): SheetTable {
  const { text, separator } = takeSeparatorLine(csvText(bytes, name));
  const delimiter = checkedDelimiter(options.delimiter) ?? separator ?? findDelimiter(text);
  refuseBadQuotes(text, delimiter, name);
  const records = recordsOf(text, delimiter);
  refuseOversize(records, name);
  const headerIndex = records.findIndex((cells) => !isBlank(cells));
  const header = records[headerIndex];
  if (!header)
    throw new SheetError(`${name} has only blank rows.`, 'Write a header line and at least one row into it.');
  const body = records.slice(headerIndex + 1);
  const rows = body
    .map((cells, index): TableRow => ({ line: headerIndex + index + 2, cells: padded(cells, header.length) }))
    .filter((row) => !isBlank(row.cells));
  if (rows.length === 0) {
    throw new SheetError(`${name} has a header line but no rows.`, 'Add one row for each domain below the header.');
  }
  return {
    file: name,
    delimiter,
    headerLine: headerIndex + 1,
    header,
    rows,
    blankRows: body.length - rows.length,
    findings: raggedRows(name, header, rows),
  };
}

function takeSeparatorLine(text: string): { readonly text: string; readonly separator: string | undefined } {
  const match = /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/i.exec(text);
  return match ? { text: text.slice(match[0].length), separator: match[1] } : { text, separator: undefined };
}

function checkedDelimiter(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  const character = /^(\\t|tab)$/i.test(delimiter) ? '\t' : delimiter;
  if (character.length === 1 && !/["\r\n]/.test(character)) return character;
  throw new UsageError(
    'The delimiter must be one character, and neither a quote nor a line end.',
    'Write for example --delimiter ";" or --delimiter tab.',
  );
}

/** Known column names decide, then how many rows are as wide as the header, then the number of columns. */
function findDelimiter(text: string): string {
  let best: { readonly delimiter: string; readonly score: readonly number[] } = { delimiter: ',', score: [0, 0, 0] };
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(sampleOf(text, delimiter));
    if (isHigher(score, best.score)) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(records: Records): readonly number[] {
  const filled = records.filter((cells) => !isBlank(cells));
  const header = filled[0] ?? [];
  if (header.length < 2) return [0, 0, 0];
  const alike = filled.filter((cells) => cells.length === header.length).length / filled.length;
  return [header.filter((cell) => columnOf(cell) !== undefined).length, alike, header.length];
}

function isHigher(score: readonly number[], than: readonly number[]): boolean {
  const index = score.findIndex((value, at) => value !== than[at]);
  return (score[index] ?? 0) > (than[index] ?? 0);
}

/** The first rows under a guessed delimiter; none when its quotes make no sense. */
function sampleOf(text: string, delimiter: string): Records {
  try {
    return recordsOf(text, delimiter, SAMPLE_ROWS);
  } catch {
    return [];
  }
}

function recordsOf(text: string, delimiter: string, to?: number): Records {
  return parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    ...(to === undefined ? {} : { to }),
  });
}

function refuseBadQuotes(text: string, delimiter: string, name: string): void {
  const fault = quoteFault(text, delimiter);
  if (!fault) return;
  const [what, hint] =
    fault.kind === 'unclosed'
      ? ['opens a quote that is never closed', 'Close it, or write the quote twice if it belongs to the text.']
      : [
          'has text right after a closing quote',
          'A quote was closed too early or too late: check it, and write a quote that belongs to the text twice.',
        ];
  throw new SheetError(
    `${name} line ${fault.row} ${what}, so the rows after it cannot be told apart.`,
    hint,
    'SHEET-QUOTE',
  );
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
function raggedRows(file: string, header: readonly string[], rows: readonly TableRow[]): Finding[] {
  const width = header.findLastIndex((cell) => cell.trim() !== '') + 1;
  return rows.flatMap(({ line, cells }): Finding[] => {
    const last = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (last <= width) return [];
    return [
      {
        code: 'SHEET-RAGGED',
        severity: 'error',
        at: { file, line, cell: `${columnLetters(width)}${line}` },
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

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
