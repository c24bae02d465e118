import { normaliseHeader } from '../domain/columns.ts';
import { unguardCell } from '../domain/formula-guard.ts';
import type { Outcome } from '../domain/outcome.ts';
import { ADDED_COLUMNS, isStatusText } from '../domain/own-files.ts';
import type { RowPlace } from '../domain/place.ts';
import type { SheetTable, TableRow } from '../domain/row.ts';
import type { Status } from '../domain/status.ts';
import { errorText, oneLine } from './result-rows.ts';

/** A row's place as a text to compare by. */
type RowName = string;

/** One line of an annotated sheet, on the line that it has in the sheet; cells come without the formula guard. */
export interface AnnotatedLine {
  readonly kind: 'header' | 'row' | 'unread' | 'gap';
  readonly cells: readonly string[];
  readonly hidden: boolean;
  /** How the orders of this row stand. */
  readonly statuses: readonly Status[];
}

/** A sheet with what became of each row, line by line. */
export interface AnnotatedSheet {
  /** How many columns are the sheet's own; ours follow. */
  readonly own: number;
  /** How many columns its header had, those included that we added at an earlier time and now write anew. */
  readonly before: number;
  readonly added: readonly string[];
  readonly lines: () => Generator<AnnotatedLine>;
}

/**
 * A sheet with what became of each row: every input row on its own line, then `status`, `order_id`, `error` and `fix`. Cells
 * come without the formula guard, which the writer puts on again, so that it never grows. Rows that nobody sees and that
 * are left out come as blank lines, since a text cannot hide them.
 */
export function annotatedRows(table: SheetTable, outcomes: readonly Outcome[]): string[][] {
  const { own, added, lines } = annotate(table, outcomes);
  const blank = Array<string>(own + added.length).fill('');
  return [...lines()].map(({ kind, hidden, cells }) =>
    kind === 'gap' || (kind === 'unread' && hidden) ? blank : [...cells],
  );
}

/** The sheet's own lines and columns, and ours; columns that an earlier run of ours added last are written anew. */
export function annotate(table: SheetTable, outcomes: readonly Outcome[]): AnnotatedSheet {
  const before = table.header.findLastIndex((header) => header.trim() !== '') + 1;
  const own = ownWidth(table, before);
  const header = table.header.slice(0, own).map(unguardCell);
  const added = addedHeaders(header);
  const byRow = outcomesByRow(outcomes);
  const rowLine = (row: TableRow): AnnotatedLine => {
    const cells = row.cells.map(unguardCell);
    const named = Array.from({ length: own }, (_, index) => cells[index] ?? '');
    const name = rowName({ ...table, line: row.line });
    const told = byRow.get(name) ?? [];
    // Cells beyond the header stay beyond it, so that the sheet read again is still refused there.
    const all = [...named, ...addedCells(name, told), ...beyond(cells, before)];
    const statuses = [...new Set(told.map(({ status }) => status))];
    return { kind: 'row', cells: all, hidden: row.hidden === true, statuses };
  };
  return { own, before, added, lines: () => linesOf(table, [...header, ...added], rowLine) };
}

function* linesOf(
  table: SheetTable,
  header: readonly string[],
  rowLine: (row: TableRow) => AnnotatedLine,
): Generator<AnnotatedLine> {
  const unread = new Set(table.unread);
  const headerRow: TableRow = { line: table.headerLine, cells: header };
  const all = [...(table.unread ?? []), headerRow, ...table.rows].sort((a, b) => a.line - b.line);
  let next = 1;
  for (const row of all) {
    for (; next < row.line; next += 1) yield GAP;
    next = row.line + 1;
    if (row === headerRow) yield { kind: 'header', cells: header, hidden: false, statuses: [] };
    // Rows that were read may be made anew each time, so only the others are known again.
    else if (unread.has(row))
      yield { kind: 'unread', cells: row.cells.map(unguardCell), hidden: row.hidden === true, statuses: [] };
    else yield rowLine(row);
  }
}

const GAP: AnnotatedLine = { kind: 'gap', cells: [], hidden: false, statuses: [] };

/** The width without what earlier runs of ours added last: exactly our columns, with statuses of ours in the first. */
function ownWidth(table: SheetTable, width: number): number {
  const own = width - ADDED_COLUMNS.length;
  if (own < 1) return width;
  const header = table.header.slice(0, width).map(unguardCell);
  const ours = addedHeaders(header.slice(0, own));
  if (!ours.every((name, index) => normaliseHeader(header[own + index] ?? '') === normaliseHeader(name))) return width;
  const statuses = [...table.rows].map((row) => row.cells[own]?.trim() ?? '').filter((text) => text !== '');
  return statuses.length > 0 && statuses.every(isStatusText) ? ownWidth(table, own) : width;
}

function outcomesByRow(outcomes: readonly Outcome[]): ReadonlyMap<RowName, readonly Outcome[]> {
  const byRow = new Map<RowName, Outcome[]>();
  for (const outcome of outcomes) {
    for (const name of new Set(outcome.rows.map(rowName))) {
      const known = byRow.get(name);
      if (known) known.push(outcome);
      else byRow.set(name, [outcome]);
    }
  }
  return byRow;
}

function rowName({ file, sheet, line }: RowPlace): RowName {
  return JSON.stringify([file, sheet ?? null, line]);
}

function addedCells(row: RowName, outcomes: readonly Outcome[]): readonly string[] {
  const said = outcomes.map((outcome) => saidOf(row, outcome));
  return [
    joined(outcomes.map((outcome) => outcome.status)),
    joined(outcomes.map((outcome) => outcome.orderId)),
    joined(said.map(({ error }) => error)),
    joined(said.map(({ fix }) => fix)),
  ];
}

/** A row with findings of its own says those; any other row of the order says what the order says. */
function saidOf(row: RowName, outcome: Outcome): { readonly error: string; readonly fix: string } {
  const errors = outcome.status === 'invalid' ? outcome.findings.filter(({ severity }) => severity === 'error') : [];
  const own = errors.filter((finding) => rowName(finding.at) === row);
  if (own.length === 0) return { error: errorText(outcome.errors), fix: oneLine(outcome.fix) };
  return {
    error: errorText(own.map((finding) => finding.message)),
    fix: oneLine(joined(own.map((finding) => finding.fix ?? ''))),
  };
}

function joined(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join('; ');
}

function addedHeaders(header: readonly string[]): readonly string[] {
  const taken = new Set(header.map(normaliseHeader));
  return ADDED_COLUMNS.map((name) => {
    let free: string = name;
    for (let suffix = 2; taken.has(normaliseHeader(free)); suffix += 1) free = `${name}_${suffix}`;
    return free;
  });
}

function beyond(cells: readonly string[], width: number): readonly string[] {
  const rest = cells.slice(width);
  return rest.some((cell) => cell.trim() !== '') ? rest : [];
}
