import type { Comparison } from '../../domain/comparison.ts';
import type { OrderRecord } from '../../domain/order-book.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { PreparedBatch } from '../../run/prepare-batch.ts';
import { compareRuns, type RunsToCompare } from '../../steps/compare-runs.ts';
import { replayLedger } from '../../steps/replay-ledger.ts';
import type { Composition } from '../compose.ts';

/** Earlier orders, not in the sheets any more, that are compared: a name used for years must not slow every check. */
const MOST = 2_000;

/** What is asked of the ledger: reads, and nothing that could change it. */
type Earlier = Pick<Ledger, 'ordersFrom' | 'entriesFor'>;

/**
 * What differs between this plan and what earlier runs sent of the same sheets; null where they sent nothing, or where the
 * ledger cannot tell. It only informs, so that what goes wrong here is a warning and ends nothing.
 */
export function earlierRuns(
  batch: PreparedBatch,
  plan: Plan,
  ledger: Earlier | null,
  { locks, warnings }: Pick<Composition, 'locks' | 'warnings'>,
): Comparison | null {
  if (!ledger) return null;
  try {
    const files = orderSheets(batch);
    const live = (account: string) => locks.isHeld(account);
    return compareRuns({ plan, ...recordsOf(files, plan, ledger), files, live });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warnings.push(`What earlier runs sent of these sheets could not be compared: ${why}`);
    return null;
  }
}

/** The sheets of orders, by name; one of aliases serves many of them and is no sheet that orders could be gone from. */
export function orderSheets({ mapped }: Pick<PreparedBatch, 'mapped'>): readonly string[] {
  return [...new Set(mapped.flatMap(({ table }) => (table.role === 'aliases' ? [] : table.file)))];
}

/** Those of the plan are replayed already; of the others the newest, and how many when there are more. */
function recordsOf(
  files: readonly string[],
  { orders, leftOut = [] }: Plan,
  ledger: Earlier,
): Pick<RunsToCompare, 'earlier' | 'newest'> {
  const planned = new Map(orders.flatMap(({ order, record }) => (record ? [[order.key, record] as const] : [])));
  const asked = files.map((file) => ledger.ordersFrom(file, planned.size + leftOut.length + MOST + 1));
  const keys = new Set(asked.flat());
  const aside = new Set(leftOut.map(({ key }) => key));
  const others = asked.map((found) => found.filter((key) => !planned.has(key) && !aside.has(key)));
  const compared = new Set(others.flatMap((found) => found.slice(0, MOST)));
  const own = [...planned].flatMap(([key, record]) => (keys.has(key) ? record : []));
  const earlier: readonly OrderRecord[] = [...own, ...replayLedger(ledger.entriesFor([...compared])).values()];
  return others.some((found) => found.length > MOST) ? { earlier, newest: MOST } : { earlier };
}
