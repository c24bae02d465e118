import { constants } from 'node:buffer';
import { columnOf } from '../domain/columns.ts';
import { SheetError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { columnLetters } from '../domain/place.ts';
import type { SheetTable, TableRow } from '../domain/row.ts';
import { type QuoteFault, quoteFault } from './csv-quotes.ts';
import { type DecodedBytes, decodeBytes } from './decode-bytes.ts';
import { checkedDelimiter, delimitersIn, findDelimiter } from './find-delimiter.ts';
import { flatRecords } from './flat-csv/flat-records.ts';
import { asBuffer, flatText } from './flat-csv/flat-text.ts';
import { scan } from './flat-csv/scan.ts';
import { LARGEST_SAMPLE, parseRecords, sampleRecords } from './parse-records.ts';
import { tooLarge } from './sheet-limits.ts';
import { type TableOptions, tableFrom, tableFromRecords } from './table-from-records.ts';

/** As long as a `sep=` line can be. */
const SEPARATOR_LINE = 64;

export interface CsvOptions {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly headerRow?: number;
}

/**
 * Reads a CSV, TSV or TXT file as a table of texts. A row's line is its number in a spreadsheet: blank rows count, a quoted
 * newline does not, and neither does a `sep=` line, which spreadsheet programs hide. The rows stay bytes until they are
 * asked for, so the bytes must not change.
 */
export function readCsv(bytes: Uint8Array, name: string, options: CsvOptions = {}): SheetTable {
  const opened = openBytes(bytes, name, options);
  const { delimiter, encoding, guessed } = opened;
  const { headerRow } = options;
  const about = { file: name, delimiter, encoding, ...(headerRow === undefined ? {} : { headerRow }) };
  const table = isAsciiCharacter(delimiter) ? flatTable(opened, about) : parsedTable(opened, about);
  return guessed ? { ...table, findings: [guessedEncoding(table), ...table.findings] } : table;
}

export interface OpenedCsv {
  readonly text: string;
  /** The `sep=` line that stood before the text, with its line end. */
  readonly separatorLine: string;
  readonly delimiter: string;
  readonly encoding: DecodedBytes['encoding'];
}

/** The text below a `sep=` line, and what tells its cells apart. Throws SheetError. */
export function openCsv(bytes: Uint8Array, name: string, options: CsvOptions = {}): OpenedCsv {
  const { bytes: below, separatorLine, delimiter, encoding } = openBytes(bytes, name, options);
  const text = textOf(below, name);
  refuseBadQuotes(quoteFault(text, delimiter), name);
  return { text, separatorLine, delimiter, encoding };
}

interface OpenedBytes extends DecodedBytes {
  readonly separatorLine: string;
  readonly delimiter: string;
}

function openBytes(bytes: Uint8Array, name: string, options: CsvOptions): OpenedBytes {
  const decoded = decodeBytes(bytes, name, options.encoding);
  const [separatorLine = '', separator] = separatorOf(decoded.bytes);
  const below = decoded.bytes.subarray(Buffer.byteLength(separatorLine));
  const delimiter = checkedDelimiter(options.delimiter) ?? separator ?? guessedDelimiter(below);
  return { ...decoded, bytes: below, separatorLine, delimiter };
}

function guessedDelimiter(bytes: Uint8Array): string {
  const candidates = delimitersIn(asBuffer(bytes.subarray(0, LARGEST_SAMPLE)));
  return findDelimiter((delimiter) => sampleRecords(bytes, delimiter), candidates);
}

function separatorOf(bytes: Uint8Array): readonly string[] {
  const start = asBuffer(bytes).toString('utf8', 0, Math.min(SEPARATOR_LINE, bytes.length));
  return /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/i.exec(start) ?? [];
}

function isAsciiCharacter(delimiter: string): boolean {
  return delimiter.length === 1 && delimiter < '\x80';
}

function flatTable({ bytes, delimiter }: OpenedBytes, about: TableOptions): SheetTable {
  const flat = flatText(bytes, delimiter);
  const text = { ...flat, bytes: asBuffer(bytes) };
  const scanned = scan(text);
  refuseBadQuotes(scanned.fault, about.file);
  return tableFrom(flatRecords(text, scanned), about);
}

/** What a sheet means, slowly: for delimiters that are no single byte. */
export function parsedTable(
  { bytes, delimiter }: Pick<OpenedBytes, 'bytes' | 'delimiter'>,
  about: TableOptions,
): SheetTable {
  const text = textOf(bytes, about.file);
  refuseBadQuotes(quoteFault(text, delimiter), about.file);
  return tableFromRecords(parseRecords(text, delimiter), about);
}

function textOf(bytes: Uint8Array, name: string): string {
  if (bytes.length <= constants.MAX_STRING_LENGTH) return asBuffer(bytes).toString('utf8');
  throw tooLarge(`${name} is too large to be read with this delimiter, or to be corrected.`);
}

/** Shows a cell in which it can be seen whether the guess was right; never one of a login. */
function guessedEncoding(table: SheetTable): Finding {
  const { file, headerLine } = table;
  const shown = affectedCell(table);
  const at = {
    file,
    line: shown?.line ?? headerLine,
    ...(shown ? { cell: `${columnLetters(shown.index)}${shown.line}` } : {}),
  };
  const example = shown ? `; this cell then says "${shown.cell.slice(0, 60)}"` : '';
  return {
    code: 'SHEET-ENCODING',
    severity: 'warning',
    at,
    value: shown?.cell ?? '',
    message: `The file is not UTF-8 and was read as Windows-1252${example}.`,
    fix: 'Nothing to do if that is right. Otherwise save it as "CSV UTF-8", or name the encoding with --encoding.',
  };
}

interface ShownCell {
  readonly line: number;
  readonly index: number;
  readonly cell: string;
}

function affectedCell({ header, headerLine, rows }: SheetTable): ShownCell | undefined {
  const shownIn = ({ line, cells }: TableRow): ShownCell | undefined => {
    const index = cells.findIndex((cell, at) => isAffected(cell) && !columnOf(header[at] ?? '')?.secret);
    return index < 0 ? undefined : { line, index, cell: cells[index] ?? '' };
  };
  const inHeader = shownIn({ line: headerLine, cells: header });
  if (inHeader) return inHeader;
  for (const row of rows) {
    const shown = shownIn(row);
    if (shown) return shown;
  }
  return undefined;
}

function isAffected(cell: string): boolean {
  return /[^\0-\x7f]/.test(cell);
}

function refuseBadQuotes(fault: QuoteFault | null, name: string): void {
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
