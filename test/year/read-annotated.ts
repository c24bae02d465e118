import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import type { ResultsRow } from './place.ts';

/** The rows of the first sheet of a workbook, by its header, read by nothing of ours. */
export function readXlsx(path: string): readonly ResultsRow[] {
  const book = read(readFileSync(path));
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) return [];
  return utils
    .sheet_to_json<Record<string, unknown>>(sheet, { defval: '', raw: false })
    .map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, String(value)])));
}
