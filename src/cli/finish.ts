import { UsageError } from '../domain/errors.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import type { SheetTable } from '../domain/row.ts';
import { assertWritable, writeAtomic } from '../io/atomic-write.ts';
import { csvText } from '../io/write-results.ts';
import { REPORT_ENDINGS, type ReportEnding, renderReport } from '../report/index.ts';
import { annotatedRows } from '../steps/annotate-rows.ts';
import { RESULT_COLUMNS, resultRows } from '../steps/result-rows.ts';

export interface OutputFlags {
  readonly results?: string | undefined;
  readonly annotated?: string | undefined;
  readonly report?: readonly string[] | undefined;
  readonly bom?: boolean | undefined;
}

/** Found out before the first spend: a target that is open elsewhere, read-only, or of a kind we do not write. */
export function assertTargets(flags: OutputFlags): void {
  for (const path of [flags.results, flags.annotated, ...(flags.report ?? [])]) if (path) assertWritable(path);
  for (const path of flags.report ?? []) endingOf(path);
}

export function writeOutputs(
  flags: OutputFlags,
  report: BatchReport,
  tables: readonly SheetTable[],
  cover: (text: string) => string,
): void {
  const bom = flags.bom ?? true;
  if (flags.results)
    writeAtomic(flags.results, csvText([[...RESULT_COLUMNS], ...coveredRows(report.outcomes, cover)], { bom }));
  if (flags.annotated)
    writeAtomic(
      flags.annotated,
      csvText(
        tables.flatMap((table) => annotatedRows(table, report.outcomes)),
        { bom },
      ),
    );
  for (const path of flags.report ?? []) writeAtomic(path, cover(renderReport(report, endingOf(path))));
}

function coveredRows(outcomes: readonly Outcome[], cover: (text: string) => string): string[][] {
  return resultRows(outcomes.map((outcome) => ({ ...outcome, errors: outcome.errors.map(cover) }))).map((row) => [
    ...row,
  ]);
}

function endingOf(path: string): ReportEnding {
  const ending = REPORT_ENDINGS.find((item) => path.toLowerCase().endsWith(item));
  if (ending) return ending;
  throw new UsageError(
    `--report ${path}: no report is made with that ending.`,
    `Use one of ${REPORT_ENDINGS.join(', ')}.`,
  );
}
