import type { Finding } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import { type Money, majorText } from '../domain/money.ts';
import type { BatchReport, Outcome } from '../domain/outcome.ts';
import { plainText } from '../domain/plain-text.ts';
import { rowsText } from '../domain/rows-text.ts';
import { type Totals, totalsOf } from './totals.ts';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
const REPORT_VERSION = 1;

/** Everything a batch came to, for programs. Payment links stay out: they belong in results files alone. */
export function jsonReport(report: BatchReport): string {
  const { batch, command, at, version, sheets, outcomes, sheetFindings, notes } = report;
  const totals = totalsOf(report);
  const value = {
    sheetorder_report: REPORT_VERSION,
    batch,
    command,
    at,
    version,
    totals: {
      ...totalsJson(totals.all),
      by_status: Object.fromEntries(totals.byStatus.map((one) => [one.status, totalsJson(one)])),
      cost: totalsJson(totals.cost),
      rows_without_order: totals.looseRows,
    },
    sheets: sheets.map((sheet) => ({
      file: sheet.file,
      rows: sheet.rows,
      blank_rows: sheet.blankRows,
      delimiter: sheet.delimiter,
      unknown_columns: sheet.unknownColumns,
    })),
    orders: outcomes.map(orderJson),
    findings: sheetFindings.map(findingJson),
    notes,
  };
  return plainText(`${JSON.stringify(value, null, 2)}\n`);
}

function totalsJson({ orders, domains, mailboxes, amounts, unpriced }: Totals) {
  return { orders, domains, mailboxes, amounts: amounts.map(moneyJson), orders_without_amount: unpriced };
}

/** The same words as the columns of a results file; what is joined there is a list here. */
function orderJson(outcome: Outcome) {
  return {
    order: outcome.name,
    status: outcome.status,
    order_id: outcome.orderId,
    vendor: outcome.vendor,
    operation: outcome.operation,
    domains: outcome.domains,
    mailboxes: outcome.mailboxes,
    amount: outcome.amount ? moneyJson(outcome.amount) : null,
    has_checkout_url: outcome.checkoutUrl !== '',
    error_codes: outcome.codes,
    errors: outcome.errors,
    fix: outcome.fix,
    rows: rowsText(outcome.rows),
    attempts: outcome.attempts,
    submitted_at: outcome.submittedAt,
    key: shortKey(outcome.key),
    findings: outcome.findings.map(findingJson),
  };
}

function moneyJson(money: Money) {
  return { amount: majorText(money), currency: money.currency };
}

function findingJson({ code, severity, at, value, message, fix, fixed }: Finding) {
  const { file, sheet, line, column, cell } = at;
  return { code, severity, at: { file, sheet, line, column, cell }, value, message, fix, fixed };
}
