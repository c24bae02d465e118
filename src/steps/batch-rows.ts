import type { Finding } from '../domain/finding.ts';
import type { MappedSheet, ReadRow, Row, RowList } from '../domain/row.ts';
import { joinAliases } from './join-aliases.ts';
import { orderName } from './read-row.ts';

/** The rows of a batch by their number, sheet after sheet. */
export interface BatchRows {
  readonly count: number;
  /** The order that a row names; empty when it names none. */
  readonly orderOf: (row: number) => string;
  /** Reads one row; what it finds is not among `findings`. */
  readonly read: (row: number) => ReadRow;
  /** What is said of the sheets before any of these rows is read, sheet after sheet. */
  readonly findings: readonly Finding[];
  /** Rows of aliases sheets that belong to no domain, and why. */
  readonly strays: { readonly rows: readonly Row[]; readonly findings: readonly Finding[] };
}

/** Aliases sheets have to be joined as a whole; without them a row is read only when it is asked for. */
export function batchRows(sheets: readonly MappedSheet[], aliases: readonly MappedSheet[]): BatchRows {
  return aliases.length > 0 ? joinedRows(sheets, aliases) : sheetRows(sheets);
}

function joinedRows(sheets: readonly MappedSheet[], aliases: readonly MappedSheet[]): BatchRows {
  const { rows, orphans, findings } = joinAliases(sheets, aliases);
  return {
    count: rows.length,
    orderOf: (row) => rows[row]?.cells.order?.value ?? '',
    read: (row) => ({ rows: rows.slice(row, row + 1), findings: [] }),
    findings: [...[...sheets, ...aliases].flatMap((sheet) => sheet.findings), ...findings],
    strays: { rows: orphans, findings },
  };
}

interface Part {
  readonly sheet: MappedSheet;
  readonly from: number;
}

function sheetRows(sheets: readonly MappedSheet[]): BatchRows {
  let count = 0;
  const parts = sheets.map((sheet): Part => {
    const from = count;
    count += sheet.table.rows.length;
    return { sheet, from };
  });
  let last = parts[0];
  const partOf = (row: number): Part | undefined => {
    // Rows are nearly always asked for in their order.
    if (!last || row < last.from || row >= last.from + last.sheet.table.rows.length)
      last = parts.findLast(({ from }) => from <= row);
    return last;
  };
  return {
    count,
    orderOf: (row) => {
      const part = partOf(row);
      const column = part?.sheet.columns.order;
      return part && column !== undefined ? orderName(cellOf(part.sheet.table.rows, row - part.from, column)) : '';
    },
    read: (row) => {
      const part = partOf(row);
      const cells = part?.sheet.table.rows.at(row - part.from);
      return part && cells ? part.sheet.read(cells) : { rows: [], findings: [] };
    },
    findings: sheets.flatMap((sheet) => sheet.ownFindings),
    strays: { rows: [], findings: [] },
  };
}

function cellOf(rows: RowList, index: number, column: number): string {
  return rows.cell ? rows.cell(index, column) : (rows.at(index)?.cells[column] ?? '');
}
