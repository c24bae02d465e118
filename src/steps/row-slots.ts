import type { Fields, OrderDraft } from '../domain/draft.ts';
import type { Cell, RowPlace } from '../domain/place.ts';

/** A value of an order, and the canonical column it counts for. */
export interface Slot {
  readonly column: string;
  readonly cell: Cell;
}

/** Every value of the order that a row has a part in: the order's own, its domain's, and its aliases'. */
export function slotsOf(draft: OrderDraft, at: RowPlace): readonly Slot[] {
  const domains = draft.domains.filter(({ rows }) => rows.some((row) => isSameRow(row, at)));
  const aliases = domains.flatMap((domain) => domain.aliases.filter(({ row }) => isSameRow(row, at)));
  const { operation, fields } = draft;
  const slots = [
    ...(operation && operation !== fields.operation ? [{ column: 'operation', cell: operation }] : []),
    ...fromFields(fields),
    ...domains.flatMap((domain) => [{ column: 'domain', cell: domain.domain }, ...fromFields(domain.fields)]),
    ...aliases.flatMap((alias) => [{ column: 'alias', cell: alias.alias }, ...fromFields(alias.fields)]),
  ];
  // The names of a row with a list of aliases are the names of each of them.
  return slots.filter(
    ({ column, cell }, index) => slots.findIndex((one) => one.column === column && one.cell === cell) === index,
  );
}

export function isSameRow(a: RowPlace, b: RowPlace): boolean {
  return a.line === b.line && a.file === b.file && a.sheet === b.sheet;
}

function fromFields(fields: Fields): readonly Slot[] {
  return Object.entries(fields).flatMap(([column, cell]) => (cell ? [{ column, cell }] : []));
}
