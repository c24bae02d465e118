import type { Fields } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell, RowPlace } from '../domain/place.ts';
import type { Row } from '../domain/row.ts';

/** The columns that some rows share, and a finding at each of two cells that contradict each other. */
export interface Inherited {
  readonly fields: Fields;
  readonly findings: readonly Finding[];
}

const NO_FINDINGS: readonly Finding[] = [];

/** What stands in a column that no row fills; the row says where. */
export type Fill = (name: string, row: Row) => Cell | undefined;

/** The first filled cell of each column counts for all the rows; filled once or on every row is the same. */
export function inheritCells(
  rows: readonly Row[],
  names: readonly string[],
  shared: string,
  fill: Fill = () => undefined,
): Inherited {
  const fields: Record<string, Cell> = {};
  let findings: readonly Finding[] = NO_FINDINGS;
  for (const name of names) {
    let first: Cell | undefined;
    let isOne = true;
    for (const row of rows) {
      const cell = row.cells[name];
      if (!cell) continue;
      first ??= cell;
      isOne &&= sameCell(first, cell);
    }
    const cell = first ?? (rows[0] && fill(name, rows[0]));
    if (cell) fields[name] = cell;
    if (!first) continue;
    if (!isOne) findings = [...findings, ...conflictsOf(name, first, rows, shared)];
  }
  return { fields, findings };
}

/** GROUP-CONFLICT at one cell, naming the other's place; a secret's text is never shown. */
export function conflict(name: string, cell: Cell, other: Cell, shared: string): Finding {
  return {
    code: 'GROUP-CONFLICT',
    severity: 'error',
    at: cell.at,
    value: cell.value,
    message: cell.secret
      ? `Two rows of ${shared} have different values for "${name}": this one and ${placeOf(other, cell)}.`
      : `Two rows of ${shared} have different values for "${name}": "${cell.value}" here and "${other.value}" in ${placeOf(other, cell)}.`,
    fix: 'Write the same value on all of them, or fill it on one row only.',
  };
}

/** Equal as far as an order goes; secrets are compared without being shown. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (a.secret && b.secret) return a.secret.equals(b.secret);
  return a.value === b.value && !a.secret && !b.secret;
}

function conflictsOf(name: string, first: Cell, rows: readonly Row[], shared: string): readonly Finding[] {
  const cells = rows.map((row) => row.cells[name]).filter((cell) => cell !== undefined);
  const others = cells.filter((cell) => !sameCell(first, cell));
  const [second] = others;
  if (!second) return [];
  return [conflict(name, first, second, shared), ...others.map((cell) => conflict(name, cell, first, shared))];
}

function placeOf(other: Cell, seenFrom: Cell): string {
  return other.at.file === seenFrom.at.file ? `line ${other.at.line}` : `${fileOf(other.at)} line ${other.at.line}`;
}

function fileOf(at: RowPlace): string {
  return at.sheet === undefined ? at.file : `${at.file} (${at.sheet})`;
}
