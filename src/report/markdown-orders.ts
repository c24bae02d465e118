import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { rowsText } from '../domain/rows-text.ts';
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

/** The orders, those that need a person first, as many as a comment can hold. */
export function ordersSection({ outcomes }: BatchReport, room: number): string {
  if (outcomes.length === 0) return '';
  const sorted = [...outcomes].sort((a, b) => RANK[a.status] - RANK[b.status]);
  const { lines, rest } = fitting(sorted.slice(0, MOST).map(orderRow), room - 500);
  const left = rest + Math.max(0, sorted.length - MOST);
  const table = tableOf(
    ['Order', 'Status', 'Order id', 'Rows', 'Amount', 'Why, and what to do'],
    lines,
    new Set(['Amount']),
  );
  const more =
    left > 0
      ? [
          '',
          `And ${left} more${leftStatuses(sorted.slice(lines.length))}; the results file and the .json report list them all.`,
        ]
      : [];
  return ['### Orders', '', ...table, ...more].join('\n');
}

function orderRow(outcome: Outcome): string {
  const { name, key, status, orderId, rows, amount, codes, errors, fix } = outcome;
  const who = name === '' && key === '' ? 'rows without an order' : code(name || shortKey(key), 80);
  const why = [
    codes.map((one) => code(one, 60)).join(' '),
    prose(errors.join(' ')),
    fix === '' ? '' : `→ ${prose(fix)}`,
  ];
  const money = amount ? `${majorText(amount)} ${prose(amount.currency)}` : '';
  return cells([
    who,
    `\`${status}\``,
    code(orderId, 60),
    code(rowsText(rows), 120),
    money,
    why.filter(Boolean).join(' '),
  ]);
}

function leftStatuses(outcomes: readonly Outcome[]): string {
  const counts = new Map<Status, number>();
  for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return ` (${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')})`;
}
