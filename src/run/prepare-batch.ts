import type { CheckedOrder } from '../domain/checked-order.ts';
import { type Finding, hasError } from '../domain/finding.ts';
import type { Orphan, Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { MappedSheet, SheetTable } from '../domain/row.ts';
import { type CheckContext, checkOrders } from '../steps/check-orders.ts';
import { type GroupDefaults, groupRows } from '../steps/group-rows.ts';
import { joinAliases } from '../steps/join-aliases.ts';
import { makePlan } from '../steps/make-plan.ts';
import { mapColumns } from '../steps/map-columns.ts';
import type { HeaderMap } from '../steps/match-headers.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { type Profiles, resolveProfiles } from '../steps/resolve-profiles.ts';

export interface BatchInput {
  readonly sheets: readonly SheetTable[];
  readonly aliases: readonly SheetTable[];
  /** Normalised header → canonical column, as a person says. */
  readonly headers: HeaderMap;
  readonly defaults: GroupDefaults;
  readonly profiles: Profiles;
  readonly check: CheckContext;
  readonly retryRefused: boolean;
  /** Whole keys whose claims may be shared; asked of the ledger that the plan is made from. */
  readonly allowClaimed: (ledger: Ledger | null) => readonly string[];
}

export interface PreparedBatch {
  readonly orders: readonly CheckedOrder[];
  readonly mapped: readonly MappedSheet[];
  /** Makes the plan from the ledger as it is now; null stands for a ledger that does not exist yet. */
  readonly plan: (ledger: Ledger | null) => Plan;
}

/** Sheets to checked orders: the same straight line for the dry run and the real one. */
export function prepareBatch(input: BatchInput): PreparedBatch {
  const withColumns = (table: SheetTable) => mapColumns(table, input.headers);
  const sheets = input.sheets.map(withColumns);
  const aliases = input.aliases.map(withColumns);
  const mapped = [...sheets, ...aliases];
  const joined = joinAliases(sheets, aliases);
  const findings = [...mapped.flatMap((sheet) => sheet.findings), ...joined.findings];
  const grouped = groupRows(joined.rows, input.defaults, findings);
  const orders = checkOrders(resolveProfiles(grouped.drafts, input.profiles), input.check);
  const orphans = [
    ...grouped.orphans,
    ...orphanOf(
      joined.orphans.map((row) => row.at),
      joined.findings,
    ),
  ];
  const keys = [...new Set(orders.map((order) => order.key).filter((key) => key !== ''))];
  const plan = (ledger: Ledger | null): Plan =>
    makePlan({
      orders,
      orphans,
      sheetFindings: findings,
      book: replayLedger(ledger?.entriesFor(keys) ?? []),
      holders: (order) => ledger?.holders(order.account, order.checked?.claims ?? []) ?? new Map(),
      retryRefused: input.retryRefused,
      allowClaimed: input.allowClaimed(ledger),
    });
  return { orders, mapped, plan };
}

function orphanOf(rows: Orphan['rows'], findings: readonly Finding[]): Orphan[] {
  return rows.length > 0 && hasError(findings) ? [{ rows, findings }] : [];
}
