import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import type { SheetTable } from '../domain/row.ts';
import { readBytes } from '../io/read-bytes.ts';
import { readSheets, type SheetOptions } from '../io/read-sheet.ts';
import type { HiddenRows } from '../io/xlsx-options.ts';
import type { Flags } from './options.ts';

const HIDDEN_ROWS: readonly HiddenRows[] = ['refuse', 'include', 'skip'];

/** How the flags say that sheets are to be read. Throws UsageError. */
export function readingOf(flags: Flags): SheetOptions {
  const { delimiter, encoding, sheet, 'header-row': headerRow } = flags;
  const hiddenRows = HIDDEN_ROWS.find((mode) => mode === flags['hidden-rows']);
  if (flags['hidden-rows'] !== undefined && !hiddenRows)
    throw new UsageError(
      `--hidden-rows ${flags['hidden-rows']} is not known.`,
      `Write ${HIDDEN_ROWS.join(', ')}.`,
      'USAGE-FLAG-VALUE',
    );
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(hiddenRows === undefined ? {} : { hiddenRows }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
}

/** The tables of some files. They go by their file name; two of one name go by their path. */
export function tablesIn(paths: readonly string[], flags: Flags): readonly SheetTable[] {
  const names = paths.map((path) => basename(path));
  return paths.flatMap((path, index) => {
    const shared = names.filter((name) => name === names[index]).length > 1;
    return readSheets(readBytes(path), shared ? path : basename(path), readingOf(flags));
  });
}

/** How large some sheets are together; what cannot be told, such as standard input, counts as nothing. */
export function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
