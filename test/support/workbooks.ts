import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';

export interface SheetShape {
  readonly name?: string;
  readonly rows: readonly (readonly (string | number | boolean | Date | CellObject)[])[];
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly merges?: readonly string[];
}

/** A workbook as a spreadsheet program would save it. Rows and columns of the shape count from 0. */
export function workbook(...shapes: readonly SheetShape[]): Buffer {
  const book = utils.book_new();
  for (const [index, shape] of shapes.entries())
    utils.book_append_sheet(book, worksheet(shape), shape.name ?? `Sheet${index + 1}`);
  return write(book, { type: 'buffer', bookType: 'xlsx' });
}

function worksheet(shape: SheetShape): WorkSheet {
  const sheet = utils.aoa_to_sheet(shape.rows.map((row) => [...row]));
  if (shape.hiddenRows) sheet['!rows'] = flags(shape.hiddenRows);
  if (shape.hiddenColumns) sheet['!cols'] = flags(shape.hiddenColumns);
  if (shape.merges) sheet['!merges'] = shape.merges.map((range) => utils.decode_range(range));
  return sheet;
}

function flags(indexes: readonly number[]): { hidden?: boolean }[] {
  return Array.from({ length: Math.max(...indexes) + 1 }, (_, index) =>
    indexes.includes(index) ? { hidden: true } : {},
  );
}
