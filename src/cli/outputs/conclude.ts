import { columnNamed } from '../../domain/columns.ts';
import type { Comparison } from '../../domain/comparison.ts';
import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { MappedSheet } from '../../domain/row.ts';
import { coveredReport } from '../../report/index.ts';
import type { PreparedBatch } from '../../run/prepare-batch.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import { type SettleInput, settleOutcomes } from '../../steps/settle-outcomes.ts';
import { leftOutNotes } from '../choice.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import { type ExitCode, type ExitEvents, exitCodeFor } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { paint } from '../terminal/paint.ts';
import { VERSION } from '../version.ts';
import { writeOutputs } from './finish.ts';
import { sayReport } from './say-report.ts';

/** Reads the ledger once more: the report comes from what is on disk. */
export function settle(
  batch: PreparedBatch,
  plan: Plan,
  ledger: Ledger | null,
  composition: Composition,
  rest: Pick<SettleInput, 'mode' | 'skips' | 'found'>,
): readonly Outcome[] {
  const keys = new Set<string>();
  if (ledger) for (const { order } of plan.orders) if (order.key !== '') keys.add(order.key);
  return settleOutcomes({
    plan,
    book: replayLedger(ledger?.entriesFor([...keys]) ?? []),
    batch: composition.batch,
    files: batch.mapped.map(({ table }) => table.file),
    live: (account) => composition.locks.isHeld(account),
    ...rest,
  });
}

export interface Ending {
  readonly command: BatchReport['command'];
  readonly batch: PreparedBatch;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly notes: readonly string[];
  /** What no check can tell; left out where nothing would be sent any more. */
  readonly unchecked?: readonly string[];
  readonly comparison?: Comparison | null;
  readonly events: ExitEvents;
  /** The command to run next; empty when there is none. */
  readonly next: string;
}

/** How a batch ended, for the shell and for whoever goes on from there. */
export interface Concluded {
  readonly code: ExitCode;
  readonly report: BatchReport;
  /** Sentences about files that could not be written. */
  readonly unwritten: readonly string[];
}

/** Writes every file that was asked for, and says how it ended. */
export function conclude(ending: Ending, flags: Flags, composition: Composition, host: Host): Concluded {
  const { command, batch, plan, outcomes, notes, events } = ending;
  const cover = (text: string) => composition.redactor.cover(text);
  const report: BatchReport = {
    batch: composition.batch,
    command,
    at: new Date(composition.clock.now()).toISOString(),
    version: VERSION,
    sheets: batch.mapped.map(({ table, unknownColumns }) => ({
      file: table.file,
      rows: table.rows.length,
      blankRows: table.blankRows,
      delimiter: table.delimiter,
      unknownColumns,
    })),
    tables: batch.mapped.map((sheet) => ({ table: sheet.table, shown: shownColumns(sheet) })),
    outcomes,
    sheetFindings: plan.sheetFindings,
    notes: [...new Set([...leftOutNotes(plan, flags), ...notes, ...composition.warnings])],
    unchecked: ending.unchecked ?? [],
    comparison: ending.comparison ?? null,
  };
  const tables = batch.mapped.map((sheet) => sheet.table);
  let covered: BatchReport | null = null;
  const clean = () => {
    covered ??= coveredReport(report, cover);
    return covered;
  };
  const unwritten = writeOutputs(flags, report, tables, cover, clean);
  const next = unwritten.length > 0 ? rebuild(flags) : ending.next;
  if (host.events) {
    host.events.concluded(clean(), unwritten, next);
  } else {
    const said = sayReport(report, flags, next, host.terminal.outWidth);
    host.terminal.out(paint(cover(said.out), flags, host));
    host.terminal.err(cover(said.err));
    for (const text of unwritten) host.terminal.err(cover(`OUTPUT-NOT-WRITTEN: ${text}`));
  }
  const thrown = [...(events.thrown ?? []), ...(unwritten.length > 0 ? (['usage'] as const) : [])];
  const code = exitCodeFor(outcomes, { ...events, thrown, paymentDueFails: flags['fail-on-payment-due'] ?? false });
  composition.log.event({ name: 'end', text: `${command} ended with exit code ${code}.`, data: { exit: code } });
  return { code, report, unwritten };
}

/** What was done stands in the ledger, so that files which could not be written can be made later. */
function rebuild(flags: Flags): string {
  const { results, annotated, report = [] } = flags;
  const named = { results: results ? [results] : [], annotated: annotated ? [annotated] : [], report };
  const words = Object.entries(named).flatMap(([flag, paths]) => paths.flatMap((path) => [`--${flag}`, path]));
  return `make room, then ${commandLine('results', flags, words)}`;
}

/** Columns that a report may repeat: what a column of unknown meaning holds may be a password. */
function shownColumns({ columns }: MappedSheet): readonly number[] {
  return Object.entries(columns)
    .flatMap(([name, index]) => (columnNamed(name)?.secret ? [] : [index]))
    .sort((a, b) => a - b);
}
