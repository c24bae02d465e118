import type { Comparison } from './comparison.ts';
import type { Finding } from './finding.ts';
import type { Money } from './money.ts';
import type { RowPlace } from './place.ts';
import type { Renewal } from './renewal.ts';
import type { SheetTable } from './row.ts';
import { type RowRun, rowsIn } from './row-runs.ts';
import type { Status } from './status.ts';

/** How one order (or some rows that belong to none) stands when the run ends. */
export interface Outcome {
  /** The person's own name for the order; empty for rows that belong to none. */
  readonly name: string;
  readonly status: Status;
  readonly orderId: string;
  readonly vendor: string;
  readonly operation: string;
  /** Whom the order is for, as the sheet says; empty where it does not. */
  readonly client: string;
  readonly domains: number;
  readonly domainNames: readonly string[];
  readonly mailboxes: number;
  readonly amount: Money | null;
  /** True for what charges nothing, such as the form of an order that is paid. */
  readonly costsNothing: boolean;
  /** What it costs at most, where the price is asked only right before it is sent. */
  readonly ceiling: Money | null;
  /** What it goes on to cost; null where it does not renew, or nobody knows. */
  readonly renewal: Renewal | null;
  readonly checkoutUrl: string;
  readonly codes: readonly string[];
  readonly errors: readonly string[];
  readonly fix: string;
  /** The same as `runs`, row by row; may be made anew each time that it is asked for, as `domainNames` may. */
  readonly rows: readonly RowPlace[];
  readonly runs: readonly RowRun[];
  readonly attempts: number;
  /** RFC 3339 UTC of the last attempt, or empty. */
  readonly submittedAt: string;
  /** The whole key; shown as its first 16 characters. */
  readonly key: string;
  readonly findings: readonly Finding[];
}

/** The same outcome with some of it changed; a spread would lose what is only made when asked for. */
export function changedOutcome(outcome: Outcome, changed: Partial<Omit<Outcome, 'rows'>>): Outcome {
  const { runs, domainNames } = changed;
  return {
    name: changed.name ?? outcome.name,
    status: changed.status ?? outcome.status,
    orderId: changed.orderId ?? outcome.orderId,
    vendor: changed.vendor ?? outcome.vendor,
    operation: changed.operation ?? outcome.operation,
    client: changed.client ?? outcome.client,
    domains: changed.domains ?? outcome.domains,
    get domainNames() {
      return domainNames ?? outcome.domainNames;
    },
    mailboxes: changed.mailboxes ?? outcome.mailboxes,
    amount: changed.amount === undefined ? outcome.amount : changed.amount,
    costsNothing: changed.costsNothing ?? outcome.costsNothing,
    ceiling: changed.ceiling === undefined ? outcome.ceiling : changed.ceiling,
    renewal: changed.renewal === undefined ? outcome.renewal : changed.renewal,
    checkoutUrl: changed.checkoutUrl ?? outcome.checkoutUrl,
    codes: changed.codes ?? outcome.codes,
    errors: changed.errors ?? outcome.errors,
    fix: changed.fix ?? outcome.fix,
    get rows() {
      return runs ? rowsIn(runs) : outcome.rows;
    },
    runs: runs ?? outcome.runs,
    attempts: changed.attempts ?? outcome.attempts,
    submittedAt: changed.submittedAt ?? outcome.submittedAt,
    key: changed.key ?? outcome.key,
    findings: changed.findings ?? outcome.findings,
  };
}

/** True for an order that costs something, and nobody knows how much, nor how much at most. */
export function hasNoKnownPrice({
  amount,
  ceiling,
  costsNothing,
}: Pick<Outcome, 'amount' | 'ceiling' | 'costsNothing'>): boolean {
  return !amount && !ceiling && !costsNothing;
}

/** True for rows that belong to no order: they come as an outcome with neither key nor name. */
export function isLoose({ key, name }: Pick<Outcome, 'key' | 'name'>): boolean {
  return key === '' && name === '';
}

/** Every finding of a batch; one of a sheet may be one of its orders too. */
export function findingsIn({
  sheetFindings,
  outcomes,
}: Pick<BatchReport, 'sheetFindings' | 'outcomes'>): readonly Finding[] {
  const all = [...sheetFindings];
  for (const { findings } of outcomes) for (const finding of findings) all.push(finding);
  return all;
}

/** A finished batch, as reports see it. */
export interface BatchReport {
  readonly batch: string;
  readonly command: 'check' | 'submit' | 'results' | 'reconcile';
  readonly at: string;
  readonly version: string;
  readonly sheets: readonly SheetSummary[];
  /** The sheets themselves; only `shown` columns may stand in a report. */
  readonly tables: readonly ReportTable[];
  readonly outcomes: readonly Outcome[];
  readonly sheetFindings: readonly Finding[];
  readonly notes: readonly string[];
  /** What no check can tell before the orders are sent, in sentences. */
  readonly unchecked: readonly string[];
  /** Null where no earlier run sent an order of these sheets. */
  readonly comparison: Comparison | null;
}

/** A sheet with the columns (by their index) whose meaning is known and that hold no secret. */
export interface ReportTable {
  readonly table: SheetTable;
  readonly shown: readonly number[];
  /** Covers secrets in a cell before a report repeats it; left out where the cells are clean. */
  readonly cover?: (cell: string) => string;
}

export interface SheetSummary {
  readonly file: string;
  readonly rows: number;
  readonly blankRows: number;
  readonly delimiter: string;
  readonly unknownColumns: readonly string[];
}
