import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import { type BatchReport, isLoose, type Outcome } from '../domain/outcome.ts';
import { runsText } from '../domain/rows-text.ts';
import type { Status } from '../domain/status.ts';
import { cells, code, fitting, prose, tableOf } from './markdown.ts';

const MOST = 100;

/** What needs a person comes first. */
const RANK = {
  unknown: 0,
  refused: 1,
  invalid: 2,
  not_sent: 3,
  skipped: 4,
  payment_pending: 5,
  awaiting_payment: 6,
  placed: 7,
  ready: 8,
  already_placed: 9,
} satisfies Record<Status, number>;

const PLAIN: ReadonlySet<Status> = new Set(['placed', 'ready', 'already_placed']);
const ALL = ['Order', 'Status', 'Order id', 'Rows', 'Amount', 'Why, and what to do'] as const;
type Column = (typeof ALL)[number];

/** The orders, as many as a comment can hold: those that need somebody at once, those that went well folded. */
export function ordersSection({ outcomes }: BatchReport, room: number): string {
  if (outcomes.length === 0) return '';
  const sorted = [...outcomes].sort((a, b) => RANK[a.status] - RANK[b.status]);
  const telling = sorted.filter((one) => !isPlain(one));
  const open = tableFor(telling.slice(0, MOST), room - 900);
  const left = room - 900 - open.text.length;
  const folded = tableFor(sorted.filter(isPlain).slice(0, Math.max(0, MOST - open.count)), left);
  const shown = new Set([...telling.slice(0, open.count), ...sorted.filter(isPlain).slice(0, folded.count)]);
  const rest = sorted.filter((outcome) => !shown.has(outcome));
  const more = `And ${rest.length} more (${statusesOf(rest)}); the results file and the .json report list them all.`;
  return [
    '### Orders',
    ...(open.count > 0 ? [open.text] : []),
    ...(folded.count > 0
      ? [
          `<details><summary>${statusesOf(sorted.filter(isPlain).slice(0, folded.count))}</summary>`,
          folded.text,
          '</details>',
        ]
      : []),
    ...(rest.length > 0 ? [more] : []),
  ].join('\n\n');
}

/** An order that its status tells all about. */
function isPlain({ status, codes, errors }: Outcome): boolean {
  return PLAIN.has(status) && codes.length === 0 && errors.length === 0;
}

/** Columns that would be empty are left out. */
function tableFor(outcomes: readonly Outcome[], room: number): { readonly text: string; readonly count: number } {
  const rows = outcomes.map(orderCells);
  const columns = ALL.filter((column) => rows.some((row) => row[column] !== ''));
  const lines = rows.map((row) => cells(columns.map((column) => row[column])));
  const fit = fitting(lines, room - 300);
  return { text: tableOf(columns, fit.lines, new Set(['Amount'])).join('\n'), count: fit.lines.length };
}

function orderCells(outcome: Outcome): Record<Column, string> {
  const { name, key, status, orderId, runs, amount, codes, errors, fix } = outcome;
  const why = [
    codes.map((one) => code(one, 60)).join(' '),
    prose(errors.join(' ')),
    fix === '' ? '' : `→ ${prose(fix)}`,
  ];
  return {
    Order: isLoose({ name, key }) ? 'rows without an order' : code(name || shortKey(key), 80),
    Status: `\`${status}\``,
    'Order id': code(orderId, 60),
    Rows: code(runsText(runs), 120),
    Amount: amount ? `${majorText(amount)} ${prose(amount.currency)}` : '',
    'Why, and what to do': why.filter(Boolean).join(' '),
  };
}

/** `31 ready, 2 placed` */
function statusesOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<Status, number>();
  for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
}
