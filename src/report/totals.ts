import { type Money, sumMoney } from '../domain/money.ts';
import { type BatchReport, isLoose, type Outcome } from '../domain/outcome.ts';
import { firstRenewal, type Period } from '../domain/renewal.ts';
import { rowCountOf } from '../domain/row-runs.ts';
import { clientName } from '../domain/spending.ts';
import { IS_PLACED, STATUSES, type Status } from '../domain/status.ts';

/** Sums over some orders. Amounts are kept apart by currency; `unpriced` counts orders that cost something nobody knows. */
export interface Totals {
  readonly orders: number;
  readonly domains: number;
  readonly mailboxes: number;
  readonly amounts: readonly Money[];
  readonly unpriced: number;
}

/** What a reader wants first: everything, each status that occurs, and the orders that cost money. */
export interface BatchTotals {
  readonly all: Totals;
  readonly byStatus: readonly (Totals & { readonly status: Status })[];
  /** A dry run: what is ready to be sent. Otherwise: what the vendor has, earlier runs included. */
  readonly cost: Totals;
  /** The orders of `cost`, by whom they are for; empty where no sheet names a client. The dearest first. */
  readonly byClient: readonly NamedTotals[];
  /** The orders of `cost`, by vendor. The dearest first. */
  readonly byVendor: readonly NamedTotals[];
  /** What the orders of `cost` go on to cost. */
  readonly renewals: readonly Commitment[];
  /** Rows that belong to no order; they are in no other number. */
  readonly looseRows: number;
}

/** `name` is empty for orders that name no client. */
export type NamedTotals = Totals & { readonly name: string };

/** Orders that renew alike: what each period costs, and the day of the first renewal among them (`2026-06-30`, UTC). */
export type Commitment = Totals & { readonly every: Period; readonly first: string };

type Summed = Pick<Outcome, 'domains' | 'mailboxes' | 'amount' | 'costsNothing'>;

const PERIODS: readonly Period[] = ['month', 'quarter', 'year'];

/** The orders whose cost is told: those ready to be sent in a dry run, otherwise those that the vendor has. */
export function costingOrders({ command, outcomes }: Pick<BatchReport, 'command' | 'outcomes'>): readonly Outcome[] {
  const counts = (status: Status) => (command === 'check' ? status === 'ready' : IS_PLACED.has(status));
  return outcomes.filter((outcome) => !isLoose(outcome) && counts(outcome.status));
}

export function totalsOf(report: Pick<BatchReport, 'command' | 'outcomes' | 'at'>): BatchTotals {
  const orders = report.outcomes.filter((outcome) => !isLoose(outcome));
  const loose = report.outcomes.filter(isLoose);
  const bought = costingOrders(report);
  return {
    all: sumOf(orders),
    byStatus: STATUSES.map((status) => ({
      status,
      ...sumOf(orders.filter((order) => order.status === status)),
    })).filter(({ orders: count }) => count > 0),
    cost: sumOf(bought),
    byClient: bought.some(({ client }) => client !== '') ? totalsBy(bought, ({ client }) => client) : [],
    byVendor: totalsBy(bought, ({ vendor }) => vendor),
    renewals: PERIODS.flatMap((every) => commitmentOf(every, bought, report.at)),
    looseRows: loose.reduce((total, { runs }) => total + rowCountOf(runs), 0),
  };
}

/** Names that differ in case or spaces alone are one client, as budgets count them. */
function totalsBy(outcomes: readonly Outcome[], nameOf: (outcome: Outcome) => string): readonly NamedTotals[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = clientName(nameOf(outcome));
    const group = groups.get(name);
    if (group) group.push(outcome);
    else groups.set(name, [outcome]);
  }
  const dearest = ({ amounts }: Totals) => Math.max(0, ...amounts.map(({ minor }) => minor));
  return [...groups.values()]
    .map((group) => ({ name: group[0] ? nameOf(group[0]).trim() : '', ...sumOf(group) }))
    .sort((a, b) => dearest(b) - dearest(a) || b.orders - a.orders);
}

function commitmentOf(every: Period, bought: readonly Outcome[], now: string): readonly Commitment[] {
  const own = bought.filter(({ renewal }) => renewal?.every === every);
  if (own.length === 0) return [];
  const [first = ''] = own.map(({ submittedAt }) => firstRenewal(submittedAt || now, every)).sort();
  return [
    {
      every,
      first,
      ...sumOf(
        own.map(({ domains, mailboxes, costsNothing, renewal }) => ({
          domains,
          mailboxes,
          costsNothing,
          amount: renewal?.amount ?? null,
        })),
      ),
    },
  ];
}

/** Sums over these outcomes, whatever their status. */
export function sumOf(outcomes: readonly Summed[]): Totals {
  const priced = outcomes.flatMap(({ amount }) => (amount ? [amount] : []));
  const currencies = [...new Set(priced.map(({ currency }) => currency))];
  return {
    orders: outcomes.length,
    domains: outcomes.reduce((total, { domains }) => total + domains, 0),
    mailboxes: outcomes.reduce((total, { mailboxes }) => total + mailboxes, 0),
    amounts: currencies.flatMap((currency) => sumMoney(priced.filter((one) => one.currency === currency)) ?? []),
    unpriced: outcomes.filter(({ amount, costsNothing }) => amount === null && !costsNothing).length,
  };
}
