import type { Finding } from '../domain/finding.ts';
import { type BatchReport, changedOutcome, type Outcome } from '../domain/outcome.ts';
import type { Place } from '../domain/place.ts';
import type { SheetTable } from '../domain/row.ts';

const LINK_MASK = '[payment link]';
const LINK = /https?:\/\/[^\s"'<>]+/g;

type Cover = (text: string) => string;

/**
 * The same batch with every secret covered in every text, whatever form a report gives it afterwards, and without its
 * payment links, whoever repeated them. That an order has a link stays, and cells are covered when a report repeats them.
 */
export function coveredReport(report: BatchReport, cover: Cover): BatchReport {
  const links = new Set(report.outcomes.flatMap(({ checkoutUrl }) => (checkoutUrl === '' ? [] : [checkoutUrl])));
  const clean = (text: string) => cover(withoutLinks(text, links));
  const { sheets, tables, outcomes, sheetFindings, notes, unchecked, comparison } = report;
  return {
    ...report,
    sheets: sheets.map((sheet) => ({
      ...sheet,
      file: clean(sheet.file),
      unknownColumns: sheet.unknownColumns.map(clean),
    })),
    tables: tables.map((one) => ({ ...one, table: coveredTable(one.table, clean), cover: clean })),
    outcomes: outcomes.map((outcome) => coveredOutcome(outcome, clean)),
    sheetFindings: sheetFindings.map((finding) => coveredFinding(finding, clean)),
    notes: notes.map(clean),
    unchecked: unchecked.map(clean),
    comparison: comparison && {
      ...comparison,
      orders: comparison.orders.map((one) => ({
        ...one,
        name: clean(one.name),
        before: one.before && { ...one.before, orderId: clean(one.before.orderId), rows: clean(one.before.rows) },
        differences: one.differences.map(clean),
      })),
    },
  };
}

function coveredTable(table: SheetTable, clean: Cover): SheetTable {
  const { file, sheet, header } = table;
  return {
    ...table,
    file: clean(file),
    ...(sheet === undefined ? {} : { sheet: clean(sheet) }),
    header: header.map(clean),
  };
}

function coveredOutcome(outcome: Outcome, clean: Cover): Outcome {
  return changedOutcome(outcome, {
    name: clean(outcome.name),
    orderId: clean(outcome.orderId),
    vendor: clean(outcome.vendor),
    operation: clean(outcome.operation),
    client: clean(outcome.client),
    domainNames: outcome.domainNames.map(clean),
    checkoutUrl: outcome.checkoutUrl === '' ? '' : LINK_MASK,
    codes: outcome.codes.map(clean),
    errors: outcome.errors.map(clean),
    fix: clean(outcome.fix),
    runs: outcome.runs.map((run) => coveredSheet(run, clean)),
    findings: outcome.findings.map((finding) => coveredFinding(finding, clean)),
  });
}

function coveredFinding(finding: Finding, clean: Cover): Finding {
  const { fix, fixed } = finding;
  return {
    ...finding,
    at: coveredPlace(finding.at, clean),
    value: clean(finding.value),
    message: clean(finding.message),
    ...(fix === undefined ? {} : { fix: clean(fix) }),
    ...(fixed === undefined ? {} : { fixed: clean(fixed) }),
  };
}

function coveredPlace(at: Place, clean: Cover): Place {
  const { column } = at;
  return { ...coveredSheet(at, clean), ...(column === undefined ? {} : { column: clean(column) }) };
}

function coveredSheet<T extends { readonly file: string; readonly sheet?: string }>(at: T, clean: Cover): T {
  const { file, sheet } = at;
  return { ...at, file: clean(file), ...(sheet === undefined ? {} : { sheet: clean(sheet) }) };
}

/** A link at the end of a sentence has its full stop behind it. */
function withoutLinks(text: string, links: ReadonlySet<string>): string {
  if (links.size === 0 || !text.includes('://')) return text;
  return text.replace(LINK, (found) => {
    const bare = found.replace(/[.,;:!?)\]]+$/, '');
    if (links.has(found)) return LINK_MASK;
    return links.has(bare) ? `${LINK_MASK}${found.slice(bare.length)}` : found;
  });
}
