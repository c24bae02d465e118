import type { Finding } from '../domain/finding.ts';
import { type BatchReport, changedOutcome, type Outcome } from '../domain/outcome.ts';
import type { Place } from '../domain/place.ts';
import { remembering } from '../domain/remembering.ts';
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
  const clean = (text: string) => (text === '' ? '' : cover(withoutLinks(text, links)));
  const named = remembering(clean);
  const { sheets, tables, outcomes, sheetFindings, notes, unchecked, comparison } = report;
  return {
    ...report,
    sheets: sheets.map((sheet) => ({
      ...sheet,
      file: clean(sheet.file),
      unknownColumns: sheet.unknownColumns.map(clean),
    })),
    tables: tables.map((one) => ({ ...one, table: coveredTable(one.table, clean), cover: clean })),
    outcomes: outcomes.map((outcome) => coveredOutcome(outcome, clean, named)),
    sheetFindings: sheetFindings.map((finding) => coveredFinding(finding, clean, named)),
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

/** The outcome itself where nothing in it is covered, which is most of them. `named` is for names that many orders share. */
function coveredOutcome(outcome: Outcome, clean: Cover, named: Cover): Outcome {
  const { runs, domainNames, codes, errors, findings, checkoutUrl } = outcome;
  const changed = {
    name: clean(outcome.name),
    orderId: clean(outcome.orderId),
    vendor: named(outcome.vendor),
    operation: named(outcome.operation),
    client: named(outcome.client),
    fix: clean(outcome.fix),
    checkoutUrl: checkoutUrl === '' ? '' : LINK_MASK,
    domainNames: mapped(domainNames, clean),
    codes: mapped(codes, named),
    errors: mapped(errors, clean),
    runs: mapped(runs, (run) => coveredSheet(run, named)),
    findings: mapped(findings, (finding) => coveredFinding(finding, clean, named)),
  };
  const isSame =
    changed.name === outcome.name &&
    changed.orderId === outcome.orderId &&
    changed.vendor === outcome.vendor &&
    changed.operation === outcome.operation &&
    changed.client === outcome.client &&
    changed.fix === outcome.fix &&
    checkoutUrl === '' &&
    changed.domainNames === domainNames &&
    changed.codes === codes &&
    changed.errors === errors &&
    changed.runs === runs &&
    changed.findings === findings;
  return isSame ? outcome : changedOutcome(outcome, changed);
}

/** The list itself where no item of it changes. */
function mapped<T>(items: readonly T[], of: (item: T) => T): readonly T[] {
  const first = items.findIndex((item) => of(item) !== item);
  return first < 0 ? items : items.map((item, index) => (index < first ? item : of(item)));
}

function coveredFinding(finding: Finding, clean: Cover, named: Cover): Finding {
  const { at, value, message, fix, fixed } = finding;
  const changed = {
    at: coveredPlace(at, named),
    value: clean(value),
    message: clean(message),
    ...(fix === undefined ? {} : { fix: clean(fix) }),
    ...(fixed === undefined ? {} : { fixed: clean(fixed) }),
  };
  const isSame =
    changed.at === at &&
    changed.value === value &&
    changed.message === message &&
    changed.fix === fix &&
    changed.fixed === fixed;
  return isSame ? finding : { ...finding, ...changed };
}

function coveredPlace(at: Place, named: Cover): Place {
  const place = coveredSheet(at, named);
  const column = at.column === undefined ? undefined : named(at.column);
  return column === undefined || column === at.column ? place : { ...place, column };
}

function coveredSheet<T extends { readonly file: string; readonly sheet?: string }>(at: T, named: Cover): T {
  const file = named(at.file);
  const sheet = at.sheet === undefined ? undefined : named(at.sheet);
  if (file === at.file && sheet === at.sheet) return at;
  return { ...at, file, ...(sheet === undefined ? {} : { sheet }) };
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
