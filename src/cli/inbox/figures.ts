import { DROP_PLACES, type DropPlace } from '../../domain/drop.ts';
import { type Money, sumMoney } from '../../domain/money.ts';
import { hasNoKnownPrice, isLoose, type Outcome } from '../../domain/outcome.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { EXIT, type ExitCode, exitName } from '../exit-codes.ts';
import { amountsText, counted } from '../say-money.ts';

/** How one `run` ended, in numbers: what machines are told, and nothing of what stands in a sheet. */
export interface RunFigures {
  /** The whole path of the inbox, so that two inboxes of one machine are never mixed up. */
  readonly inbox: string;
  readonly profile: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly exit: ExitCode;
  /** Sheets that lie in each folder now. */
  readonly sheets: Readonly<Record<DropPlace, number>>;
  /** Orders of the sheets that this run looked at, by how they stand; see `countOrders`. */
  readonly orders: Readonly<Record<Status, number>>;
  /** What this run spent, or may have spent; see `spentIn`. */
  readonly spent: readonly Money[];
  /** Orders that this run sent at a price nobody knows, which are not in `spent`; see `unpricedIn`. */
  readonly unpriced: number;
  /** Orders of the ledger that are in doubt, or placed without an id; null where it cannot be read. */
  readonly openOrders: number | null;
  /** Null where it cannot be read. */
  readonly ledgerBytes: number | null;
}

/** Orders by status, each status there; rows that belong to no order are none. */
export function countOrders(outcomes: readonly Pick<Outcome, 'status' | 'key' | 'name'>[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const outcome of outcomes) if (!isLoose(outcome)) counts[outcome.status] += 1;
  return counts;
}

/** Whatever a run sent since it began and the vendor has, or may have; at its ceiling where the price is not known. */
export function spentIn(outcomes: readonly Outcome[], startedAt: number): readonly Money[] {
  const amounts = sentIn(outcomes, startedAt).flatMap(({ amount, ceiling }) => amount ?? ceiling ?? []);
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.flatMap((currency) => sumMoney(amounts.filter((money) => money.currency === currency)) ?? []);
}

/** How many of them cost something that nobody knows. */
export function unpricedIn(outcomes: readonly Outcome[], startedAt: number): number {
  return sentIn(outcomes, startedAt).filter(hasNoKnownPrice).length;
}

function sentIn(outcomes: readonly Outcome[], startedAt: number): readonly Outcome[] {
  const since = new Date(startedAt).toISOString();
  return outcomes.filter(({ status, submittedAt }) => SPENT.has(status) && submittedAt >= since);
}

const SPENT: ReadonlySet<Status> = new Set(['placed', 'awaiting_payment', 'payment_pending', 'unknown']);

/** What a heartbeat is told: success is exit code 0, and nothing else is. */
export function isSuccess(exit: ExitCode): boolean {
  return exit === EXIT.done;
}

/** A few lines for `--ping-log`: counts alone, no name and no path. */
export function figuresText(figures: RunFigures): string {
  const { exit, sheets, orders, spent, unpriced, openOrders } = figures;
  const told = STATUSES.filter((status) => orders[status] > 0).map((status) => `${orders[status]} ${status}`);
  const seconds = Math.max(0, Math.round((figures.endedAt - figures.startedAt) / 1000));
  return [
    `exit ${exit} (${exitName(exit)}) after ${seconds} s`,
    `orders: ${told.join(', ') || 'none'}`,
    `spent: ${amountsText(spent) || (unpriced > 0 ? 'not known' : 'nothing')}${unpriced > 0 ? `, without ${counted(unpriced, 'order')} of unknown price` : ''}`,
    `sheets: ${DROP_PLACES.map((folder) => `${sheets[folder]} in ${folder}`).join(', ')}`,
    ...(openOrders === null ? [] : [`open: ${counted(openOrders, 'order')} in doubt or without an id`]),
    '',
  ].join('\n');
}
