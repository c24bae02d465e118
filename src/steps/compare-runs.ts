import type { ComparedOrder, Comparison } from '../domain/comparison.ts';
import type { OrderState } from '../domain/life-cycle.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Plan, PlannedOrder } from '../domain/plan.ts';
import { filesInRowsText } from '../domain/rows-text.ts';
import { type Former, matchFormers } from './match-formers.ts';
import { differencesOf } from './order-differences.ts';

export interface RunsToCompare {
  readonly plan: Plan;
  /** Orders that earlier runs sent from these sheets, replayed; the order they come in does not matter. */
  readonly earlier: readonly OrderRecord[];
  /** The sheets, by the names that the ledger has them under. */
  readonly files: readonly string[];
  /** Accounts on which a live run holds the lock. */
  readonly live: (account: string) => boolean;
  /** How many orders that a sheet no longer holds were taken, the newest, when there are more. */
  readonly newest?: number;
}

type Standing = Extract<ComparedOrder['change'], 'already_placed' | 'in_doubt' | 'not_placed_yet'>;

/**
 * What differs between a plan and what earlier runs sent of the same sheets; null where they sent nothing. It informs, and
 * nothing is decided by it.
 */
export function compareRuns({ plan, earlier, files, live, newest }: RunsToCompare): Comparison | null {
  const last = lastSent(earlier, files);
  if (last === null) return null;
  // What was left out is in the sheets all the same.
  const inPlan = new Set([...plan.orders.map(({ order }) => order), ...(plan.leftOut ?? [])].map(({ key }) => key));
  const standing = (record: OrderRecord) => standingOf(record, live);
  const left = earlier
    .filter(({ key, note }) => !inPlan.has(key) && note !== null)
    .map((record) => ({ record, held: standing(record) !== 'not_placed_yet' }));
  const unknown = plan.orders.filter(({ record }) => record === null);
  const formers = matchFormers(unknown, left);
  const now = plan.orders.map((planned) => comparedOrder(planned, formers.get(planned), standing));
  const matched = new Set([...formers.values()].map(({ record }) => record.key));
  const gone = left.filter(({ record, held }) => held && !matched.has(record.key)).map(({ record }) => record);
  const orders = [...now, ...gone.sort(newestFirst).map(goneOrder)];
  return { last, orders, ...(newest === undefined ? {} : { newest }) };
}

function comparedOrder(
  { order, record }: PlannedOrder,
  former: Former | undefined,
  standing: (record: OrderRecord) => Standing,
): ComparedOrder {
  const { name, key } = order;
  if (record) return { change: standing(record), name, key, before: beforeOf(record), differences: [] };
  if (!former) return { change: 'new', name, key, before: null, differences: [] };
  return { change: 'changed', name, key, before: beforeOf(former.record), differences: differencesOf(order, former) };
}

function goneOrder(record: OrderRecord): ComparedOrder {
  return { change: 'gone', name: record.note?.name ?? '', key: record.key, before: beforeOf(record), differences: [] };
}

function beforeOf({ key, receipt, note }: OrderRecord): ComparedOrder['before'] {
  return { key, orderId: receipt?.orderId ?? '', rows: note?.rows ?? '' };
}

const DOUBT: ReadonlySet<OrderState> = new Set(['in_flight', 'answered', 'unknown']);

/** An order that was claimed by a run which died before it sent it is not placed. */
function standingOf({ state, note }: OrderRecord, live: RunsToCompare['live']): Standing {
  if (state === 'placed') return 'already_placed';
  if (DOUBT.has(state) || (state === 'claimed' && live(note?.account ?? ''))) return 'in_doubt';
  return 'not_placed_yet';
}

/** When an order of these sheets was last sent or held back; null when none was. */
function lastSent(earlier: readonly OrderRecord[], files: readonly string[]): string | null {
  let last: string | null = null;
  for (const { entries } of earlier)
    for (const entry of entries) {
      if (entry.type !== 'claimed' && entry.type !== 'withheld') continue;
      if (last !== null && entry.at <= last) continue;
      if (filesInRowsText(entry.rows).some((file) => files.includes(file))) last = entry.at;
    }
  return last;
}

/** The newest run's first; of one run in the order in which they were sent. */
function newestFirst(a: OrderRecord, b: OrderRecord): number {
  const [one, other] = [sendingOf(a), sendingOf(b)];
  if (one.batch !== other.batch) return one.batch < other.batch ? 1 : -1;
  return one.seq - other.seq || (a.key < b.key ? -1 : 1);
}

/** When the order was last sent or held back. A batch's name begins with its time. */
function sendingOf({ entries }: OrderRecord): { readonly batch: string; readonly seq: number } {
  const last = entries.findLast((entry) => entry.type === 'claimed' || entry.type === 'withheld');
  return last && 'batch' in last ? last : { batch: '', seq: 0 };
}
