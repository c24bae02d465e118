import { SheetError, UsageError } from '../../src/domain/errors.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { type CsvOptions, readCsv } from '../../src/io/read-csv.ts';
import { readCsv as parsedCsv } from './csv-oracle/read-csv.ts';

/** Everything a reader says of some bytes: the table with its rows as an array, or the error in full. */
export function saidBy(read: typeof readCsv, bytes: Uint8Array, options: CsvOptions = {}): unknown {
  try {
    const table: SheetTable = read(bytes, 'may.csv', options);
    return { ...table, rows: [...table.rows] };
  } catch (error) {
    if (!(error instanceof SheetError || error instanceof UsageError)) throw error;
    const { code, message, hint } = error;
    return { refused: error.constructor.name, code, message, hint };
  }
}

/** What our reader says, and what csv-parse and the words of old make of the same bytes. */
export function bothWays(
  bytes: Uint8Array,
  options: CsvOptions = {},
): { readonly flat: unknown; readonly parsed: unknown } {
  return { flat: saidBy(readCsv, bytes, options), parsed: saidBy(parsedCsv, bytes, options) };
}
