/** What a sheet meant when the whole of it was parsed by csv-parse at once: what the flat reader is compared with. */
import { parse } from 'csv-parse/sync';
import { columnOf } from '../../../src/domain/columns.ts';
import { SheetError } from '../../../src/domain/errors.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { columnLetters } from '../../../src/domain/place.ts';
import type { SheetTable } from '../../../src/domain/row.ts';
import { checkedDelimiter, findDelimiter } from '../../../src/io/find-delimiter.ts';
import { quoteFault } from './csv-quotes.ts';
import { type DecodedText, decodeText } from './decode-text.ts';
import { type Records, tableFromRecords } from './table-from-records.ts';

const SAMPLE_ROWS = 50;

export interface CsvOptions {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly headerRow?: number;
}

/**
 * Reads a CSV, TSV or TXT file as a table of texts. A row's line is its number in a spreadsheet: blank rows count, a quoted
 * newline does not, and neither does a `sep=` line, which spreadsheet programs hide.
 */
export function readCsv(bytes: Uint8Array, name: string, options: CsvOptions = {}): SheetTable {
  const { text, encoding, guessed, delimiter } = openCsv(bytes, name, options);
  const records = recordsOf(text, delimiter);
  const { headerRow } = options;
  const table = tableFromRecords(records, {
    file: name,
    delimiter,
    encoding,
    ...(headerRow === undefined ? {} : { headerRow }),
  });
  return guessed ? { ...table, findings: [guessedEncoding(table), ...table.findings] } : table;
}

export interface OpenedCsv extends DecodedText {
  /** The `sep=` line that stood before the text, with its line end. */
  readonly separatorLine: string;
  readonly delimiter: string;
}

/** The text below a `sep=` line, and what tells its cells apart. Throws SheetError. */
export function openCsv(bytes: Uint8Array, name: string, options: CsvOptions = {}): OpenedCsv {
  const decoded = decodeText(bytes, name, options.encoding);
  const { text, line, separator } = takeSeparatorLine(decoded.text);
  const delimiter =
    checkedDelimiter(options.delimiter) ?? separator ?? findDelimiter((sample) => sampleOf(text, sample));
  refuseBadQuotes(text, delimiter, name);
  return { ...decoded, text, separatorLine: line, delimiter };
}

interface BelowSeparator {
  readonly text: string;
  readonly line: string;
  readonly separator: string | undefined;
}

function takeSeparatorLine(text: string): BelowSeparator {
  const match = /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/i.exec(text);
  return match
    ? { text: text.slice(match[0].length), line: match[0], separator: match[1] }
    : { text, line: '', separator: undefined };
}

/** Shows a cell in which it can be seen whether the guess was right; never one of a login. */
function guessedEncoding({ file, header, headerLine, rows }: SheetTable): Finding {
  const shown = [{ line: headerLine, cells: header }, ...rows].flatMap(({ line, cells }) =>
    cells.flatMap((cell, index) =>
      isAffected(cell) && !columnOf(header[index] ?? '')?.secret ? [{ line, cell, index }] : [],
    ),
  )[0];
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

function isAffected(cell: string): boolean {
  return /[^\0-\x7f]/.test(cell);
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
