import { UsageError } from '../domain/errors.ts';
import type { SheetOptions } from '../io/read-sheet.ts';
import type { HiddenRows } from '../io/xlsx-findings.ts';
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
