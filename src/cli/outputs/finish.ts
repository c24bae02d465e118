import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { type BatchReport, changedOutcome, type Outcome } from '../../domain/outcome.ts';
import { remembering } from '../../domain/remembering.ts';
import type { SheetTable } from '../../domain/row.ts';
import { assertWritable, type FileContent, writeAtomic } from '../../io/atomic-write.ts';
import { witnessPath } from '../../io/sqlite/witness.ts';
import { csvLines } from '../../io/write-results.ts';
import { REPORT_ENDINGS, type ReportEnding, reportPieces } from '../../report/index.ts';
import { RESULT_COLUMNS, resultRow } from '../../steps/result-rows.ts';
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
 * because by now orders may have been placed and must be told all the same. `clean` is the report without secrets.
 */
export function writeOutputs(
  flags: Flags,
  report: BatchReport,
  tables: readonly SheetTable[],
  cover: (text: string) => string,
  clean: () => BatchReport,
): readonly string[] {
  const bom = !flags['no-bom'];
  const problems: string[] = [];
  const write = (path: string | undefined, content: () => FileContent) => {
    try {
      if (path) writeAtomic(path, content());
    } catch (error) {
      problems.push(`${path} could not be written (${error instanceof Error ? error.message : String(error)}).`);
    }
  };
  write(flags.results, () => csvLines(coveredRows(report.outcomes, cover), { bom, header: RESULT_COLUMNS }));
  write(flags.annotated, () => annotatedFile(flags, report, tables, cover));
  for (const path of flags.report ?? []) write(path, () => reportPieces(clean(), endingOf(path)));
  return problems;
}

/** Results rows with every secret covered, whoever put it there; an order keeps the name by which a person knows it. */
export function* coveredRows(
  outcomes: Iterable<Outcome>,
  cover: (text: string) => string,
): Generator<readonly string[]> {
  const named = remembering(cover);
  for (const outcome of outcomes) {
    const vendor = named(outcome.vendor);
    const operation = named(outcome.operation);
    const { errors, fix } = outcome;
    const isClean = vendor === outcome.vendor && operation === outcome.operation && errors.length === 0 && fix === '';
    yield resultRow(
      isClean ? outcome : changedOutcome(outcome, { vendor, operation, errors: errors.map(cover), fix: cover(fix) }),
    );
  }
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
