import type { OrderDraft } from '../domain/draft.ts';
import type { Cell } from '../domain/place.ts';

/** Every column that holds anything in the order, with its first filled cell: of the order, its domains, then their aliases. */
export function filledColumns({ fields, domains }: OrderDraft): ReadonlyMap<string, Cell> {
  const filled = new Map<string, Cell>();
  addFilled(fields, filled);
  for (const domain of domains) {
    addFilled(domain.fields, filled);
    for (const { alias, fields: own } of domain.aliases) {
      if (!own.alias && !filled.has('alias') && alias.value.trim()) filled.set('alias', alias);
      addFilled(own, filled);
    }
  }
  return filled;
}

/** True when any cell of the order, of its domains or of their aliases has one of these columns, filled or not. */
export function hasColumn({ fields, domains }: OrderDraft, columns: ReadonlySet<string>): boolean {
  if (isIn(fields, columns)) return true;
  for (const domain of domains) {
    if (isIn(domain.fields, columns)) return true;
    for (const alias of domain.aliases) if (isIn(alias.fields, columns)) return true;
  }
  return false;
}

function isIn(fields: OrderDraft['fields'], columns: ReadonlySet<string>): boolean {
  for (const column of Object.keys(fields)) if (columns.has(column)) return true;
  return false;
}

function addFilled(fields: OrderDraft['fields'], filled: Map<string, Cell>): void {
  for (const column of Object.keys(fields)) {
    const cell = fields[column];
    if (cell && !filled.has(column) && cell.value.trim()) filled.set(column, cell);
  }
}
