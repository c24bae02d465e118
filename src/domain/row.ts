import type { Finding } from './finding.ts';
import type { Cell, RowPlace } from './place.ts';

/** A sheet as read, before its columns mean anything: every cell is text, nothing dropped but blank rows, which are counted. */
export interface SheetTable {
  readonly file: string;
  readonly sheet?: string;
  /** Empty for a worksheet. */
  readonly delimiter: string;
  readonly encoding: string;
  readonly headerLine: number;
  readonly header: readonly string[];
  readonly rows: RowList;
  readonly blankRows: number;
  /** Rows that hold something and are not read: titles above the header, rows of white space, hidden rows that are skipped. */
  readonly unread?: readonly TableRow[];
  /** Said of a sheet whose rows belong to the domains of other sheets. */
  readonly role?: 'aliases';
  readonly findings: readonly Finding[];
}

/** Rows in the sheet's order. An array is one; so is what stays as bytes until a row is asked for, and makes it anew each time. */
export interface RowList extends Iterable<TableRow> {
  readonly length: number;
  at(index: number): TableRow | undefined;
  /** One cell's text, where it can be had without the others. */
  cell?(index: number, column: number): string;
  /** For each row 1 where its cell in a column is written like the one above, where that can be seen without making texts. */
  repeats?(column: number): Uint8Array;
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Nobody sees it in the workbook, and nobody said that it counts all the same. */
  readonly hidden?: true;
}

/** A row whose columns have their canonical names; empty cells are left out. */
export interface Row {
  readonly at: RowPlace;
  readonly cells: Readonly<Partial<Record<string, Cell>>>;
}

/** What one row of a sheet says: several rows where it holds several aliases, and what is wrong with its cells. */
export interface ReadRow {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
}

/** A sheet after its headers were matched; `table` keeps every cell as it was. */
export interface MappedSheet {
  readonly table: SheetTable;
  /** Canonical name → index of its column in `table.header`. */
  readonly columns: Readonly<Record<string, number>>;
  readonly unknownColumns: readonly string[];
  /** Reads one row of the table; made anew each time, so that a large sheet is never held in this form. */
  readonly read: (row: TableRow) => ReadRow;
  /** What the reader and the header say of the sheet, without what its cells say. */
  readonly ownFindings: readonly Finding[];
  /** Every row, read when first asked for and kept; not for what has to stay small. */
  readonly rows: readonly Row[];
  /** Everything said of the sheet, in line order; asks for every row. */
  readonly findings: readonly Finding[];
}
