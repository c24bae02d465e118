import type { RowList } from '../domain/row.ts';

/** A sheet's records before it is known which of them is the header; they count from 0, blank ones included. */
export interface RecordSource {
  readonly length: number;
  /** The cells as they stand there, however many. */
  at(index: number): readonly string[] | undefined;
  isBlank(index: number): boolean;
  /** At least every record that has too many cells or one that is too long. */
  suspects(): Iterable<number>;
  /** The records below a header that are not blank, each with at least `width` cells. */
  rowsBelow(headerIndex: number, width: number): RowList;
  /** Those of them whose last cell that is not blank stands beyond `width`, and where it stands. */
  widerThan(width: number, headerIndex: number): Iterable<WideRecord>;
}

export interface WideRecord {
  readonly index: number;
  readonly width: number;
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** How many cells a record has up to its last one that is not blank. */
export function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

export function padded(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill('')];
}
