import type { Finding } from './finding.ts';
import type { Money } from './money.ts';
import type { RowPlace } from './place.ts';
import type { Status } from './status.ts';

/** How one order (or some rows that belong to none) stands when the run ends. */
export interface Outcome {
  /** The person's own name for the order; empty for rows that belong to none. */
  readonly name: string;
  readonly status: Status;
  readonly orderId: string;
  readonly vendor: string;
  readonly operation: string;
  readonly domains: number;
  readonly mailboxes: number;
  readonly amount: Money | null;
  readonly checkoutUrl: string;
  readonly codes: readonly string[];
  readonly errors: readonly string[];
  readonly fix: string;
  readonly rows: readonly RowPlace[];
  readonly attempts: number;
  /** RFC 3339 UTC of the last attempt, or empty. */
  readonly submittedAt: string;
  /** The whole key; shown as its first 16 characters. */
  readonly key: string;
  readonly findings: readonly Finding[];
}

/** A finished batch, as reports see it. */
export interface BatchReport {
  readonly batch: string;
  readonly command: 'check' | 'submit' | 'results' | 'reconcile';
  readonly at: string;
  readonly version: string;
  readonly sheets: readonly SheetSummary[];
  readonly outcomes: readonly Outcome[];
  readonly sheetFindings: readonly Finding[];
  readonly notes: readonly string[];
}

export interface SheetSummary {
  readonly file: string;
  readonly rows: number;
  readonly blankRows: number;
  readonly delimiter: string;
  readonly unknownColumns: readonly string[];
}
