import type { Finding } from '../domain/finding.ts';
import type { MappedSheet, ReadRow, Row, RowList } from '../domain/row.ts';
import { joinAliases } from './join-aliases.ts';
import { orderName } from './read-row.ts';

/** The rows of a batch by their number, sheet after sheet. */
export interface BatchRows {
  readonly count: number;
  /** Rows of several sheets were put together, so that a sheet alone does not tell them. */
  readonly isJoined: boolean;
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
    isJoined: true,
    orderOf: (row) => rows[row]?.cells.order?.value ?? '',
    read: (row) => ({ rows: rows.slice(row, row + 1), findings: [] }),
    findings: [...[...sheets, ...aliases].flatMap((sheet) => sheet.findings), ...findings],
    strays: { rows: orphans, findings },
  };
}

interface Part {
  readonly sheet: MappedSheet;
  readonly from: number;
  /** The column that names the order. */
  readonly order: number | undefined;
  /** Which of its cells repeat the one above; null where that is not known without reading them. */
  readonly repeats: () => Uint8Array | null;
}

function partFrom(sheet: MappedSheet, from: number): Part {
  const { order } = sheet.columns;
  const { rows } = sheet.table;
  let repeats: Uint8Array | null | undefined;
  return {
    sheet,
    from,
    order,
    repeats: () => {
      if (repeats === undefined) repeats = order === undefined ? null : (rows.repeats?.(order) ?? null);
      return repeats;
    },
  };
}

function sheetRows(sheets: readonly MappedSheet[]): BatchRows {
  let count = 0;
  const parts = sheets.map((sheet): Part => {
    const from = count;
    count += sheet.table.rows.length;
    return partFrom(sheet, from);
  });
  let last = parts[0];
  let named = { row: -1, name: '' };
  const partOf = (row: number): Part | undefined => {
    // Rows are nearly always asked for in their order.
    if (!last || row < last.from || row >= last.from + last.sheet.table.rows.length)
      last = parts.findLast(({ from }) => from <= row);
    return last;
  };
  return {
    count,
    isJoined: false,
    orderOf: (row) => {
      const part = partOf(row);
      if (!part || part.order === undefined) return '';
      const index = row - part.from;
      // Most rows belong to the order of the row above.
      if (named.row === row - 1 && part.repeats()?.[index] === 1) named.row = row;
      else named = { row, name: orderName(cellOf(part.sheet.table.rows, index, part.order)) };
      return named.name;
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
