import type { BatchReport, Outcome, ReportTable } from '../../domain/outcome.ts';
import { columnLetters, type RowPlace } from '../../domain/place.ts';
import type { TableRow } from '../../domain/row.ts';
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
  readonly rows: ReadonlyMap<number, TableRow>;
  readonly cover: (cell: string) => string;
}

interface Wanted {
  readonly order: number;
  readonly rank: number;
  readonly at: RowPlace;
}

/** The rows that fit into so many bytes: those with findings first, then the rest of their orders, then the others. */
export function pageCells(report: BatchReport, marked: ReadonlySet<string>, budget: number): PageCells {
  const names = sheetNames();
  const shelves = new Map(shelvesOf(report, names).map((shelf) => [shelf.table.sheet, shelf]));
  const wanted = report.outcomes.flatMap((outcome, order) =>
    wantedRows(outcome, order, (at) => marked.has(`${names(at)}\n${at.line}`)),
  );
  const rows = new Map<number, PageRow[]>();
  let left = budget;
  let shown = 0;
  for (const { order, at } of wanted.toSorted((a, b) => a.rank - b.rank)) {
    const row = pageRow(shelves.get(names(at)), at.line);
    if (row === null) continue;
    left -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left < 0) break;
    const own = rows.get(order);
    if (own) own.push(row);
    else rows.set(order, [row]);
    shown += 1;
  }
  return { tables: [...shelves.values()].map(({ table }) => table), rows: sorted(rows), shown, all: wanted.length };
}

function wantedRows(outcome: Outcome, order: number, isMarked: (at: RowPlace) => boolean): readonly Wanted[] {
  const hurt = outcome.findings.length > 0 || outcome.rows.some(isMarked);
  return outcome.rows.map((at) => ({ order, at, rank: hurt ? (isMarked(at) ? 0 : 1) : 2 }));
}

function shelvesOf({ tables }: BatchReport, names: (sheet: ReportTable['table']) => string): readonly Shelf[] {
  return tables.map(({ table, shown, cover = (cell) => cell }, index) => {
    const columns = shown.filter((column) => [...table.rows].some(({ cells }) => (cells[column] ?? '') !== ''));
    return {
      table: {
        sheet: names(table),
        columns: columns.map((column) => headerOf(table, column)),
        letters: columns.map(columnLetters),
      },
      index,
      columns,
      rows: new Map([...table.rows].map((row) => [row.line, row])),
      cover,
    };
  });
}

function headerOf({ header }: ReportTable['table'], column: number): string {
  return visibleText(header[column]?.trim() ?? '') || columnLetters(column);
}

function pageRow(shelf: Shelf | undefined, line: number): PageRow | null {
  const row = shelf?.rows.get(line);
  if (!shelf || !row) return null;
  const cells = shelf.columns.map((column) => cut(visibleText(shelf.cover(row.cells[column] ?? '')), LONGEST_CELL));
  return [shelf.index, line, ...cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)];
}

function sorted(rows: ReadonlyMap<number, readonly PageRow[]>): PageCells['rows'] {
  return new Map([...rows].map(([order, own]) => [order, own.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])]));
}
