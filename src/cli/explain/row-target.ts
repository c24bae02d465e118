import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { MappedSheet, SheetTable } from '../../domain/row.ts';
import { isWorkbook } from '../../io/open-workbook.ts';
import { readBytes } from '../../io/read-bytes.ts';
import { readCsv } from '../../io/read-csv.ts';
import { readSheets } from '../../io/read-sheet.ts';
import type { Flags } from '../options.ts';
import { readingOf } from '../reading.ts';

/** One line of one sheet, as a person names it. */
export interface RowTarget {
  readonly path: string;
  readonly sheet: string | null;
  readonly line: number;
}

const LINE = /^(.+):[A-Za-z]{0,3}(\d+)$/s;
const LINES = /^(.+):(\d+)[-,][\d,-]+$/s;
const WORKSHEET = /^(.+\.(?:xlsx|xlsm))#(.+)$/is;

/** Reads `may.csv:14`, `may.csv:C14` and `june.xlsx#Sheet1:3`; null for a text of another kind. */
export function rowTarget(text: string): RowTarget | null {
  const [, several, first] = LINES.exec(text) ?? [];
  if (several !== undefined)
    throw new UsageError(
      `"${text}" names several lines, and one is explained at a time.`,
      `Write it like \`sheetorder explain ${several}:${first}\`.`,
      'EXPLAIN-ONE-LINE',
    );
  const [, named = '', line = ''] = LINE.exec(text) ?? [];
  if (named === '') return null;
  const [, path = named, sheet = null] = existsSync(named) ? [] : (WORKSHEET.exec(named) ?? []);
  return { path, sheet, line: Number(line) };
}

/** The flags with the target among the sheets. A worksheet that is read with its workbook anyway needs no flag. */
export function withTarget({ path, sheet }: RowTarget, flags: Flags): Flags {
  const given = flags.sheets ?? [];
  const isThere = [...given, ...(flags.aliases ?? [])].some((one) => resolve(one) === resolve(path));
  const own = isThere ? flags : { ...flags, sheets: [path, ...given] };
  if (sheet === null) return own;
  const read = readSheets(readBytes(path), basename(path), readingOf(flags));
  return read.some((table) => isCalled(table, sheet)) ? own : { ...own, sheet };
}

/** The target among the sheets that were read. */
export function targetAmong(
  { path, sheet }: RowTarget,
  mapped: readonly MappedSheet[],
  { sheets = [], aliases = [] }: Flags,
): MappedSheet | undefined {
  const spelt = [...sheets, ...aliases].find((one) => resolve(one) === resolve(path)) ?? path;
  const own = mapped.filter(({ table }) => table.file === spelt || table.file === basename(path));
  return own.find(({ table }) => sheet === null || isCalled(table, sheet));
}

function isCalled(table: SheetTable, sheet: string): boolean {
  return table.sheet?.trim().toLowerCase() === sheet.trim().toLowerCase();
}

/** The key in this line of a results file; null for every other file. */
export function keyInResults({ path, line }: RowTarget, flags: Flags): string | null {
  const bytes = readBytes(path);
  if (isWorkbook(bytes)) return null;
  const file = basename(path);
  const { header, rows } = readCsv(bytes, file, readingOf(flags));
  const column = (name: string) => header.findIndex((text) => text.trim() === name);
  const [key, id, checkout] = [column('key'), column('order_id'), column('checkout_url')];
  if (key < 0 || id < 0 || checkout < 0) return null;
  const row = [...rows].find((one) => one.line === line);
  const text = row?.cells[key]?.trim() ?? '';
  if (text !== '') return text;
  throw new UsageError(
    row
      ? `${file} line ${line} has no key: its rows belong to no order.`
      : `${file} has no line ${line} with an order.`,
    'Name a line of the sheet itself: its file and lines stand in the column "rows".',
    'NO-SUCH-ROW',
  );
}
