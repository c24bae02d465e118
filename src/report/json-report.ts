import type { Finding } from '../domain/finding.ts';
import { shortKey } from '../domain/identity.ts';
import { type Money, majorText } from '../domain/money.ts';
import type { BatchReport, Outcome, SheetSummary } from '../domain/outcome.ts';
import { plainText } from '../domain/plain-text.ts';
import { runsText } from '../domain/rows-text.ts';
import type { JsonReport } from './json-schema.ts';
import { type BatchTotals, type Totals, totalsOf } from './totals.ts';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
const REPORT_VERSION = 1;

/** Everything a batch came to, for programs: one JSON text with two spaces of indent, order by order. */
export function* jsonPieces(report: BatchReport): Generator<string> {
  const { outcomes, sheetFindings } = report;
  // Both lists are written item by item; an empty one looks as `JSON.stringify` has it.
  const frame = reportValue({ ...report, outcomes: [], sheetFindings: [] }, report);
  const [head = '', middle = '', tail = ''] = JSON.stringify(frame, null, 2).split(
    /(?<=\n {2}"(?:orders|findings)": \[)\]/,
  );
  yield plainText(head);
  yield* itemPieces(outcomes, orderJson);
  yield plainText(middle);
  yield* itemPieces(sheetFindings, findingJson);
  yield plainText(`${tail}\n`);
}

/** The items of a list in the second level of a JSON text, and its end. */
function* itemPieces<T>(items: Iterable<T>, jsonOf: (item: T) => unknown): Generator<string> {
  let before = '\n';
  for (const item of items) {
    // No text in JSON holds a line break, so that each of these is one of the indent.
    yield plainText(`${before}    ${JSON.stringify(jsonOf(item), null, 2).replaceAll('\n', '\n    ')}`);
    before = ',\n';
  }
  yield before === '\n' ? ']' : '\n  ]';
}

/** The same on one line, without its end, so that readers of whole files and of single lines can both take it. */
export function jsonLine(report: BatchReport): string {
  return plainText(JSON.stringify(reportValue(report)));
}

/** Payment links stay out: they belong in results files alone. The sums are those of `counted`. */
function reportValue(report: BatchReport, counted = report): JsonReport {
  const { batch, command, at, version } = report;
  return {
    sheetorder_report: REPORT_VERSION,
    batch,
    command,
    at,
    version,
    totals: allTotals(totalsOf(counted)),
    sheets: report.sheets.map(sheetJson),
    orders: report.outcomes.map(orderJson),
    findings: report.sheetFindings.map(findingJson),
    notes: [...report.notes],
    unchecked: [...report.unchecked],
    comparison: comparisonJson(report),
  };
}

function allTotals(totals: BatchTotals): JsonReport['totals'] {
  return {
    ...totalsJson(totals.all),
    by_status: Object.fromEntries(totals.byStatus.map((one) => [one.status, totalsJson(one)])),
    cost: totalsJson(totals.cost),
    by_client: totals.byClient.map((one) => ({ client: one.name, ...totalsJson(one) })),
    by_vendor: totals.byVendor.map((one) => ({ vendor: one.name, ...totalsJson(one) })),
    commitment: totals.renewals.map((one) => ({ every: one.every, first: one.first, ...totalsJson(one) })),
    rows_without_order: totals.looseRows,
  };
}

/** Sums in the words of the report. */
export function totalsJson({ orders, domains, mailboxes, amounts, unpriced }: Totals): JsonReport['totals']['cost'] {
  return { orders, domains, mailboxes, amounts: amounts.map(moneyJson), orders_without_amount: unpriced };
}

function sheetJson(sheet: SheetSummary): JsonReport['sheets'][number] {
  return {
    file: sheet.file,
    rows: sheet.rows,
    blank_rows: sheet.blankRows,
    delimiter: sheet.delimiter,
    unknown_columns: [...sheet.unknownColumns],
  };
}

/** The same words as the columns of a results file; what is joined there is a list here. */
function orderJson(outcome: Outcome): JsonReport['orders'][number] {
  return {
    order: outcome.name,
    status: outcome.status,
    order_id: outcome.orderId,
    vendor: outcome.vendor,
    operation: outcome.operation,
    client: outcome.client,
    domains: outcome.domains,
    domain_names: [...outcome.domainNames],
    mailboxes: outcome.mailboxes,
    amount: outcome.amount && moneyJson(outcome.amount),
    ceiling: outcome.ceiling && moneyJson(outcome.ceiling),
    renewal: outcome.renewal && {
      every: outcome.renewal.every,
      amount: outcome.renewal.amount && moneyJson(outcome.renewal.amount),
    },
    has_checkout_url: outcome.checkoutUrl !== '',
    error_codes: [...outcome.codes],
    errors: [...outcome.errors],
    fix: outcome.fix,
    rows: runsText(outcome.runs),
    attempts: outcome.attempts,
    submitted_at: outcome.submittedAt,
    key: shortKey(outcome.key),
    findings: outcome.findings.map(findingJson),
  };
}

export function moneyJson(money: Money): { amount: string; currency: string } {
  return { amount: majorText(money), currency: money.currency };
}

function findingJson({ code, severity, at, value, message, fix, fixed }: Finding): JsonReport['findings'][number] {
  const { file, sheet, line, column, cell } = at;
  const place = {
    file,
    ...(sheet === undefined ? {} : { sheet }),
    line,
    ...(column === undefined ? {} : { column }),
    ...(cell === undefined ? {} : { cell }),
  };
  const remedy = { ...(fix === undefined ? {} : { fix }), ...(fixed === undefined ? {} : { fixed }) };
  return { code, severity, at: place, value, message, ...remedy };
}

function comparisonJson({ comparison }: BatchReport): JsonReport['comparison'] {
  if (!comparison) return null;
  return {
    last: comparison.last,
    newest: comparison.newest ?? null,
    orders: comparison.orders.map(({ change, name, key, before, differences }) => ({
      change,
      order: name,
      key: shortKey(key),
      before: before && { key: shortKey(before.key), order_id: before.orderId, rows: before.rows },
      differences: [...differences],
    })),
  };
}
