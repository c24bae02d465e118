import type { SheetTable } from '../domain/row.ts';
import { isWorkbook } from './open-workbook.ts';
import { type CsvOptions, readCsv } from './read-csv.ts';
import { readWorkbook, readXlsx } from './read-xlsx.ts';
import { refuseOwnFile, refuseReport } from './refuse-own-file.ts';
import type { XlsxOptions } from './xlsx-options.ts';

export type SheetOptions = CsvOptions & XlsxOptions;

/** Reads a sheet by what it is, not by what it is called. Throws SheetError, also for a file that we wrote and that is no sheet. */
export function readSheet(bytes: Uint8Array, name: string, options: SheetOptions = {}): SheetTable {
  const workbook = isWorkbook(bytes);
  if (!workbook) refuseReport(bytes, name);
  const table = workbook ? readXlsx(bytes, name, options) : readCsv(bytes, name, options);
  refuseOwnFile(table);
  return table;
}

/** Every sheet of a file that is read together with its first: more than one only of a workbook that we annotated. */
export function readSheets(bytes: Uint8Array, name: string, options: SheetOptions = {}): readonly SheetTable[] {
  if (!isWorkbook(bytes)) return [readSheet(bytes, name, options)];
  const tables = readWorkbook(bytes, name, options);
  tables.forEach(refuseOwnFile);
  return tables;
}
