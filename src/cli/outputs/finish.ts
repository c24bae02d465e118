import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { type BatchReport, changedOutcome, type Outcome } from '../../domain/outcome.ts';
import type { SheetTable } from '../../domain/row.ts';
import { assertWritable, writeAtomic } from '../../io/atomic-write.ts';
import { witnessPath } from '../../io/sqlite/witness.ts';
import { csvText } from '../../io/write-results.ts';
import { coveredReport, REPORT_ENDINGS, type ReportEnding, renderReport } from '../../report/index.ts';
import { RESULT_COLUMNS, resultRows } from '../../steps/result-rows.ts';
import { assertMetricsTarget } from '../inbox/metrics-file.ts';
import type { Flags } from '../options.ts';
import { annotatedFile, assertAnnotatedName } from './annotated.ts';

/** Found out before the first spend: a target that is open elsewhere, read-only, an input, or of a kind we do not write. */
export function assertTargets(flags: Flags, inputs: readonly string[]): void {
  const taken = new Map(inputs.map((path) => [realPath(path), 'is one of the sheets to read']));
  for (const path of flags.report ?? []) endingOf(path);
  assertAnnotatedName(flags);
  if (flags.plan && !/\.json$/i.test(flags.plan))
    throw new UsageError(
      `--plan ${flags.plan}: a plan is told by its ending.`,
      'Give it a name that ends in .json.',
      'OUTPUT-KIND',
    );
  const { results, annotated, plan, fix, output, metrics, report = [] } = flags;
  for (const path of [results, annotated, plan, fix, output, metrics, ...report]) {
    if (!path) continue;
    const clash = taken.get(realPath(path));
    if (clash) throw new UsageError(`${path} cannot be written: it ${clash}.`, 'Name another file.', 'OUTPUT-IS-INPUT');
    taken.set(realPath(path), 'is written by another flag too');
    if (path === metrics) assertMetricsTarget(path);
    else assertWritable(path);
  }
}

/**
 * Writes every file that was asked for, each whole or not at all; returns sentences about those that could not be written,
 * because by now orders may have been placed and must be told all the same.
 */
export function writeOutputs(
  flags: Flags,
  report: BatchReport,
  tables: readonly SheetTable[],
  cover: (text: string) => string,
): readonly string[] {
  const bom = !flags['no-bom'];
  const problems: string[] = [];
  const write = (path: string | undefined, content: () => string | Uint8Array) => {
    try {
      if (path) writeAtomic(path, content());
    } catch (error) {
      problems.push(`${path} could not be written (${error instanceof Error ? error.message : String(error)}).`);
    }
  };
  write(flags.results, () => csvText([[...RESULT_COLUMNS], ...coveredRows(report.outcomes, cover)], { bom }));
  write(flags.annotated, () => annotatedFile(flags, report, tables, cover));
  let clean: BatchReport | null = null;
  for (const path of flags.report ?? [])
    write(path, () => {
      clean ??= coveredReport(report, cover);
      return renderReport(clean, endingOf(path));
    });
  return problems;
}

/** Results rows with every secret covered, whoever put it there; an order keeps the name by which a person knows it. */
export function coveredRows(outcomes: readonly Outcome[], cover: (text: string) => string): readonly string[][] {
  return resultRows(
    outcomes.map((outcome) =>
      changedOutcome(outcome, {
        vendor: cover(outcome.vendor),
        operation: cover(outcome.operation),
        errors: outcome.errors.map(cover),
        fix: cover(outcome.fix),
      }),
    ),
  );
}

/** Throws UsageError when something would be written over the ledger, its witness or its locks. */
export function assertNotLedger(flags: Flags, ledgerPath: string): void {
  const own = realPath(ledgerPath);
  const { results, annotated, plan, fix, output, metrics, record, file } = flags;
  const targets = [
    results,
    annotated,
    plan,
    fix,
    output,
    metrics,
    record,
    flags['log-file'],
    file,
    ...(flags.report ?? []),
  ];
  for (const path of targets) {
    if (!path) continue;
    const target = realPath(path);
    const kept = [own, `${own}-journal`, witnessPath(own)];
    if (!kept.includes(target) && !target.startsWith(`${own}.lock-`)) continue;
    if (path === file && flags.action === 'restore') continue;
    throw new UsageError(`${path} belongs to the ledger ${ledgerPath}.`, 'Name another file.', 'OUTPUT-IS-INPUT');
  }
}

function endingOf(path: string): ReportEnding {
  const ending = REPORT_ENDINGS.find((item) => path.toLowerCase().endsWith(item));
  if (ending) return ending;
  throw new UsageError(
    `--report ${path}: no report is made with that ending.`,
    `Use one of ${REPORT_ENDINGS.join(', ')}.`,
    'OUTPUT-KIND',
  );
}

/** The file that a name leads to; of one that is not there yet, the folder counts. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    return folder === resolve(path) ? folder : join(realPath(folder), basename(path));
  }
}
