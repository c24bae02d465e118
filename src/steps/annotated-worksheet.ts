import { columnOf, normaliseHeader } from '../domain/columns.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import { guardCell, unguardCell } from '../domain/formula-guard.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Place } from '../domain/place.ts';
import type { SheetTable } from '../domain/row.ts';
import type { Status } from '../domain/status.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { Look, Worksheet, WorksheetColumn, WorksheetRow } from '../domain/worksheet.ts';
import { type AnnotatedLine, type AnnotatedSheet, annotate } from './annotate-rows.ts';

/** What a status means, as a colour. */
export const STATUS_LOOK = {
  ready: 'good',
  placed: 'good',
  already_placed: 'good',
  awaiting_payment: 'wait',
  payment_pending: 'wait',
  invalid: 'bad',
  refused: 'bad',
  not_sent: 'plain',
  unknown: 'doubt',
  skipped: 'plain',
} as const satisfies Record<Status, Look>;

const GRAVEST: readonly Look[] = ['doubt', 'bad', 'wait', 'plain', 'good'];
const SEVERITY_LOOK = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, Look>;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
const ADDED_WIDTHS = [18, 24, 60, 60];
const QUIET_WIDTH = 14;
const WORDS_FROM = 2;
const SAMPLE = 500;
const NARROW = 8;
const WIDE = 36;
const MOST_FROZEN = 12;
const LONGEST_NOTE = 1_200;

/** Column (from 0, as the sheet was read) → what is said of that cell; by line. */
type Marks = ReadonlyMap<number, ReadonlyMap<number, readonly Finding[]>>;

/**
 * A sheet as a worksheet to work with: its lines and columns where they were, then ours; cells that something is said of
 * are coloured and carry it as a note. Text is as it was read, but for a formula guard that nothing needs here.
 */
export function annotatedWorksheet(
  table: SheetTable,
  outcomes: readonly Outcome[],
  findings: readonly Finding[],
  name: string,
): Worksheet {
  const sheet = annotate(table, outcomes);
  const marks = marksOf(table, findings);
  return {
    name,
    columns: columnsOf(
      sheet,
      outcomes.some(({ errors, fix }) => errors.length > 0 || fix !== ''),
    ),
    rows: rowsOf(sheet, marks),
    frozen: table.headerLine <= MOST_FROZEN ? table.headerLine : 0,
    filter: { row: table.headerLine - 1, columns: sheet.own + sheet.added.length },
  };
}

function* rowsOf(sheet: AnnotatedSheet, marks: Marks): Generator<WorksheetRow> {
  let line = 0;
  for (const one of sheet.lines()) {
    line += 1;
    yield rowOf(one, sheet, marks.get(line) ?? new Map());
  }
}

function rowOf(
  line: AnnotatedLine,
  sheet: AnnotatedSheet,
  marks: ReadonlyMap<number, readonly Finding[]>,
): WorksheetRow {
  const looks = new Map<number, Look>();
  const notes = new Map<number, string>();
  const [look] = GRAVEST.filter((one) => line.statuses.some((status) => STATUS_LOOK[status] === one));
  if (look) looks.set(sheet.own, look);
  if (line.kind === 'header') sheet.added.forEach((_, index) => void looks.set(sheet.own + index, 'ours'));
  for (const [column, findings] of marks) {
    const at = placeNow(column, sheet);
    const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
    if (column >= 0) looks.set(at, SEVERITY_LOOK[worst]);
    notes.set(at, findings.map(noteOf).join('\n\n').slice(0, LONGEST_NOTE));
  }
  return {
    cells: line.cells.map(cellNow),
    ...(line.kind === 'header' ? { look: 'header' as const } : {}),
    ...(looks.size > 0 ? { looks } : {}),
    ...(notes.size > 0 ? { notes } : {}),
    ...(line.hidden ? { hidden: true } : {}),
  };
}

/** A workbook's text cell runs no formula, so a guard is there only where our reader would take one off otherwise. */
function cellNow(written: string): string {
  // A workbook's line break is LF; ours and other readers make that of any other, and a guard must not hang on it.
  const text = written.replace(/\r+\n/g, '\n');
  return unguardCell(text) === text ? text : guardCell(text);
}

/** What is said of a whole row stands on its status; cells beyond the header moved behind our columns. */
function placeNow(column: number, { own, before, added }: AnnotatedSheet): number {
  if (column < 0) return own;
  return column < before ? column : column - before + own + added.length;
}

function noteOf({ code, severity, message, fix }: Finding): string {
  const parts = [`${severity} ${code}`, visibleText(message), fix ? `→ ${visibleText(fix)}` : ''];
  return parts.filter((part) => part !== '').join('\n');
}

function marksOf(table: SheetTable, findings: readonly Finding[]): Marks {
  const marks = new Map<number, Map<number, Finding[]>>();
  const seen = new Set<string>();
  const headers = table.header.map(columnKey);
  for (const finding of findings) {
    const { at, code, message } = finding;
    if (at.file !== table.file || at.sheet !== table.sheet) continue;
    const column = columnAt(at, headers);
    if (column < 0 && (at.line <= table.headerLine || finding.severity === 'info')) continue;
    const name = JSON.stringify([at.line, column, code, message]);
    if (seen.has(name)) continue;
    seen.add(name);
    const line = marks.get(at.line) ?? new Map<number, Finding[]>();
    marks.set(at.line, line);
    line.set(column, [...(line.get(column) ?? []), finding]);
  }
  return marks;
}

/** The column of `C14`, of the first cell of `C14:C16`, or of a column that is named without a cell; -1 for a whole row. */
function columnAt({ cell, column }: Place, headers: readonly string[]): number {
  const [, letters = ''] = /^([A-Z]{1,3})\d/.exec(cell ?? '') ?? [];
  if (letters !== '') return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column === undefined ? -1 : headers.indexOf(columnKey(column));
}

/** Empty cells are told of by their column's own name, cells with a value by the sheet's header. */
function columnKey(header: string): string {
  return columnOf(header)?.name ?? normaliseHeader(unguardCell(header));
}

/** Wide enough for most of what stands in a column, and never so wide that it fills the screen. */
function columnsOf(sheet: AnnotatedSheet, anyWords: boolean): readonly WorksheetColumn[] {
  const widest = Array<number>(sheet.own).fill(NARROW);
  let rows = 0;
  for (const { kind, cells } of sheet.lines()) {
    if (kind === 'row' || kind === 'header')
      widest.forEach((width, index) => {
        widest[index] = Math.max(width, (cells[index]?.length ?? 0) + (kind === 'header' ? 5 : 2));
      });
    rows += 1;
    if (rows >= SAMPLE) break;
  }
  return [
    ...widest.map((width): WorksheetColumn => ({ width: Math.min(width, WIDE), look: 'text' })),
    ...ADDED_WIDTHS.map(
      (width, index): WorksheetColumn =>
        index < WORDS_FROM ? { width, look: 'text' } : { width: anyWords ? width : QUIET_WIDTH, look: 'words' },
    ),
  ];
}
