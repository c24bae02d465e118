import type { Finding } from '../../domain/finding.ts';
import { groupFindings } from '../../domain/finding-groups.ts';
import { majorText } from '../../domain/money.ts';
import { type BatchReport, findingsIn } from '../../domain/outcome.ts';
import type { SheetTable } from '../../domain/row.ts';
import { sayPlace } from '../../domain/say-place.ts';
import type { Status } from '../../domain/status.ts';
import { visibleText } from '../../domain/visible-text.ts';
import {
  type Look,
  READ_AS,
  SUMMARY_SHEETS,
  SUMMARY_TITLE,
  type Worksheet,
  type WorksheetRow,
} from '../../domain/worksheet.ts';
import { type Totals, totalsOf } from '../../report/totals.ts';
import { STATUS_LOOK } from '../../steps/annotated-worksheet.ts';

/** A worksheet of the file, and the sheet that it shows. */
export interface ListedSheet {
  readonly name: string;
  readonly table: SheetTable;
}

const WIDTHS = [34, 12, 12, 12, 32, 60, 60];
const WORDS_FROM = 4;
const AMOUNT = 4;
const SHOWN_PLACES = 3;
const SEVERITY_LOOK = { error: 'bad', warning: 'wait', info: 'plain' } as const;
const TO_DO: Readonly<Record<Status, string>> = {
  ready: 'Would be sent. Send them with: sheetorder submit',
  placed: 'The vendor has them. Nothing to do.',
  already_placed: 'An earlier run placed them. Nothing to do.',
  awaiting_payment: 'The vendor has them; pay at the links in the results file, then run: sheetorder reconcile',
  payment_pending: "The vendor has them, and the payment did not go through yet: pay or cancel in the vendor's app.",
  invalid: 'Not sent. Correct the red cells, save, and check this file again.',
  refused: 'The vendor refused them. Correct the sheet or the account, then submit again.',
  not_sent: 'Never reached the vendor. Run the same command again.',
  unknown: 'May have been placed, so they are never sent again on their own. Run: sheetorder reconcile',
  skipped: 'Not tried. The error column says why.',
};

/** The last worksheet of an annotated workbook: totals, what is wrong, what to do, and how the file is read again. */
export function summarySheet(report: BatchReport, sheets: readonly ListedSheet[], name: string): Worksheet {
  return {
    name,
    columns: WIDTHS.map((width, index) => ({ width, look: index < WORDS_FROM ? 'text' : 'words' })),
    rows: [
      { cells: [SUMMARY_TITLE], look: 'title' },
      line(`sheetorder ${report.command}, ${report.at.slice(0, 16).replace('T', ' ')} UTC, version ${report.version}`),
      line('Nothing is ordered from this worksheet. Correct the others, save, and give this file to: sheetorder check'),
      ...statusRows(report),
      ...moneyRows(report),
      ...findingRows(report),
      ...wordRows('Not checked before sending', report.unchecked),
      ...wordRows('Notes', report.notes),
      ...sheetRows(sheets),
    ],
    frozen: 1,
    filter: null,
  };
}

function statusRows(report: BatchReport): WorksheetRow[] {
  const { all, byStatus, looseRows } = totalsOf(report);
  const cells = (name: string, totals: Totals, words: string) => [
    name,
    String(totals.orders),
    String(totals.domains),
    String(totals.mailboxes),
    amountOf(totals),
    words,
  ];
  return [
    ...section('Orders'),
    header(['status', 'orders', 'domains', 'mailboxes', 'amount', 'what to do'], [1, 2, 3]),
    ...byStatus.map((one) => ({
      cells: cells(one.status, one, TO_DO[one.status]),
      looks: withNumbers([1, 2, 3], 'number', [0, STATUS_LOOK[one.status]]),
    })),
    // What was bought and what was not add up to no cost of anything; that stands under Cost.
    {
      cells: cells('all', all, '').with(AMOUNT, ''),
      look: 'sum' as const,
      looks: withNumbers([1, 2, 3], 'sum of numbers'),
    },
    ...(looseRows > 0 ? [line(`${looseRows === 1 ? '1 row belongs' : `${looseRows} rows belong`} to no order.`)] : []),
  ];
}

function moneyRows(report: BatchReport): WorksheetRow[] {
  const { cost, byClient, byVendor, renewals } = totalsOf(report);
  if (cost.orders === 0) return [];
  const named = [
    [report.command === 'check' ? 'ready to be sent' : 'placed', cost] as const,
    ...byVendor.map((one) => [`at ${one.name}`, one] as const),
    ...byClient.map((one) => [one.name === '' ? 'for no client' : `for ${one.name}`, one] as const),
    ...renewals.map((one) => [`renews every ${one.every}, first ${one.first}`, one] as const),
  ];
  return [
    ...section('Cost'),
    header(['what', 'orders', 'domains', 'mailboxes', 'amount'], [1, 2, 3]),
    ...named.map(([what, totals]) => ({
      cells: [
        visibleText(what),
        String(totals.orders),
        String(totals.domains),
        String(totals.mailboxes),
        amountOf(totals),
      ],
      looks: withNumbers([1, 2, 3], 'number'),
    })),
  ];
}

function findingRows(report: BatchReport): WorksheetRow[] {
  const groups = groupFindings(findingsIn(report));
  if (groups.length === 0) return [];
  return [
    ...section('Findings by rule'),
    header(['rule', 'severity', 'how many', '', 'first places', 'what the first says', 'what to do'], [2]),
    ...groups.map(({ code, severity, findings: own }) => {
      const [first] = own;
      const said = [visibleText(first?.message ?? ''), visibleText(first?.fix ?? '')];
      return {
        cells: [code, severity, String(own.length), '', placesOf(own, report.sheets.length > 1), ...said],
        looks: withNumbers([2], 'number', [1, SEVERITY_LOOK[severity]]),
      };
    }),
    line('sheetorder explain RULE says what a rule checks, why, and who says so.'),
  ];
}

function sheetRows(sheets: readonly ListedSheet[]): WorksheetRow[] {
  return [
    ...section('Worksheets of this file'),
    line('This list says how the file is read again; a worksheet keeps its name here and below.'),
    header([...SUMMARY_SHEETS, 'rows', '', 'comes from'], [2]),
    ...sheets.map(({ name, table }) => ({
      cells: [name, READ_AS[table.role ?? 'orders'], String(table.rows.length), '', sourceOf(table)],
      looks: withNumbers([2], 'number'),
    })),
  ];
}

function sourceOf({ file, sheet }: SheetTable): string {
  return visibleText(sheet === undefined ? file : `${file}, worksheet "${sheet}"`);
}

/** The first places of a rule, as short as they can be told apart. */
function placesOf(findings: readonly Finding[], several: boolean): string {
  const shown = findings.slice(0, SHOWN_PLACES).map(({ at }) => {
    if (several) return sayPlace(at);
    return at.cell ?? `line ${at.line}${at.column === undefined ? '' : ` (${visibleText(at.column)})`}`;
  });
  const more = findings.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function wordRows(title: string, sentences: readonly string[]): WorksheetRow[] {
  return sentences.length === 0
    ? []
    : [...section(title), ...sentences.map((text) => ({ cells: [visibleText(text)] }))];
}

function section(title: string): WorksheetRow[] {
  return [{ cells: [] }, { cells: [title], look: 'section' }];
}

function header(cells: readonly string[], numbers: readonly number[] = []): WorksheetRow {
  return { cells, look: 'header', looks: withNumbers(numbers, 'heading of numbers') };
}

function line(text: string): WorksheetRow {
  return { cells: [text], look: 'quiet' };
}

function withNumbers(
  columns: readonly number[],
  look: Look,
  ...others: readonly (readonly [number, Look])[]
): ReadonlyMap<number, Look> {
  return new Map([...columns.map((column) => [column, look] as const), ...others]);
}

function amountOf({ amounts, unpriced }: Totals): string {
  const known = amounts.map((money) => `${majorText(money)} ${money.currency}`);
  return [...known, ...(unpriced > 0 ? [`${unpriced} unknown`] : [])].join(', ');
}
