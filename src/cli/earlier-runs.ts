import type { Comparison } from '../domain/comparison.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { PreparedBatch } from '../run/prepare-batch.ts';
import { compareRuns } from '../steps/compare-runs.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import type { Composition } from './compose.ts';
import type { Flags } from './options.ts';

/** Orders of one sheet that are compared: a sheet whose name is used for years must not slow every check. */
const MOST = 10_000;

/**
 * What differs between this plan and what earlier runs sent of the same sheets; null where they sent nothing, or where the
 * ledger cannot tell. It only informs, so that what goes wrong here is a warning and ends nothing.
 */
export function earlierRuns(
  batch: PreparedBatch,
  plan: Plan,
  ledger: Ledger | null,
  flags: Flags,
  { locks, warnings }: Pick<Composition, 'locks' | 'warnings'>,
): Comparison | null {
  if (!ledger) return null;
  try {
    const files = orderSheets(batch, flags);
    const asked = files.map((file) => ledger.ordersFrom(file, MOST + 1));
    const keys = new Set(asked.flatMap((found) => found.slice(0, MOST)));
    const newest = asked.some((found) => found.length > MOST) ? { newest: MOST } : {};
    const live = (account: string) => locks.isHeld(account);
    return compareRuns({ plan, earlier: recordsOf(keys, plan, ledger), files, live, ...newest });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warnings.push(`What earlier runs sent of these sheets could not be compared: ${why}`);
    return null;
  }
}

/** The sheets of orders, by name; one of aliases serves many of them and is no sheet that orders could be gone from. */
export function orderSheets({ mapped }: Pick<PreparedBatch, 'mapped'>, { sheets = [] }: Flags): readonly string[] {
  return [...new Set(mapped.slice(0, sheets.length).map(({ table }) => table.file))];
}

/** Those of the plan are replayed already. */
function recordsOf(keys: ReadonlySet<string>, plan: Plan, ledger: Ledger): readonly OrderRecord[] {
  const planned = new Map(plan.orders.flatMap(({ order, record }) => (record ? [[order.key, record] as const] : [])));
  const others = replayLedger(ledger.entriesFor([...keys].filter((key) => !planned.has(key))));
  return [...planned].flatMap(([key, record]) => (keys.has(key) ? record : [])).concat([...others.values()]);
}
