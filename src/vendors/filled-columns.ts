import type { OrderDraft } from '../domain/draft.ts';
import type { Cell } from '../domain/place.ts';

/** Every column that holds anything in the order, with its first filled cell: of the order, its domains, then their aliases. */
export function filledColumns({ fields, domains }: OrderDraft): ReadonlyMap<string, Cell> {
  const levels = [fields, ...domains.flatMap((one) => [one.fields, ...one.aliases.map(aliasFields)])];
  const filled = new Map<string, Cell>();
  for (const level of levels)
    for (const [column, cell] of Object.entries(level))
      if (cell?.value.trim() && !filled.has(column)) filled.set(column, cell);
  return filled;
}

function aliasFields({ alias, fields }: OrderDraft['domains'][number]['aliases'][number]) {
  return { alias, ...fields };
}
