import type { RowPlace } from './place.ts';

/** Rows of one sheet that stand one below the other: the first and the last line of them. */
export interface RowRun {
  readonly file: string;
  readonly sheet?: string;
  readonly from: number;
  readonly to: number;
}

/** Rows as runs, in the order given: a row that does not follow the one before it begins a new run. */
export function runsOf(rows: readonly RowPlace[]): readonly RowRun[] {
  const runs: RowRun[] = [];
  let first: RowPlace | undefined;
  let to = 0;
  for (const row of rows) {
    if (first && row.line === to + 1 && row.file === first.file && row.sheet === first.sheet) to += 1;
    else {
      if (first) runs.push(runFrom(first, to));
      first = row;
      to = row.line;
    }
  }
  if (first) runs.push(runFrom(first, to));
  return runs;
}

/** The rows that `runsOf` made runs of, each as an object of its own. */
export function rowsIn(runs: readonly RowRun[]): readonly RowPlace[] {
  const rows: RowPlace[] = [];
  for (const { file, sheet, from, to } of runs)
    for (let line = from; line <= to; line += 1)
      rows.push(sheet === undefined ? { file, line } : { file, sheet, line });
  return rows;
}

/** Where the first of the rows stands. */
export function firstOf([first]: readonly RowRun[]): RowPlace | undefined {
  if (!first) return undefined;
  const { file, sheet, from: line } = first;
  return sheet === undefined ? { file, line } : { file, sheet, line };
}

export function rowCountOf(runs: readonly RowRun[]): number {
  let count = 0;
  for (const { from, to } of runs) count += to - from + 1;
  return count;
}

function runFrom({ file, sheet, line: from }: RowPlace, to: number): RowRun {
  return sheet === undefined ? { file, from, to } : { file, sheet, from, to };
}
