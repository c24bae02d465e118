import type { Finding } from '../../domain/finding.ts';
import { type FindingGroup, groupFindings } from '../../domain/finding-groups.ts';
import { shortKey } from '../../domain/identity.ts';
import { type BatchReport, findingsIn, type Outcome } from '../../domain/outcome.ts';
import { runsText } from '../../domain/rows-text.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { costingOrders, totalsOf } from '../../report/totals.ts';
import { errorText } from '../../steps/result-rows.ts';
import { FIRST_PLACES as SHOWN_PLACES, sayGroups } from '../../steps/say-finding.ts';
import type { Flags } from '../options.ts';
import { sayComparison } from '../plan/say-comparison.ts';
import { costText, counted, renewalText } from '../say-money.ts';
import { table } from '../terminal/table.ts';
import { fitted } from '../terminal/wrap.ts';

/** Statuses that tell a person nothing that the count does not. */
const PLAIN = new Set(['ready', 'placed', 'already_placed']);
/** Orders that ended alike and are still shown one by one. */
const MOST_ALIKE = 5;
/** About a screenful. */
const MOST_RULES = 8;
const MOST_UNCHECKED = 4;
const ALL = Number.POSITIVE_INFINITY;

export interface Said {
  readonly out: string;
  readonly err: string;
}

/** What a finished command prints: data for standard output, the rest for standard error. */
export function sayReport(report: BatchReport, flags: Flags, next: string, screen: number | null): Said {
  const notes = flags.quiet ? [] : report.notes.map((note) => fitted(`note: ${note}`, screen));
  const isWanted = next !== '' && !(flags.quiet && isFine(report));
  return {
    out: said(report, flags, screen),
    err: [...notes, isWanted ? `Next: ${next}` : ''].filter(Boolean).join('\n'),
  };
}

/** The dry run says what to fix, cell by cell; every other command says what became of each order. */
function said(report: BatchReport, flags: Flags, screen: number | null): string {
  const groups = groupFindings(findingsOf(report, flags));
  const told = (outcome: Outcome) =>
    !PLAIN.has(outcome.status) && !(outcome.status === 'invalid' && report.command !== 'submit');
  const orders = report.outcomes.filter((outcome) => flags.verbose || told(outcome));
  return [
    fitted(sayGroups(groups, flags.verbose ? ALL : undefined, flags.verbose ? ALL : MOST_RULES), screen),
    flags.quiet ? '' : hintOf(groups, flags, screen),
    orders.length > 0 ? orderTable(orders, flags.verbose ? orders.length : MOST_ALIKE, screen) : '',
    flags.quiet ? '' : sayUnchecked(report, flags, screen),
    flags.quiet ? '' : sayComparison(report.comparison, screen, flags.verbose ? ALL : undefined),
    flags.quiet && isFine(report) ? '' : fitted([countText(report), ...costLines(report)].join('\n'), screen),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Nothing in it needs a person. */
function isFine({ outcomes }: BatchReport): boolean {
  return outcomes.every(({ status }) => PLAIN.has(status));
}

/** Of the dry run all findings, otherwise the errors of the sheets as such; grouped, each is said once. */
function findingsOf(report: BatchReport, flags: Flags): readonly Finding[] {
  const isDry = report.command === 'check';
  const all = isDry ? findingsIn(report) : report.sheetFindings.filter(({ severity }) => severity === 'error');
  return flags.quiet ? all.filter(({ severity }) => severity === 'error') : all;
}

/** Where to read more, once something was said. */
function hintOf(groups: readonly FindingGroup[], flags: Flags, screen: number | null): string {
  const [first] = groups;
  if (!first || flags.verbose) return '';
  const isWhole = groups.length <= MOST_RULES && groups.every((group) => group.findings.length <= SHOWN_PLACES);
  const more = isWhole ? '' : '--verbose shows every place; ';
  return fitted(`More: ${more}sheetorder explain ${first.code} tells what the rule is for.`, screen);
}

function sayUnchecked({ unchecked }: BatchReport, flags: Flags, screen: number | null): string {
  if (unchecked.length === 0) return '';
  const shown =
    flags.verbose || unchecked.length <= MOST_UNCHECKED + 1 ? unchecked : unchecked.slice(0, MOST_UNCHECKED);
  const more = unchecked.length - shown.length;
  const rest = more > 0 ? [`- and ${more} more, which --verbose lists.`] : [];
  return fitted(['No check can tell:', ...shown.map((text) => `- ${visibleText(text)}`), ...rest].join('\n'), screen);
}

function orderTable(outcomes: readonly Outcome[], most: number, screen: number | null): string {
  const alike = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = `${outcome.status} ${whyOf(outcome)}`;
    const group = alike.get(name);
    if (group) group.push(outcome);
    else alike.set(name, [outcome]);
  }
  const shown = new Set([...alike.values()].flatMap((group) => (group.length > most ? group.slice(0, 2) : group)));
  const rest = [...alike.values()].filter((group) => group.length > most);
  const rows = outcomes.filter((outcome) => shown.has(outcome));
  const lines = rest.map((group) => `and ${group.length - 2} more ${group[0]?.status} for the same reason`);
  return [sayOrders(rows, screen), ...lines].join('\n');
}

type OrderColumn = readonly [string, (outcome: Outcome) => string];

const ORDER_COLUMNS: readonly OrderColumn[] = [
  ['status', ({ status }) => status],
  ['order', ({ name }) => visibleText(name)],
  ['order_id', ({ orderId }) => orderId || '-'],
  ['key', ({ key }) => shortKey(key) || '-'],
  ['rows', ({ runs }) => runsText(runs)],
  ['why', whyOf],
];

/** Columns in which no order has anything are left out. */
function sayOrders(orders: readonly Outcome[], screen: number | null): string {
  const columns = ORDER_COLUMNS.filter(([, of]) => orders.some((order) => !['', '-'].includes(of(order))));
  return table(
    columns.map(([name]) => name),
    orders.map((order) => columns.map(([, of]) => of(order))),
    screen,
  );
}

function whyOf({ codes, errors }: Outcome): string {
  return [codes.join(';'), visibleText(errorText(errors))].filter(Boolean).join(': ');
}

function countText(report: BatchReport): string {
  const counts = new Map<Status, number>();
  for (const { status } of report.outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  const texts = STATUSES.filter((status) => counts.has(status)).map((status) => `${counts.get(status)} ${status}`);
  return texts.length > 0 ? `${texts.join(', ')}.` : 'No orders in these sheets.';
}

function costLines(report: BatchReport): readonly string[] {
  const { cost, renewals } = totalsOf(report);
  if (cost.orders === 0) return [];
  const isDry = report.command === 'check';
  const what = [counted(cost.orders, 'order'), counted(cost.domains, 'domain'), counted(cost.mailboxes, 'mailbox')];
  return [
    `${isDry ? 'To be sent' : 'Placed'}: ${[...what, costText(costingOrders(report))].join(', ')}.`,
    ...renewals.map((one) => `Then ${renewalText(one, cost.orders)}.`),
  ];
}
