import type { Budget } from '../domain/budget.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { registrationClaim } from '../domain/claim.ts';
import type { OrderDraft } from '../domain/draft.ts';
import { type Finding, hasError } from '../domain/finding.ts';
import { type AccountId, accountId } from '../domain/identity.ts';
import type { OnlineFacts } from '../domain/online.ts';
import type { OrderBy } from '../domain/order-by.ts';
import type { Cell } from '../domain/place.ts';
import type { Orphan, Plan } from '../domain/plan.ts';
import type { Ledger } from '../domain/ports.ts';
import type { MappedSheet, SheetTable } from '../domain/row.ts';
import { Secret } from '../domain/secret.ts';
import type { SpendingFilter } from '../domain/spending.ts';
import type { Operation, PackSize, Vendor } from '../domain/vendor.ts';
import { type CheckContext, checkOrders } from '../steps/check-orders.ts';
import { type Choice, isChosen } from '../steps/choose-orders.ts';
import { type GroupDefaults, type GroupedRows, groupRows } from '../steps/group-rows.ts';
import { joinAliases } from '../steps/join-aliases.ts';
import { makePlan } from '../steps/make-plan.ts';
import { mapColumns } from '../steps/map-columns.ts';
import type { HeaderMap } from '../steps/match-headers.ts';
import type { Packing, PackMode } from '../steps/pack-orders.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { type Profiles, resolveProfiles } from '../steps/resolve-profiles.ts';
import { heldElsewhere } from './held-elsewhere.ts';

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
  /** Whole keys whose claims may be shared; asked of the ledger that the plan is made from. */
  readonly allowClaimed: (ledger: Ledger | null) => readonly string[];
}

/** What was looked up of an account; null when nothing was. */
export type OnlineOf = (account: AccountId) => OnlineFacts | null;

export interface PreparedBatch {
  readonly mapped: readonly MappedSheet[];
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
  const joined = joinAliases(sheets, aliases);
  const findings = [...mapped.flatMap((sheet) => sheet.findings), ...joined.findings];
  const rows = joined.orphans.map((row) => row.at);
  const group = (ledger: Ledger | null): GroupedRows =>
    groupRows(joined.rows, input.defaults, findings, packingFor(ledger, input));
  const check = ({ drafts }: GroupedRows) => checkOrders(resolveProfiles(drafts, input.profiles), input.check);
  const chosen = (order: CheckedOrder) => isChosen(order, input.choices ?? []);
  const plan = (ledger: Ledger | null, online: OnlineOf = () => null): Plan => {
    const grouped = group(ledger);
    const orders = check(grouped);
    const accounts = ledger?.accounts() ?? [];
    const keys = [...new Set(orders.map((order) => order.key).filter((key) => key !== ''))];
    return makePlan({
      orders,
      orphans: [...grouped.orphans, ...orphanOf(rows, joined.findings)],
      sheetFindings: findings,
      book: replayLedger(ledger?.entriesFor(keys) ?? []),
      holders: (order) => ledger?.holders(order.account, order.checked?.claims ?? []) ?? new Map(),
      elsewhere: (order) => (ledger ? heldElsewhere(order, ledger, accounts) : new Map()),
      retryRefused: input.retryRefused,
      allowClaimed: input.allowClaimed(ledger),
      budgets: input.budgets,
      orderBy: input.orderBy ?? 'sheet',
      isChosen: chosen,
      spent: (budget) => ledger?.spent(input.counting(budget)) ?? [],
      online,
    });
  };
  return { mapped, orders: (ledger) => check(group(ledger)).filter(chosen), plan };
}

const UNLIMITED = { kind: 'at_most', domains: Number.MAX_SAFE_INTEGER } as const;

function mailboxTypeOf(draft: OrderDraft): string {
  return draft.domains[0]?.fields.mailbox_type?.value.toLowerCase() ?? '';
}

/** What packing may ask: the vendor's sizes, and which order of the ledger holds a domain already. */
function packingFor(ledger: Ledger | null, { check, pack }: BatchInput): Packing {
  const of = (draft: OrderDraft): { vendor: Vendor; operation: Operation } | null => {
    const vendor = Object.hasOwn(check.vendors, draft.vendor) ? check.vendors[draft.vendor] : undefined;
    const name = draft.operation?.value.trim() || vendor?.inferOperation(draft) || '';
    const operation = vendor && Object.hasOwn(vendor.operations, name) ? vendor.operations[name] : undefined;
    return vendor && operation ? { vendor, operation } : null;
  };
  const textOf = cellValues();
  const size = (draft: OrderDraft): PackSize => {
    const known = of(draft);
    const found = known ? known.operation.packSize(draft, check.facts(known.vendor, draft)) : UNLIMITED;
    return found.kind === 'at_most' && found.domains >= UNLIMITED.domains ? UNLIMITED : found;
  };
  return {
    mode: pack,
    signature: (draft) => {
      const columns = ['vendor', 'operation', 'client', ...(of(draft)?.operation.groupBy ?? [])];
      const shared = columns.map((name) => textOf(draft.fields[name]));
      // A package or a form may mix mailbox types; where types have limits of their own, each is packed for itself.
      const limited = size(draft).kind === 'at_most' && size(draft) !== UNLIMITED;
      return JSON.stringify(limited ? [mailboxTypeOf(draft), ...shared] : shared);
    },
    size,
    holder: (draft, domain) => {
      const known = of(draft);
      if (!ledger || !known) return null;
      const { organization, claims } = known.operation.check(draft, check.facts(known.vendor, draft));
      const account = accountId(known.vendor.id, check.origin(known.vendor), organization);
      const claim = claims.find((one) => one === registrationClaim(domain)) ?? domain;
      return ledger.holders(account, [claim]).get(claim)?.[0] ?? null;
    },
  };
}

/** Texts that are equal where cells are; a secret counts by its number, so that its text need not be known. */
function cellValues(): (cell: Cell | undefined) => string {
  const numberOf = Secret.numbering();
  return (cell) => (cell?.secret ? `secret ${numberOf(cell.secret)}` : (cell?.value ?? ''));
}

function orphanOf(rows: Orphan['rows'], findings: readonly Finding[]): Orphan[] {
  return rows.length > 0 && hasError(findings) ? [{ rows, findings }] : [];
}
