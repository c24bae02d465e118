import { groupFindings } from '../domain/finding-groups.ts';
import { majorText } from '../domain/money.ts';
import type { BatchReport } from '../domain/outcome.ts';
import type { SheetTable } from '../domain/row.ts';
import { sayPlace } from '../domain/say-place.ts';
import type { Status } from '../domain/status.ts';
import { visibleText } from '../domain/visible-text.ts';
import {
  type Look,
  READ_AS,
  SUMMARY_SHEETS,
  SUMMARY_TITLE,
  type Worksheet,
  type WorksheetRow,
} from '../domain/worksheet.ts';
import { type Totals, totalsOf } from '../report/totals.ts';
import { STATUS_LOOK } from '../steps/annotated-worksheet.ts';

/** A worksheet of the file, and the sheet that it shows. */
export interface ListedSheet {
  readonly name: string;
  readonly table: SheetTable;
}

const WIDTHS = [24, 24, 12, 12, 18, 60, 60];
const WORDS_FROM = 5;
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
    header(['status', 'orders', 'domains', 'mailboxes', 'amount', 'what to do']),
    ...byStatus.map((one) => ({
      cells: cells(one.status, one, TO_DO[one.status]),
      looks: withNumbers([1, 2, 3], 'number', [0, STATUS_LOOK[one.status]]),
    })),
    { cells: cells('all', all, ''), look: 'total' as const },
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
    header(['what', 'orders', 'domains', 'mailboxes', 'amount']),
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
  const findings = [...report.sheetFindings, ...report.outcomes.flatMap((outcome) => outcome.findings)];
  const groups = groupFindings(findings);
  if (groups.length === 0) return [];
  return [
    ...section('Findings by rule'),
    header(['rule', 'first places', 'severity', 'how many', '', 'what the first says', 'what to do']),
    ...groups.map(({ code, severity, findings: own }) => {
      const places = own.slice(0, SHOWN_PLACES).map(({ at }) => at.cell ?? sayPlace(at));
      const more = own.length > SHOWN_PLACES ? ` and ${own.length - SHOWN_PLACES} more` : '';
      const [first] = own;
      return {
        cells: [
          code,
          `${places.join(', ')}${more}`,
          severity,
          String(own.length),
          '',
          visibleText(first?.message ?? ''),
          visibleText(first?.fix ?? ''),
        ],
        looks: withNumbers([3], 'number', [2, SEVERITY_LOOK[severity]]),
      };
    }),
    line('sheetorder explain RULE says what a rule checks, why, and who says so.'),
  ];
}

function sheetRows(sheets: readonly ListedSheet[]): WorksheetRow[] {
  return [
    ...section('Worksheets of this file'),
    line('This list says how the file is read again; a worksheet keeps its name here and below.'),
    header([...SUMMARY_SHEETS, 'rows']),
    ...sheets.map(({ name, table }) => ({
      cells: [name, table.file, table.role === 'aliases' ? READ_AS.aliases : READ_AS.orders, String(table.rows.length)],
      looks: withNumbers([3], 'number'),
    })),
  ];
}

function wordRows(title: string, sentences: readonly string[]): WorksheetRow[] {
  return sentences.length === 0
    ? []
    : [...section(title), ...sentences.map((text) => ({ cells: [visibleText(text)] }))];
}

function section(title: string): WorksheetRow[] {
  return [{ cells: [] }, { cells: [title], look: 'section' }];
}

function header(cells: readonly string[]): WorksheetRow {
  return { cells, look: 'header' };
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
