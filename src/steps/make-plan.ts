import { type Budget, concerns } from '../domain/budget.ts';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { registeredBy, sayClaim } from '../domain/claim.ts';
import { type Finding, hasError } from '../domain/finding.ts';
import { type AccountId, accountName, shortKey } from '../domain/identity.ts';
import type { Money } from '../domain/money.ts';
import type { OnlineFacts } from '../domain/online.ts';
import type { OrderBook, OrderRecord } from '../domain/order-book.ts';
import type { OrderBy } from '../domain/order-by.ts';
import { mayBeSent, type Orphan, type Plan, type PlannedAction, type PlannedOrder } from '../domain/plan.ts';
import { afterRegistrations } from './after-registrations.ts';
import { checkBatch } from './check-batch.ts';
import { type BudgetSkip, budgetedOrder, checkBudget } from './check-budget.ts';
import { withoutRowsOf } from './choose-orders.ts';
import { decideSend } from './decide-send.ts';
import { inTurn } from './in-turn.ts';
import { claimsOfOthers, judgedFindings } from './judge-online.ts';

export interface PlanInput {
  readonly orders: readonly CheckedOrder[];
  readonly orphans: readonly Orphan[];
  readonly sheetFindings: readonly Finding[];
  readonly book: OrderBook;
  /** Claims that the ledger holds now, for one order's account. */
  readonly holders: (order: CheckedOrder) => ReadonlyMap<string, readonly string[]>;
  /** Claims that the ledger holds on other accounts, where nothing at the vendor tells two accounts apart. */
  readonly elsewhere?: (order: CheckedOrder) => ReadonlyMap<string, readonly string[]>;
  readonly retryRefused: boolean;
  /** Whole keys whose claims a person allowed to be shared. */
  readonly allowClaimed: readonly string[];
  readonly budgets: readonly Budget[];
  /** What counts against a budget already. */
  readonly spent: (budget: Budget) => readonly Money[];
  /** Which orders go first; left out, they go as the sheets have them. */
  readonly orderBy?: OrderBy;
  /** False for an order that is left out; left out itself, all are taken. */
  readonly isChosen?: (order: CheckedOrder) => boolean;
  /** What was looked up of an account; null when nothing was. */
  readonly online?: (account: AccountId) => OnlineFacts | null;
}

/**
 * Data in, data out: what would be done with each order. The dry run prints it, the real run carries it out. Orders that
 * were not chosen are left out only after the batch was checked as a whole, so that choosing hides no duplicate.
 */
export function makePlan(input: PlanInput): Plan {
  const { orphans, orderBy = 'sheet', isChosen = () => true } = input;
  const batch = checkBatch(input.orders);
  const planned = afterRegistrations(input.orders.map((order) => planOrder(order, batch.get(order) ?? NONE, input)));
  const orders = withinBudgets(
    planned.filter(({ order }) => isChosen(order)),
    input,
  );
  const leftOut = input.orders.filter((order) => !isChosen(order));
  const sheetFindings = withoutRowsOf(input.sheetFindings, leftOut, { orders, orphans });
  return { orders, leftOut, orderBy, orphans, sheetFindings };
}

/** Each in its turn: what does not fit is skipped, and what comes after it may still fit. */
function withinBudgets(orders: readonly PlannedOrder[], input: PlanInput): readonly PlannedOrder[] {
  const { budgets, spent, orderBy = 'sheet' } = input;
  if (budgets.length === 0) return orders;
  const before = new Map(budgets.map((budget) => [budget, spent(budget)]));
  // One sum a budget, so that a large batch does not add up all its prices again for each order.
  const planned = new Map<Budget, Money>();
  const amounts = (budget: Budget) =>
    [...(before.get(budget) ?? []), planned.get(budget)].filter((one) => one !== undefined);
  const skips = new Map<PlannedOrder, BudgetSkip>();
  for (const one of inTurn(orders.filter(mayBeSent), orderBy, ({ order }) => order)) {
    const order = budgetedOrder(one.order);
    const skip = checkBudget(order, budgets, amounts);
    if (skip) skips.set(one, skip);
    else if (order.price)
      for (const budget of budgets)
        if (concerns(budget, order)) planned.set(budget, plus(planned.get(budget), order.price));
  }
  return orders.map((one) => {
    const skip = skips.get(one);
    return skip ? { ...one, action: { do: 'skip', ...skip } } : one;
  });
}

/** By its number: budgets do not exchange currencies either. */
function plus(sum: Money | undefined, price: Money): Money {
  return sum ? { minor: sum.minor + price.minor, currency: sum.currency } : price;
}

const NONE: readonly Finding[] = [];

function planOrder(order: CheckedOrder, ofBatch: readonly Finding[], input: PlanInput): PlannedOrder {
  const record = order.key ? (input.book.get(order.key) ?? null) : null;
  const held = order.key ? heldClaims(order, input) : NONE;
  const own = ownFindings(order, record, input);
  const findings = ofBatch.length + held.length === 0 ? own : [...own, ...ofBatch, ...held];
  return { order, record, findings, action: actionFor(record, findings, input.retryRefused) };
}

/** Nothing that was looked up is held against an order that the vendor has, or may have. */
function ownFindings(order: CheckedOrder, record: OrderRecord | null, input: PlanInput): readonly Finding[] {
  const decision = decideSend(record, input);
  if (!decision.send && decision.why !== 'refused') return order.findings;
  const online = input.online?.(order.account) ?? null;
  if (!online) return order.findings;
  return judgedFindings(order, online, {
    record,
    held: claimsOfOthers(order, input.holders(order)),
    readBackFirst: decision.send && decision.readBackFirst,
  });
}

/** What the ledger knows outranks findings: a stricter rule never turns a placed order invalid. */
function actionFor(record: OrderRecord | null, findings: readonly Finding[], retryRefused: boolean): PlannedAction {
  const decision = decideSend(record, { retryRefused });
  if (!decision.send && decision.why !== 'refused') return { do: 'keep' };
  if (hasError(findings)) return { do: 'reject' };
  return decision.send ? { do: 'send' } : { do: 'keep' };
}

function heldClaims(order: CheckedOrder, input: PlanInput): readonly Finding[] {
  const own = input.holders(order);
  const elsewhere = input.elsewhere?.(order);
  if (own.size === 0 && !elsewhere?.size) return NONE;
  const findings: Finding[] = [];
  for (const [claim, keys] of own) {
    const holder = keys.find((key) => key !== order.key && !input.allowClaimed.includes(key));
    if (holder) findings.push(heldFinding(order, claim, holder));
  }
  for (const [claim, keys] of elsewhere ?? []) {
    const holder = keys.find((key) => !input.allowClaimed.includes(key));
    if (holder) findings.push(heldElsewhereFinding(order, claim, holder));
  }
  return findings;
}

/** Where only we name accounts, another name may well be the same account, and everything would be bought again. */
function heldElsewhereFinding(order: CheckedOrder, claim: string, holder: string): Finding {
  const vendor = order.vendor?.id ?? '';
  return {
    ...heldFinding(order, claim, holder),
    message: `${sayClaim(claim)} already belongs to order ${shortKey(holder)}, which was placed or may have been placed under another account name than "${accountName(order.account)}".`,
    fix: `If both are one account, give the profile the "account" that the other order has (\`sheetorder explain ${shortKey(holder)}\` shows it, and - is the one without a name): "vendors": { "${vendor}": { "account": "…" } }. If both are wanted: --allow-claimed ${shortKey(holder)}.`,
  };
}

function heldFinding(order: CheckedOrder, claim: string, holder: string): Finding {
  const [name = claim] = registeredBy([claim]);
  const domain = order.draft.domains.find((item) => item.domain.value.trim().toLowerCase() === name);
  return {
    code: 'DUP-DOMAIN-ORDERED',
    severity: 'error',
    at: domain?.domain.at ?? order.draft.rows[0] ?? { file: '', line: 0 },
    value: claim,
    message: `${sayClaim(claim)} already belongs to order ${shortKey(holder)}, which was placed or may have been placed earlier.`,
    fix: `Take ${name} out of this order. If it is to replace that one, cancel that one at the vendor, then run \`sheetorder resolve ${shortKey(holder)} --cancelled --note TEXT\`. If both are wanted: --allow-claimed ${shortKey(holder)}.`,
  };
}
