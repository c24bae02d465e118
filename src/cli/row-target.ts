import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import type { Flags } from './options.ts';

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

/** The flags with the target among the sheets, and its index among all the sheets that will be read. */
export function withTarget(
  { path, sheet }: RowTarget,
  flags: Flags,
): { readonly flags: Flags; readonly index: number } {
  const given = flags.sheets ?? [];
  const isIt = (one: string) => resolve(one) === resolve(path);
  const inAliases = (flags.aliases ?? []).findIndex(isIt);
  const inSheets = given.findIndex(isIt);
  const chosen = sheet === null ? flags : { ...flags, sheet };
  if (inAliases >= 0) return { flags: chosen, index: given.length + inAliases };
  if (inSheets >= 0) return { flags: chosen, index: inSheets };
  return { flags: { ...chosen, sheets: [path, ...given] }, index: 0 };
}
