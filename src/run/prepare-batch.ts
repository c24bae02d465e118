import type { Budget } from '../domain/budget.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';
import type { AccountId } from '../domain/identity.ts';
import type { OnlineFacts } from '../domain/online.ts';
import type { OrderBy } from '../domain/order-by.ts';
import type { Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { MappedSheet, SheetTable } from '../domain/row.ts';
import type { SpendingFilter } from '../domain/spending.ts';
import { batchRows } from '../steps/batch-rows.ts';
import type { CheckContext } from '../steps/check-orders.ts';
import { type Choice, isChosen } from '../steps/choose-orders.ts';
import type { GroupDefaults } from '../steps/group-rows.ts';
import { makePlan } from '../steps/make-plan.ts';
import { mapColumns } from '../steps/map-columns.ts';
import type { HeaderMap } from '../steps/match-headers.ts';
import type { PackMode } from '../steps/pack-orders.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import type { Profiles } from '../steps/resolve-profiles.ts';
import { BatchOrders } from './batch-orders.ts';
import type { CheckJob } from './check-rows.ts';
import { holdersOf } from './holders-of.ts';
import type { OrderBrief } from './order-view.ts';

export interface BatchInput {
  readonly sheets: readonly SheetTable[];
  readonly aliases: readonly SheetTable[];
  /** Normalised header → canonical column, as a person says. */
  readonly headers: HeaderMap;
  readonly defaults: GroupDefaults;
  readonly pack: PackMode;
  readonly profiles: Profiles;
  readonly check: CheckContext;
  readonly retryRefused: boolean;
  /** Which orders go first; left out, they go as the sheets have them. */
  readonly orderBy?: OrderBy;
  /** Only whole orders that fit all of these are taken; left out, all are. */
  readonly choices?: readonly Choice[];
  readonly budgets: readonly Budget[];
  /** Which spending counts against a budget now. */
  readonly counting: (budget: Budget) => SpendingFilter;
  /** Checks the orders of a large batch in worker threads; null where it cannot, and then they are checked here. */
  readonly threads?: (job: CheckJob) => Promise<readonly OrderBrief[] | null>;
  /** Whole keys whose claims may be shared; asked of the ledger that the plan is made from. */
  readonly allowClaimed: (ledger: Ledger | null) => readonly string[];
}

/** What was looked up of an account; null when nothing was. */
export type OnlineOf = (account: AccountId) => OnlineFacts | null;

export interface PreparedBatch {
  readonly mapped: readonly MappedSheet[];
  /** Checks a large batch with all the machine has; without it, whoever first asks for orders waits while they are checked here. */
  readonly checked: () => Promise<void>;
  /** The checked orders that were chosen. A ledger decides only into which orders rows without one go back. */
  readonly orders: (ledger: Ledger | null) => readonly CheckedOrder[];
  /** Makes the plan from the ledger as it is now, and what was looked up; null stands for a ledger that does not exist yet. */
  readonly plan: (ledger: Ledger | null, online?: OnlineOf) => Plan;
}

/** Sheets to checked orders: the same straight line for the dry run and the real one. */
export function prepareBatch(input: BatchInput): PreparedBatch {
  const withColumns = (table: SheetTable) => mapColumns(table, input.headers);
  const sheets = input.sheets.map(withColumns);
  const aliases = input.aliases.map(withColumns);
  const mapped = [...sheets, ...aliases];
  const batch = new BatchOrders(mapped, batchRows(sheets, aliases), input);
  const chosen = (order: CheckedOrder) => isChosen(order, input.choices ?? []);
  const plan = (ledger: Ledger | null, online: OnlineOf = () => null): Plan => {
    const { orders, orphans } = batch.under(ledger);
    const held = holdersOf(orders, ledger);
    const keys = [...new Set(orders.map((order) => order.key).filter((key) => key !== ''))];
    return makePlan({
      orders,
      orphans,
      sheetFindings: batch.sheetFindings,
      book: replayLedger(ledger?.entriesFor(keys) ?? []),
      holders: held.own,
      elsewhere: held.elsewhere,
      retryRefused: input.retryRefused,
      allowClaimed: input.allowClaimed(ledger),
      budgets: input.budgets,
      orderBy: input.orderBy ?? 'sheet',
      isChosen: chosen,
      spent: (budget) => ledger?.spent(input.counting(budget)) ?? [],
      online,
    });
  };
  return { mapped, checked: () => batch.check(), orders: (ledger) => batch.under(ledger).orders.filter(chosen), plan };
}
