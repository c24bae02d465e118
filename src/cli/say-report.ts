import type { Finding } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { rowsText } from '../domain/rows-text.ts';
import { STATUSES } from '../domain/status.ts';
import { visibleText } from '../domain/visible-text.ts';
import { renderReport } from '../report/index.ts';
import { type Totals, totalsOf } from '../report/totals.ts';
import { errorText } from '../steps/result-rows.ts';
import { sayFindings } from '../steps/say-finding.ts';
import type { Flags } from './options.ts';
import { table } from './table.ts';

/** Statuses that tell a person nothing that the count does not. */
const PLAIN = new Set(['ready', 'placed', 'already_placed']);
/** Orders that ended alike and are still shown one by one. */
const MOST_ALIKE = 5;
const ALL_PLACES = Number.POSITIVE_INFINITY;

export interface Said {
  readonly out: string;
  readonly err: string;
}

/** What a finished command prints: data for standard output, the rest for standard error. */
export function sayReport(report: BatchReport, flags: Flags, next: string, screen: number | null): Said {
  const err = [...(flags.quiet ? [] : report.notes.map((note) => `note: ${note}`)), next ? `Next: ${next}` : ''];
  const out = flags.json ? renderReport(report, '.json').trimEnd() : said(report, flags, screen);
  return { out, err: err.filter(Boolean).join('\n') };
}

/** The dry run says what to fix, cell by cell; every other command says what became of each order. */
function said(report: BatchReport, flags: Flags, screen: number | null): string {
  const dry = report.command === 'check';
  const all = dry ? allFindings(report) : report.sheetFindings.filter((finding) => finding.severity === 'error');
  const findings = flags.quiet ? all.filter((finding) => finding.severity === 'error') : all;
  const told = (outcome: Outcome) =>
    !PLAIN.has(outcome.status) && !(outcome.status === 'invalid' && report.command !== 'submit');
  const orders = report.outcomes.filter((outcome) => flags.verbose || told(outcome));
  const nothing = flags.quiet && report.outcomes.every((outcome) => PLAIN.has(outcome.status));
  return [
    sayFindings(findings, flags.verbose ? ALL_PLACES : undefined),
    orders.length > 0 ? orderTable(orders, flags.verbose ? orders.length : MOST_ALIKE, screen) : '',
    nothing ? '' : `${countText(report)}${costText(report)}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A sheet's finding is also its drafts' finding; each is said once. */
function allFindings(report: BatchReport): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of [...report.sheetFindings, ...report.outcomes.flatMap((outcome) => outcome.findings)])
    seen.set(JSON.stringify([finding.code, finding.at, finding.message]), finding);
  return [...seen.values()];
}

function orderTable(outcomes: readonly Outcome[], most: number, screen: number | null): string {
  const alike = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = `${outcome.status} ${whyOf(outcome)}`;
    alike.set(name, [...(alike.get(name) ?? []), outcome]);
  }
  const shown = [...alike.values()].flatMap((group) => (group.length > most ? group.slice(0, 2) : group));
  const rest = [...alike.values()].filter((group) => group.length > most);
  const rows = outcomes.filter((outcome) => shown.includes(outcome)).map(orderRow);
  const lines = rest.map((group) => `and ${group.length - 2} more ${group[0]?.status} for the same reason`);
  return [table(['status', 'order', 'order_id', 'key', 'rows', 'why'], rows, screen), ...lines].join('\n');
}

function orderRow(outcome: Outcome): readonly string[] {
  const { status, name, orderId, key, rows } = outcome;
  return [status, visibleText(name), orderId || '-', shortKey(key) || '-', rowsText(rows), whyOf(outcome)];
}

function whyOf({ codes, errors }: Outcome): string {
  return [codes.join(';'), visibleText(errorText(errors))].filter(Boolean).join(': ');
}

function countText(report: BatchReport): string {
  const counts = STATUSES.map((status) => ({
    status,
    count: report.outcomes.filter((outcome) => outcome.status === status).length,
  }));
  const texts = counts.filter(({ count }) => count > 0).map(({ status, count }) => `${count} ${status}`);
  return texts.length > 0 ? `${texts.join(', ')}.` : 'No orders in these sheets.';
}

function costText(report: BatchReport): string {
  const { cost } = totalsOf(report);
  if (cost.orders === 0) return '';
  return `\n${report.command === 'check' ? 'To be sent' : 'Placed'}: ${totalText(cost)}.`;
}

/** `12 orders, 30 domains, 60 mailboxes, 1,400.00 USD` and how many have no price. */
export function totalText(totals: Totals): string {
  const { orders, domains, mailboxes, amounts, unpriced } = totals;
  const money = amounts.map((amount) => `${majorText(amount)} ${amount.currency}`).join(' + ');
  const rest = unpriced > 0 ? `${money ? ' and ' : ''}${unpriced} without a known price` : '';
  return [count(orders, 'order'), count(domains, 'domain'), count(mailboxes, 'mailbox'), `${money}${rest}`]
    .filter(Boolean)
    .join(', ');
}

function count(number: number, word: string): string {
  if (number === 1) return `1 ${word}`;
  return `${number} ${word}${word.endsWith('x') ? 'es' : 's'}`;
}
