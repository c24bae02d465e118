import { UsageError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { findingsIn, type Outcome } from '../../domain/outcome.ts';
import type { Plan } from '../../domain/plan.ts';
import { writeAtomic } from '../../io/atomic-write.ts';
import { type CellFix, fixCsv } from '../../io/fix-csv.ts';
import { fixXlsx } from '../../io/fix-xlsx.ts';
import { isWorkbook } from '../../io/open-workbook.ts';
import { readBytes } from '../../io/read-bytes.ts';
import { readSheets } from '../../io/read-sheet.ts';
import type { Flags } from '../options.ts';
import { readingOf } from '../reading.ts';

/** The corrected copy, how many cells of it differ, and in one sentence what it is. */
export interface Fixed {
  readonly path: string;
  readonly corrected: number;
  readonly note: string;
}

/** Writes the corrected copy that `--fix` asks for. */
export function writeFixed(target: string, outcomes: readonly Outcome[], plan: Plan, flags: Flags): Fixed {
  const [path, ...others] = flags.sheets ?? [];
  if (!path || path === '-' || others.length > 0 || (flags.aliases ?? []).length > 0)
    throw new UsageError(
      '--fix corrects one sheet at a time.',
      'Name one sheet, without --aliases.',
      'USAGE-ONE-SHEET',
    );
  const bytes = readBytes(path);
  if (flags.sheet === undefined && readSheets(bytes, path, readingOf(flags)).length > 1)
    throw new UsageError(
      '--fix corrects one sheet at a time, and this workbook has several that belong together.',
      'Correct the cells by hand, or name one worksheet with --sheet NAME.',
      'USAGE-ONE-SHEET',
    );
  const fixes = certain(findingsIn({ sheetFindings: plan.sheetFindings, outcomes }));
  const workbook = isWorkbook(bytes);
  if (workbook !== /\.xlsx$/i.test(target))
    throw new UsageError(
      `--fix ${target}: the copy is a ${workbook ? 'workbook' : 'CSV'} like the sheet.`,
      `Give it a name that ends in ${workbook ? '.xlsx' : '.csv'}.`,
      'OUTPUT-KIND',
    );
  const { bytes: copy, done } = workbook
    ? fixXlsx(bytes, path, fixes, flags.sheet)
    : fixCsv(bytes, path, fixes, readingOf(flags));
  writeAtomic(target, copy);
  const lost = workbook ? ' It holds texts only: formats, formulas and other worksheets were not carried over.' : '';
  const cells = done.length > 0 ? ` (${done.map((fix) => fix.cell).join(', ')})` : '';
  const count = done.length === 1 ? '1 cell' : `${done.length} cells`;
  return { path: target, corrected: done.length, note: `${target} is a copy with ${count} corrected${cells}.${lost}` };
}

/** One correction for each cell; a cell for which two are certain gets none. */
function certain(findings: readonly Finding[]): readonly CellFix[] {
  const byCell = new Map<string, CellFix | null>();
  for (const { at, value, fixed } of findings) {
    if (fixed === undefined || at.cell === undefined) continue;
    const known = byCell.get(at.cell);
    if (known === undefined) byCell.set(at.cell, { cell: at.cell, value, fixed });
    else if (known?.fixed !== fixed) byCell.set(at.cell, null);
  }
  return [...byCell.values()].flatMap((fix) => fix ?? []);
}
