import type { Finding } from '../domain/finding.ts';
import type { OrderBook } from '../domain/order-book.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Orphan, Plan, PlannedOrder } from '../domain/plan.ts';
import { type RowRun, runsOf } from '../domain/row-runs.ts';
import { OrderOutcome } from './order-outcome.ts';
import { fromFindings, type Reason, type StandingContext, standingOf } from './order-standing.ts';

export type { Reason };

const LONGEST_SHEET = 100_000_000;

export interface SettleInput extends StandingContext {
  readonly plan: Plan;
  /** The second replay: the report comes from what is on disk, not from what the run believes. */
  readonly book: OrderBook;
  /** Names of the sheets, in the order in which they were given. */
  readonly files: readonly string[];
  readonly found: ReadonlyMap<string, readonly Finding[]>;
}

/** One outcome for each order and one for each set of rows without an order, in sheet order. */
export function settleOutcomes(input: SettleInput): readonly Outcome[] {
  const outcomes: Outcome[] = input.plan.orders.map((planned) => orderOutcome(planned, input));
  for (const orphan of input.plan.orphans) outcomes.push(orphanOutcome(orphan));
  return inSheetOrder(outcomes, placing(input.files));
}

type Placing = (runs: readonly RowRun[]) => number;

/** Sorted only where they are not in order already, as the orders of a plan are but for those that came apart. */
function inSheetOrder(outcomes: Outcome[], placeOf: Placing): readonly Outcome[] {
  const places = new Float64Array(outcomes.length);
  let sorted = true;
  for (const [index, { runs }] of outcomes.entries()) {
    const place = placeOf(runs);
    places[index] = place;
    if (index > 0 && place < (places[index - 1] ?? 0)) sorted = false;
  }
  if (sorted) return outcomes;
  const order = Uint32Array.from(outcomes, (_, index) => index).sort(
    (a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b,
  );
  return Array.from(order, (index) => outcomes[index]).filter((outcome) => outcome !== undefined);
}

/** Where in the sheets an outcome first appears, as one number. */
function placing(files: readonly string[]): Placing {
  const offsets = new Map<string, number>();
  for (const [index, file] of files.entries()) if (!offsets.has(file)) offsets.set(file, index * LONGEST_SHEET);
  return ([first]) => (first ? (offsets.get(first.file) ?? 0) + first.from : Number.MAX_SAFE_INTEGER);
}

function orderOutcome(planned: PlannedOrder, input: SettleInput): Outcome {
  const { order } = planned;
  const record = order.key ? (input.book.get(order.key) ?? null) : null;
  const found = input.found.get(order.key);
  const findings = found ? [...planned.findings, ...found] : planned.findings;
  return new OrderOutcome(order, record, standingOf(planned, record, findings, input), findings);
}

function orphanOutcome(orphan: Orphan): Outcome {
  const standing = fromFindings(orphan.findings.filter((finding) => finding.severity === 'error'));
  const empty = {
    name: '',
    orderId: '',
    vendor: '',
    operation: '',
    client: '',
    domains: 0,
    domainNames: [],
    mailboxes: 0,
    amount: null,
    costsNothing: true,
    ceiling: null,
    renewal: null,
    checkoutUrl: '',
  };
  const { rows, findings } = orphan;
  return { ...empty, ...standing, rows, runs: runsOf(rows), attempts: 0, submittedAt: '', key: '', findings };
}
