import { columnNamed } from '../domain/columns.ts';
import type { Finding } from '../domain/finding.ts';
import { type Cell, columnLetters, type RowPlace } from '../domain/place.ts';
import type { Orphan, Plan, PlannedOrder } from '../domain/plan.ts';
import type { MappedSheet } from '../domain/row.ts';
import { SECRET_MASK } from '../domain/secret.ts';
import { type Assembly, type Landing, landingsOf } from './find-landings.ts';
import { sameCell } from './inherit-cells.ts';
import { headerText } from './match-headers.ts';
import { isSameRow, type Slot, slotsOf } from './row-slots.ts';

/** What became of one row of a sheet, cell by cell. */
export interface RowStory {
  readonly at: RowPlace;
  readonly columns: readonly RowColumn[];
  /** Headers of filled cells that mean nothing to us; what they hold is not told, since it may be a password. */
  readonly notUsed: readonly string[];
  /** Known columns that are empty here and have no value from elsewhere. */
  readonly empty: readonly string[];
  /** What the command line, the configuration or packing fills in for the order. */
  readonly filledIn: readonly RowValue[];
  /** Found in this row, at no cell that is told above. */
  readonly findings: readonly Finding[];
  readonly planned: PlannedOrder | null;
  readonly orphan: Orphan | null;
}

export interface RowColumn {
  readonly letters: string;
  readonly header: string;
  /** The canonical column. */
  readonly column: string;
  /** As it stands in the sheet; the mask for a secret. */
  readonly written: string;
  readonly values: readonly RowValue[];
  readonly findings: readonly Finding[];
}

/** One value that a cell stands for, and where it lands in the request. */
export interface RowValue {
  /** Another than the cell's own where a profile or a list of aliases is named. */
  readonly column: string;
  readonly value: string;
  /** The row it was taken from; null where it is this one. */
  readonly from: RowPlace | null;
  /** The cell is filled, and another row's counts. */
  readonly overruled: boolean;
  readonly landings: readonly Landing[];
}

export interface RowInput {
  readonly sheet: MappedSheet;
  readonly line: number;
  readonly plan: Plan;
  /** Null when the order has an error, so that nothing of it would be sent. */
  readonly assembly: (planned: PlannedOrder) => Assembly | null;
}

/** Follows a row from its cells to the order's request. The row must be one that the sheet has. */
export function tellRow(input: RowInput): RowStory {
  const { sheet, line, plan } = input;
  const { table } = sheet;
  const at: RowPlace = { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }), line };
  const holds = ({ rows }: { readonly rows: readonly RowPlace[] }) => rows.some((row) => isSameRow(row, at));
  const planned = plan.orders.find(({ order }) => holds(order.draft)) ?? null;
  const orphan = plan.orphans.find(holds) ?? null;
  const slots = planned ? slotsOf(planned.order.draft, at) : [];
  const assembly = planned ? input.assembly(planned) : null;
  const value = (slot: Slot, more: Partial<RowValue> = {}): RowValue => ({
    column: slot.column,
    value: slot.cell.value,
    from: null,
    overruled: false,
    landings: assembly ? landingsOf(slot.column, slot.cell, assembly) : [],
    ...more,
  });
  const findings = findingsAt(at, input, planned, orphan);
  const all = columnsOf(input, at, slots, value, findings);
  const told = all.filter(({ written, values }) => written !== '' || values.length > 0);
  const used = new Set(Object.values(sheet.columns));
  const raw = [...table.rows].find((row) => row.line === line)?.cells ?? [];
  const letters = new Set(all.map((column) => column.letters));
  return {
    at,
    columns: told,
    notUsed: table.header.filter((_, index) => !used.has(index) && (raw[index] ?? '').trim() !== '').map(headerText),
    empty: all.filter((column) => !told.includes(column)).map(({ column }) => column),
    filledIn: slots.filter(({ cell }) => cell.at.cell === undefined).map((slot) => value(slot)),
    findings: findings.filter((one) => !letters.has(lettersOf(one))),
    planned,
    orphan,
  };
}

type MakeValue = (slot: Slot, more?: Partial<RowValue>) => RowValue;

function columnsOf(
  { sheet, line }: RowInput,
  at: RowPlace,
  slots: readonly Slot[],
  value: MakeValue,
  findings: readonly Finding[],
): readonly RowColumn[] {
  const { table } = sheet;
  const raw = [...table.rows].find((row) => row.line === line)?.cells ?? [];
  return Object.entries(sheet.columns)
    .sort(([, a], [, b]) => a - b)
    .map(([column, index]) => {
      const letters = columnLetters(index);
      const written = raw[index] ?? '';
      return {
        letters,
        header: headerText(table.header[index] ?? ''),
        column,
        written: columnNamed(column)?.secret && written !== '' ? SECRET_MASK : written,
        values: valuesOf(column, readAs(sheet, at, `${letters}${line}`), slots, at, value),
        findings: findings.filter((one) => lettersOf(one) === letters),
      };
    });
}

/** What the reader made of a cell: several values where it holds a list of aliases, none where it is empty. */
function readAs(sheet: MappedSheet, at: RowPlace, cell: string): readonly Slot[] {
  const slots = sheet.rows
    .filter((row) => isSameRow(row.at, at))
    .flatMap(({ cells }) => Object.entries(cells).flatMap(([column, one]) => (one ? [{ column, cell: one }] : [])))
    .filter((slot) => slot.cell.at.cell === cell);
  return slots.filter(({ cell: one }, index) => slots.findIndex((slot) => slot.cell === one) === index);
}

function valuesOf(
  column: string,
  read: readonly Slot[],
  slots: readonly Slot[],
  at: RowPlace,
  value: MakeValue,
): readonly RowValue[] {
  const place = read[0]?.cell.at.cell;
  const own = place ? slots.filter(({ cell }) => isSameRow(cell.at, at) && cell.at.cell === place) : [];
  if (own.length > 0) return own.map((slot) => value(slot));
  const shared = slots.find((slot) => slot.column === column && slot.cell.at.cell !== undefined);
  const [mine] = read;
  if (shared && (mine || !isOfProfile(shared, slots))) {
    const overruled = mine !== undefined && !sameCell(mine.cell, shared.cell);
    return beside(shared, slots).map((slot) => value(slot, { from: rowOf(shared.cell), overruled }));
  }
  return read.map(({ column: name, cell }) => ({
    column: name,
    value: cell.value,
    from: null,
    overruled: false,
    landings: [],
  }));
}

const PROFILES = new Set(['hosting', 'sequencer', 'registrant']);

/** True for what a profile says; it is told where the profile is named. */
function isOfProfile(slot: Slot, slots: readonly Slot[]): boolean {
  return (
    !PROFILES.has(slot.column) && slots.some((one) => PROFILES.has(one.column) && beside(one, slots).includes(slot))
  );
}

/** Values from the same cell: for the name of a profile, everything that it stands for. */
function beside(slot: Slot, slots: readonly Slot[]): readonly Slot[] {
  const { at } = slot.cell;
  const same = ({ cell }: Slot) => cell.at.cell === at.cell && isSameRow(cell.at, at);
  return PROFILES.has(slot.column) ? slots.filter(same) : [slot];
}

function rowOf({ at }: Cell): RowPlace {
  return { file: at.file, ...(at.sheet === undefined ? {} : { sheet: at.sheet }), line: at.line };
}

/** Everything found in this row, and at the headers of its columns, each said once. */
function findingsAt(
  at: RowPlace,
  { sheet, plan }: RowInput,
  planned: PlannedOrder | null,
  orphan: Orphan | null,
): readonly Finding[] {
  const all = [
    ...sheet.findings,
    ...plan.sheetFindings,
    ...(planned?.findings ?? []),
    ...(orphan?.findings ?? []),
  ].filter((one) => isSameRow(one.at, at) || isSameRow(one.at, { ...at, line: sheet.table.headerLine }));
  const name = ({ code, at: place, message }: Finding) => JSON.stringify([code, place.line, place.cell, message]);
  return [...new Map(all.map((one) => [name(one), one])).values()];
}

function lettersOf({ at }: Finding): string {
  return at.cell?.replace(/\d+$/, '') ?? '';
}
