import type { Money } from '../../domain/money.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { isLoose } from '../../domain/outcome.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { EXIT, type ExitCode, type ExitName } from '../exit-codes.ts';
import { amountsText, counted } from '../say-money.ts';

/** The folders of a drop folder, in the order in which a sheet goes through them. */
export const FOLDERS = ['inbox', 'working', 'done', 'attention'] as const;
export type Folder = (typeof FOLDERS)[number];

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
  readonly sheets: Readonly<Record<Folder, number>>;
  /** Orders of the sheets that this run looked at, by how they stand; see `countOrders`. */
  readonly orders: Readonly<Record<Status, number>>;
  /** What this run spent. */
  readonly spent: readonly Money[];
  /** Orders of the ledger that are in doubt, or placed without an id. */
  readonly openOrders: number;
  /** Null where there is no ledger yet. */
  readonly ledgerBytes: number | null;
}

/** Orders by status, each status there; rows that belong to no order are none. */
export function countOrders(outcomes: readonly Pick<Outcome, 'status' | 'key' | 'name'>[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const outcome of outcomes) if (!isLoose(outcome)) counts[outcome.status] += 1;
  return counts;
}

/** What a heartbeat is told: success is exit code 0, and nothing else is. */
export function isSuccess(exit: ExitCode): boolean {
  return exit === EXIT.done;
}

/** `some_unknown` for 4, as the README's table has it. */
export function exitName(exit: ExitCode): ExitName {
  const [name = 'bug'] = (Object.keys(EXIT) as ExitName[]).filter((one) => EXIT[one] === exit);
  return name;
}

/** A few lines for `--ping-log`: counts alone, no name and no path. */
export function figuresText(figures: RunFigures): string {
  const { exit, sheets, orders, spent, openOrders } = figures;
  const told = STATUSES.filter((status) => orders[status] > 0).map((status) => `${orders[status]} ${status}`);
  const seconds = Math.max(0, Math.round((figures.endedAt - figures.startedAt) / 1000));
  return [
    `exit ${exit} (${exitName(exit)}) after ${seconds} s`,
    `orders: ${told.join(', ') || 'none'}`,
    `spent: ${amountsText(spent) || 'nothing'}`,
    `sheets: ${FOLDERS.map((folder) => `${sheets[folder]} in ${folder}`).join(', ')}`,
    `open: ${counted(openOrders, 'order')} in doubt or without an id`,
    '',
  ].join('\n');
}
