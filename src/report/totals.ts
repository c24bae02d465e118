import type { Money } from '../domain/money.ts';
import { type BatchReport, isLoose, type Outcome } from '../domain/outcome.ts';
import { remembering } from '../domain/remembering.ts';
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
  const all = new Sum();
  const byStatus = new Map<Status, Sum>();
  let looseRows = 0;
  for (const outcome of report.outcomes) {
    if (isLoose(outcome)) looseRows += rowCountOf(outcome.runs);
    else {
      all.add(outcome);
      sumAt(byStatus, outcome.status).add(outcome);
    }
  }
  const cost = new Sum();
  const clients = new NamedSums();
  const vendors = new NamedSums();
  const renewals = new Renewals(report.at);
  for (const outcome of costingOrders(report)) {
    cost.add(outcome);
    clients.add(outcome.client, outcome);
    vendors.add(outcome.vendor, outcome);
    renewals.add(outcome);
  }
  return {
    all: all.totals(),
    byStatus: STATUSES.flatMap((status) => {
      const sum = byStatus.get(status);
      return sum ? [{ status, ...sum.totals() }] : [];
    }),
    cost: cost.totals(),
    byClient: clients.isNamed ? clients.totals() : [],
    byVendor: vendors.totals(),
    renewals: renewals.totals(),
    looseRows,
  };
}

/** Names that differ in case or spaces alone are one client, as budgets count them. */
class NamedSums {
  /** True once one of them has a name. */
  isNamed = false;
  readonly #groups = new Map<string, { readonly name: string; readonly sum: Sum }>();
  readonly #known = remembering(clientName);

  add(said: string, outcome: Outcome): void {
    const name = this.#known(said);
    const group = this.#groups.get(name) ?? { name: said.trim(), sum: new Sum() };
    if (group.sum.isEmpty) this.#groups.set(name, group);
    group.sum.add(outcome);
    if (said !== '') this.isNamed = true;
  }

  /** The dearest first. */
  totals(): readonly NamedTotals[] {
    const dearest = ({ amounts }: Totals) => Math.max(0, ...amounts.map(({ minor }) => minor));
    return [...this.#groups.values()]
      .map(({ name, sum }) => ({ name, ...sum.totals() }))
      .sort((a, b) => dearest(b) - dearest(a) || b.orders - a.orders);
  }
}

/** What orders go on to cost, by how often, and when that begins. */
class Renewals {
  readonly #now: string;
  readonly #periods = PERIODS.map((every) => ({
    every,
    sum: new Sum(),
    first: '',
    dayOf: remembering((at) => firstRenewal(at, every)),
  }));

  constructor(now: string) {
    this.#now = now;
  }

  add({ renewal, submittedAt, domains, mailboxes, costsNothing }: Outcome): void {
    if (!renewal) return;
    const period = this.#periods[PERIODS.indexOf(renewal.every)];
    if (!period) return;
    period.sum.add({ domains, mailboxes, costsNothing, amount: renewal.amount });
    const day = period.dayOf(submittedAt || this.#now);
    if (period.first === '' || day < period.first) period.first = day;
  }

  totals(): readonly Commitment[] {
    return this.#periods.flatMap(({ every, first, sum }) => (sum.isEmpty ? [] : [{ every, first, ...sum.totals() }]));
  }
}

/** Sums over these outcomes, whatever their status. */
export function sumOf(outcomes: Iterable<Summed>): Totals {
  const sum = new Sum();
  for (const outcome of outcomes) sum.add(outcome);
  return sum.totals();
}

/** Sums that grow order by order. */
class Sum {
  #orders = 0;
  #domains = 0;
  #mailboxes = 0;
  #unpriced = 0;
  /** Currency → what was added up in its smallest unit; in the order in which they first came. */
  readonly #amounts = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#orders === 0;
  }

  add({ domains, mailboxes, amount, costsNothing }: Summed): void {
    this.#orders += 1;
    this.#domains += domains;
    this.#mailboxes += mailboxes;
    if (amount) this.#amounts.set(amount.currency, (this.#amounts.get(amount.currency) ?? 0) + amount.minor);
    else if (!costsNothing) this.#unpriced += 1;
  }

  totals(): Totals {
    const amounts = [...this.#amounts].map(([currency, minor]) => ({ minor, currency }));
    const counts = { orders: this.#orders, domains: this.#domains, mailboxes: this.#mailboxes };
    return { ...counts, amounts, unpriced: this.#unpriced };
  }
}

function sumAt<K>(sums: Map<K, Sum>, key: K): Sum {
  const sum = sums.get(key) ?? new Sum();
  if (sum.isEmpty) sums.set(key, sum);
  return sum;
}
