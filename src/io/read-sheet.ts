import type { SheetTable } from '../domain/row.ts';
import { isWorkbook } from './open-workbook.ts';
import { type CsvOptions, readCsv } from './read-csv.ts';
import { readWorkbook, readXlsx, type XlsxOptions } from './read-xlsx.ts';
import { refuseReport } from './refuse-own-file.ts';

export type SheetOptions = CsvOptions & XlsxOptions;

/** Reads a sheet by what it is, not by what it is called. */
export function readSheet(bytes: Uint8Array, name: string, options: SheetOptions = {}): SheetTable {
  if (isWorkbook(bytes)) return readXlsx(bytes, name, options);
  refuseReport(bytes, name);
  return readCsv(bytes, name, options);
}

/** Every sheet of a file that is read together with its first: more than one only of a workbook that we annotated. */
export function readSheets(bytes: Uint8Array, name: string, options: SheetOptions = {}): readonly SheetTable[] {
  return isWorkbook(bytes) ? readWorkbook(bytes, name, options) : [readSheet(bytes, name, options)];
}
