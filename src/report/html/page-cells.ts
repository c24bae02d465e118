import type { BatchReport, Outcome, ReportTable } from '../../domain/outcome.ts';
import { columnLetters, type RowPlace } from '../../domain/place.ts';
import type { RowList, TableRow } from '../../domain/row.ts';
import { rowCountOf } from '../../domain/row-runs.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { cut, sheetNames } from './page-findings.ts';

/** A sheet's columns that may be shown and hold something. */
export interface PageTable {
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly letters: readonly string[];
}

/** One row: which table, which line, then its cells in the order of the table's columns; empty ones at the end are left out. */
export type PageRow = readonly [table: number, line: number, ...cells: string[]];

export interface PageCells {
  readonly tables: readonly PageTable[];
  /** By the order's place in the list; those rows that fit. */
  readonly rows: ReadonlyMap<number, readonly PageRow[]>;
  readonly shown: number;
  readonly all: number;
}

const LONGEST_CELL = 200;

interface Shelf {
  readonly table: PageTable;
  readonly index: number;
  readonly columns: readonly number[];
  readonly rowAt: (line: number) => TableRow | undefined;
  readonly cover: (cell: string) => string;
}

/** The rows that fit into so many bytes: those with findings first, then the rest of their orders, then the others. */
export function pageCells(report: BatchReport, marked: ReadonlySet<string>, budget: number): PageCells {
  const names = sheetNames();
  const shelves = new Map(shelvesOf(report, names).map((shelf) => [shelf.table.sheet, shelf]));
  const rows = new Map<number, PageRow[]>();
  let left = budget;
  let shown = 0;
  for (const { order, at } of wantedRows(report.outcomes, (at) => marked.has(`${names(at)}\n${at.line}`))) {
    const row = pageRow(shelves.get(names(at)), at.line);
    if (row === null) continue;
    left -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left < 0) break;
    const own = rows.get(order);
    if (own) own.push(row);
    else rows.set(order, [row]);
    shown += 1;
  }
  const all = report.outcomes.reduce((count, { runs }) => count + rowCountOf(runs), 0);
  return { tables: [...shelves.values()].map(({ table }) => table), rows: sorted(rows), shown, all };
}

/** Rows by their rank; none is looked at before there is room for it. */
function* wantedRows(
  outcomes: readonly Outcome[],
  isMarked: (at: RowPlace) => boolean,
): Generator<{ readonly order: number; readonly at: RowPlace }> {
  const hurt = outcomes.map(({ findings, rows }) => findings.length > 0 || rows.some(isMarked));
  for (const rank of [0, 1, 2])
    for (const [order, { rows }] of outcomes.entries()) {
      if ((rank === 2) === hurt[order]) continue;
      for (const at of rows) if (rank === 2 || isMarked(at) === (rank === 0)) yield { order, at };
    }
}

function shelvesOf({ tables }: BatchReport, names: (sheet: ReportTable['table']) => string): readonly Shelf[] {
  return tables.map(({ table, shown, cover = (cell) => cell }, index) => {
    const columns = filledColumns(table.rows, shown);
    return {
      table: {
        sheet: names(table),
        columns: columns.map((column) => headerOf(table, column)),
        letters: columns.map(columnLetters),
      },
      index,
      columns,
      rowAt: rowFinder(table.rows),
      cover,
    };
  });
}

/** Those of the columns in which some row has something; most are told by the first rows. */
function filledColumns(rows: RowList, columns: readonly number[]): readonly number[] {
  const empty = new Set(columns);
  for (const { cells } of rows) {
    if (empty.size === 0) break;
    for (const column of empty) if ((cells[column] ?? '') !== '') empty.delete(column);
  }
  return columns.filter((column) => !empty.has(column));
}

/** Rows that are cut from bytes when asked for stand in the order of their lines, and none is cut that is not needed. */
function rowFinder(rows: RowList): (line: number) => TableRow | undefined {
  if (Array.isArray(rows)) {
    const byLine = new Map([...rows].map((row) => [row.line, row]));
    return (line) => byLine.get(line);
  }
  return (line) => {
    let [low, high] = [0, rows.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const row = rows.at(middle);
      if (row?.line === line) return row;
      if (row && row.line < line) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };
}

function headerOf({ header }: ReportTable['table'], column: number): string {
  return visibleText(header[column]?.trim() ?? '') || columnLetters(column);
}

function pageRow(shelf: Shelf | undefined, line: number): PageRow | null {
  const row = shelf?.rowAt(line);
  if (!shelf || !row) return null;
  const cells = shelf.columns.map((column) => cut(visibleText(shelf.cover(row.cells[column] ?? '')), LONGEST_CELL));
  return [shelf.index, line, ...cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)];
}

function sorted(rows: ReadonlyMap<number, readonly PageRow[]>): PageCells['rows'] {
  return new Map([...rows].map(([order, own]) => [order, own.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])]));
}
