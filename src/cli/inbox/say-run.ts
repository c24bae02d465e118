import type { DropPlace } from '../../domain/drop.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { isLoose } from '../../domain/outcome.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { moneyJson } from '../../report/json-report.ts';
import type { RunJson } from '../../report/run-schema.ts';
import { sumOf } from '../../report/totals.ts';
import { type ExitCode, exitName } from '../exit-codes.ts';
import { costText, counted } from '../say-money.ts';
import type { EndedSheet } from './ended-sheet.ts';
import { countOrders } from './figures.ts';
import type { InboxEnd } from './run-inbox.ts';

/** One line for a sheet: `may.csv → done: 3 orders, 3 placed (42.00 USD)`. */
export function sayEnded(sheet: EndedSheet): string {
  const { dropped, name, place, failure, isRepeated } = sheet;
  const called = dropped === name ? visibleText(name) : `${visibleText(dropped)} → ${visibleText(name)}`;
  const what = failure ? `${failure.code}: ${failure.message}` : ordersText(sheet.outcomes);
  const again = isRepeated && place === 'done' ? 'finished by an earlier run, nothing was bought again; ' : '';
  return `${called}: ${PLACES[place]}. ${again}${what}`;
}

const PLACES: Readonly<Record<DropPlace, string>> = {
  inbox: 'back in inbox, the next run tries it again',
  working: 'in working, the next run goes on with it',
  done: 'done',
  attention: 'needs attention',
};

/** What of it costs, or why it was left out. */
function asideOf(status: Status, own: readonly Outcome[]): string {
  if (status === 'placed') return ` (${costText(own)})`;
  if (status !== 'skipped' && status !== 'not_sent' && status !== 'unknown') return '';
  const codes = [...new Set(own.flatMap((one) => one.codes))];
  return codes.length > 0 ? ` (${codes.join(', ')})` : '';
}

/** Codes of what looks odd and stopped nothing, in a sheet that somebody should look at. */
export function oddIn(outcomes: readonly Outcome[]): readonly string[] {
  const warnings = outcomes.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'warning');
  return [...new Set(warnings.map(({ code }) => code))];
}

/** `3 orders: 2 placed (28.00 USD), 1 invalid.` */
function ordersText(outcomes: readonly Outcome[]): string {
  const orders = outcomes.filter((outcome) => !isLoose(outcome));
  const counts = STATUSES.map((status) => [status, orders.filter((one) => one.status === status)] as const);
  const parts = counts
    .filter(([, own]) => own.length > 0)
    .map(([status, own]) => `${own.length} ${status}${asideOf(status, own)}`);
  const loose = outcomes.some(isLoose) ? ' Some rows belong to no order.' : '';
  const odd = oddIn(outcomes);
  const warned = odd.length > 0 ? ` Looks odd: ${odd.join(', ')}.` : '';
  return `${counted(orders.length, 'order')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.${loose}${warned}`;
}

export interface RunSummary {
  readonly inbox: string;
  readonly profile: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly exit: ExitCode;
  readonly counts: Readonly<Record<DropPlace, number>>;
  readonly end: InboxEnd;
  readonly notes: readonly string[];
  /** What a person should do; empty when there is nothing. */
  readonly next: string;
}

/** The document of `run --json`; its schema is published as docs/run.schema.json. */
export function runJson(summary: RunSummary): RunJson {
  const { inbox, profile, startedAt, endedAt, exit, counts, end, notes, next } = summary;
  return {
    sheetorder_run: 1,
    inbox,
    profile,
    started_at: new Date(startedAt).toISOString(),
    ended_at: new Date(endedAt).toISOString(),
    exit,
    exit_name: exitName(exit),
    folders: counts,
    sheets: end.sheets.map((sheet) => ({
      dropped_as: sheet.dropped,
      name: sheet.name,
      sha256: sheet.sha256,
      folder: sheet.place,
      goes_on: sheet.goesOn,
      repeated: sheet.isRepeated,
      exit: sheet.code,
      exit_name: exitName(sheet.code),
      by_status: countOrders(sheet.outcomes),
      placed_now: sumOf(boughtNow(sheet)).amounts.map(moneyJson),
      files: [...sheet.files],
      error: sheet.failure,
    })),
    held: [...end.held],
    notes: [...notes],
    next,
  };
}

/** What this run itself bought of a sheet. */
export function boughtNow({ outcomes, isRepeated }: Pick<EndedSheet, 'outcomes' | 'isRepeated'>): readonly Outcome[] {
  return isRepeated ? [] : outcomes.filter(({ status }) => status === 'placed');
}
