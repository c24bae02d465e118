import type { FindingGroup } from '../../domain/finding-groups.ts';
import { shortKey } from '../../domain/identity.ts';
import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import { firstRenewal } from '../../domain/renewal.ts';
import { rowCountOf } from '../../domain/row-runs.ts';
import { runsText } from '../../domain/rows-text.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { Html } from './html.ts';
import { pageCells } from './page-cells.ts';
import { pageFindings, sheetLabel } from './page-findings.ts';
import { moneyText, nameOf } from './words.ts';

/** A page of 1,000 orders stays below a megabyte; larger batches have their orders whole and cells as far as they fit. */
const PAGE_BYTES = 930_000;
const FINDING_BYTES = 320;
const FEWEST_FINDING_BYTES = 120_000;
const TEXT_LIMIT = 600;

/** What the page's script reads: JSON in a data block, one order on a line, so that it can be searched by hand as well. */
export function dataBlock(report: BatchReport, groups: readonly FindingGroup[], staticBytes: number): Html {
  const findingBudget = Math.max(FEWEST_FINDING_BYTES, Math.min(report.outcomes.length, 100_000) * FINDING_BYTES);
  const found = pageFindings(report, groups, findingBudget);
  const own = findingsByOrder(found.findings);
  const orders = report.outcomes.map((outcome, index) =>
    JSON.stringify(orderValue(outcome, own.get(index) ?? [], found.incomplete.has(index), report.at)),
  );
  const findings = found.findings.map((finding) => JSON.stringify({ ...finding, orders: finding.orders.slice(0, 20) }));
  const texts = found.texts.map((text) => JSON.stringify(text));
  const used = staticBytes + bytesOf(orders) + bytesOf(findings) + bytesOf(texts);
  const marked = new Set(found.findings.map(({ sheet, line }) => `${found.sheets[sheet] ?? ''}\n${line}`));
  const cells = pageCells(report, marked, Math.max(PAGE_BYTES - used, Math.floor(used / 12)));
  const lines = (values: readonly string[]) => `[\n${values.join(',\n')}\n]`;
  const text = `{
"command":${JSON.stringify(report.command)},
"rows":${JSON.stringify({ shown: cells.shown, all: cells.all })},
"only":${JSON.stringify(visibleText(onlySheet(report)))},
"allFindings":${found.all},
"sheets":${JSON.stringify(found.sheets)},
"tables":${JSON.stringify(cells.tables)},
"texts":${lines(texts)},
"findings":${lines(findings)},
"orders":${lines(orders.map((order, index) => withCells(order, cells.rows.get(index))))}
}`;
  return new Html(`<script type="application/json" id="data">\n${inScript(text)}\n</script>`);
}

/** JSON that no markup can end: the escapes mean the same to a JSON reader. */
export function inScript(json: string): string {
  return json.replace(/[<>\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What the rows of every order begin with where there is one sheet alone, such as `may.csv:`; it need not be said each time. */
export function onlySheet({ sheets, tables }: BatchReport): string {
  const [one] = tables;
  return one && tables.length === 1 && sheets.length === 1 ? `${sheetLabel(one.table)}:` : '';
}

/** The bytes of a list of these JSON texts. */
function bytesOf(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text) + 1, texts.length === 0 ? 2 : 1);
}

/** An order's JSON, which has a status at least, with its cells behind it. */
function withCells(order: string, cells: unknown): string {
  return cells === undefined ? order : `${order.slice(0, -1)},"cells":${JSON.stringify(cells)}}`;
}

function findingsByOrder(findings: readonly { readonly orders: readonly number[] }[]): ReadonlyMap<number, number[]> {
  const own = new Map<number, number[]>();
  for (const [index, { orders }] of findings.entries()) {
    for (const order of orders) {
      const known = own.get(order);
      if (known) known.push(index);
      else own.set(order, [index]);
    }
  }
  return own;
}

/** What is empty is left out; errors that the findings say already are not said twice. */
function orderValue(outcome: Outcome, findings: readonly number[], incomplete: boolean, now: string): object {
  const told = outcome.status === 'invalid' && findings.length > 0 && !incomplete;
  const value = {
    name: visibleText(nameOf(outcome)),
    status: outcome.status,
    id: visibleText(outcome.orderId),
    vendor: visibleText(outcome.vendor),
    operation: visibleText(outcome.operation),
    client: visibleText(outcome.client.trim()),
    domains: outcome.domainNames.map(visibleText),
    count: outcome.domains === outcome.domainNames.length ? undefined : outcome.domains,
    mailboxes: outcome.mailboxes,
    amount: amountText(outcome),
    minor: outcome.amount?.minor ?? outcome.ceiling?.minor,
    renews: renewalText(outcome, now),
    codes: outcome.codes.map(visibleText),
    errors: told ? [] : outcome.errors.map((text) => visibleText(text).slice(0, TEXT_LIMIT)),
    fix: told ? '' : visibleText(outcome.fix).slice(0, TEXT_LIMIT),
    rows: visibleText(runsText(outcome.runs)),
    rowCount: rowCountOf(outcome.runs),
    attempts: outcome.attempts,
    at: visibleText(outcome.submittedAt),
    key: shortKey(outcome.key),
    findings,
  };
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isEmpty(one)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
}

/** The known price, or its ceiling; empty when neither is known. */
export function amountText({ amount, ceiling }: Outcome): string {
  if (amount) return visibleText(moneyText(amount));
  return ceiling ? `at most ${visibleText(moneyText(ceiling))}` : '';
}

function renewalText({ renewal, submittedAt }: Outcome, now: string): string {
  if (!renewal) return '';
  const amount = renewal.amount ? moneyText(renewal.amount) : 'an unknown amount';
  return visibleText(`${amount} every ${renewal.every}, first on ${firstRenewal(submittedAt || now, renewal.every)}`);
}
