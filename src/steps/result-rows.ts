import { shortKey } from '../domain/identity.ts';
import { majorText } from '../domain/money.ts';
import type { Outcome } from '../domain/outcome.ts';
import { runsText } from '../domain/rows-text.ts';
import { visibleText } from '../domain/visible-text.ts';

/** The columns of a results file, in this order; other people's scripts are written against them. */
export const RESULT_COLUMNS = [
  'order',
  'status',
  'order_id',
  'vendor',
  'operation',
  'domains',
  'mailboxes',
  'amount',
  'currency',
  'checkout_url',
  'error_code',
  'error',
  'fix',
  'rows',
  'attempts',
  'submitted_at',
  'key',
] as const;

type ResultColumn = (typeof RESULT_COLUMNS)[number];

const LONGEST_ERROR = 500;

/** One row per order, without the header, in the order given. */
export function resultRows(outcomes: readonly Outcome[]): readonly string[][] {
  return outcomes.map(resultRow);
}

/** The row of one order. */
export function resultRow(outcome: Outcome): string[] {
  const cells = resultCells(outcome);
  return RESULT_COLUMNS.map((column) => cells[column]);
}

/** What an order's `error` cell says: its findings or the vendor's words on one line, at most 500 characters. */
export function errorText(errors: readonly string[]): string {
  return errors.length === 0 ? '' : cut(oneLine(errors.join('; ')), LONGEST_ERROR);
}

/** Text without line breaks, so that one line of a results file is one order for every tool, and nothing unseen in it. */
export function oneLine(text: string): string {
  return visibleText(text).trim();
}

function resultCells(outcome: Outcome): Record<ResultColumn, string> {
  const { amount } = outcome;
  return {
    order: outcome.name,
    status: outcome.status,
    order_id: visibleText(outcome.orderId),
    vendor: outcome.vendor,
    operation: outcome.operation,
    domains: String(outcome.domains),
    mailboxes: String(outcome.mailboxes),
    amount: amount ? majorText(amount) : '',
    currency: amount?.currency ?? '',
    checkout_url: visibleText(outcome.checkoutUrl),
    error_code: outcome.codes.join(';'),
    error: errorText(outcome.errors),
    fix: oneLine(outcome.fix),
    rows: runsText(outcome.runs),
    attempts: String(outcome.attempts),
    submitted_at: outcome.submittedAt,
    key: shortKey(outcome.key),
  };
}

/** Never cuts a character in two. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
