import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import type { Row } from '../domain/row.ts';

const SIDE = /^alias_(\d+)(?:_(first_name|last_name|profile_picture))?$/;
const OWN = ['first_name', 'last_name', 'profile_picture'] as const;
const SEPARATED = /[,;|\r\n]+/;
const ONE_ALIAS = /^[^\s,;|@]+(@[^\s,;|@]+)?$/;

const NOTHING: readonly Finding[] = [];

type Cells = Row['cells'];
type Filled = Record<string, Cell>;

/** True for a column of one of several aliases side by side. */
export function isSide(name: string): boolean {
  return SIDE.test(name);
}

export interface SpreadRow {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
}

/**
 * One row for each alias that a row holds, side by side or in one cell, all at the row's own place. The first keeps every
 * other cell; what an alias does not say of itself (its names) it has from the row. The header settles whether a sheet
 * has aliases side by side at all.
 */
export function spreadAliases(row: Row, hasSides = true): SpreadRow {
  if (!hasSides && !SEPARATED.test(row.cells.alias?.value ?? '')) return { rows: [row], findings: NOTHING };
  const { sides, nameless, rest } = takeSides(row.cells);
  const split = splitCell(rest.alias);
  const people = [...split.map((alias): Filled => ({ alias })), ...sides];
  const [first, ...others] = people;
  if (!first) return { rows: [{ at: row.at, cells: rest }], findings: nameless.map(namesOnly) };
  const several = split.length > 1 && rest.alias ? [severalIn(rest.alias, split.length)] : [];
  const findings = [...several, ...nameless.map(namesOnly)];
  const again = pick(rest, ['order', 'domain', ...OWN]);
  return {
    rows: [
      { at: row.at, cells: { ...rest, ...first } },
      ...others.map((own) => ({ at: row.at, cells: { ...again, ...own } })),
    ],
    findings,
  };
}

interface Taken {
  readonly sides: readonly Filled[];
  /** A cell of each number that has names and no alias. */
  readonly nameless: readonly Cell[];
  readonly rest: Filled;
}

/** `alias_2`, `alias_2_first_name` … by number. */
function takeSides(cells: Cells): Taken {
  const byNumber = new Map<number, Filled>();
  const rest: Filled = {};
  for (const [name, cell] of Object.entries(cells)) {
    const [, number, part] = SIDE.exec(name) ?? [];
    if (!cell) continue;
    if (number === undefined) rest[name] = cell;
    else byNumber.set(Number(number), { ...byNumber.get(Number(number)), [part ?? 'alias']: cell });
  }
  const sides = [...byNumber].sort(([a], [b]) => a - b).map(([, own]) => own);
  const nameless = sides.flatMap((own) => (own.alias ? [] : Object.values(own).slice(0, 1)));
  return { sides: sides.filter((own) => own.alias !== undefined), nameless, rest };
}

function splitCell(cell: Cell | undefined): readonly Cell[] {
  if (!cell) return [];
  const parts = cell.value
    .split(SEPARATED)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2 || !parts.every((part) => ONE_ALIAS.test(part))) return [cell];
  return parts.map((value) => ({ value, at: cell.at }));
}

function namesOnly(cell: Cell): Finding {
  return {
    code: 'SHEET-ALIAS-SIDE',
    severity: 'error',
    at: cell.at,
    value: cell.value,
    message: `The column "${cell.at.column ?? ''}" is filled, but the alias it belongs to is empty.`,
    fix: 'Write the alias, or empty this cell.',
  };
}

function severalIn(cell: Cell, count: number): Finding {
  return {
    code: 'SHEET-ALIAS-SPLIT',
    severity: 'info',
    at: cell.at,
    value: cell.value,
    message: `This cell is read as ${count} aliases.`,
    fix: 'Nothing to do if that is meant; otherwise use one row for each alias.',
  };
}

function pick(cells: Filled, names: readonly string[]): Filled {
  return Object.fromEntries(names.flatMap((name) => (cells[name] ? [[name, cells[name]]] : [])));
}
