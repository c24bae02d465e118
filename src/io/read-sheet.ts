import type { SheetTable } from '../domain/row.ts';
import { isWorkbook } from './open-workbook.ts';
import { type CsvOptions, readCsv } from './read-csv.ts';
import { readXlsx, type XlsxOptions } from './read-xlsx.ts';

export type SheetOptions = CsvOptions & XlsxOptions;

/** Reads a sheet by what it is, not by what it is called. */
export function readSheet(bytes: Uint8Array, name: string, options: SheetOptions = {}): SheetTable {
  return isWorkbook(bytes) ? readXlsx(bytes, name, options) : readCsv(bytes, name, options);
}
