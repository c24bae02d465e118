import type { CheckedOrder } from '../domain/checked-order.ts';
import { columnNamed } from '../domain/columns.ts';
import type { DraftDomain } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { RowPlace } from '../domain/place.ts';
import type { Orphan, PlannedOrder } from '../domain/plan.ts';
import { rowsIn } from '../domain/row-runs.ts';

/** A column (by its canonical name) and the values of which an order has to have one; an empty one stands for an empty cell. */
export interface Choice {
  readonly column: string;
  readonly values: readonly string[];
}

/** True for an order that has, in every chosen column, one of the values chosen there; case and outer spaces do not matter. */
export function isChosen(order: CheckedOrder, choices: readonly Choice[]): boolean {
  return choices.every(({ column, values }) => {
    const wanted = new Set(values.map(compared));
    return valuesIn(order, column).some((value) => wanted.has(compared(value)));
  });
}

/** What these orders have in a column, each text once as it stands first. */
export function spellingsIn(orders: readonly CheckedOrder[], column: string): readonly string[] {
  const first = new Map<string, string>();
  for (const value of orders.flatMap((order) => valuesIn(order, column)))
    if (!first.has(compared(value))) first.set(compared(value), value.trim());
  return [...first.values()];
}

/** What an order has in a column, filled in and inherited cells too; of a domain's or an alias' column one value for each. */
function valuesIn(order: CheckedOrder, column: string): readonly string[] {
  if (column === 'order') return [order.name];
  if (column === 'vendor') return [order.vendorName];
  if (column === 'operation') return [order.operationName];
  if (column === 'client') return [order.client];
  const { draft, checked } = order;
  if (column === 'organization_id') return [draft.fields.organization_id?.value ?? checked?.organization ?? ''];
  if (columnNamed(column)?.level === 'order') return [draft.fields[column]?.value ?? ''];
  const values = draft.domains.flatMap((domain) => valuesOf(domain, column));
  return values.length > 0 ? values : [''];
}

function valuesOf({ domain, fields, aliases }: DraftDomain, column: string): readonly string[] {
  if (column === 'domain') return [domain.value];
  if (column === 'alias') return aliases.length > 0 ? aliases.map(({ alias }) => alias.value) : [''];
  if (columnNamed(column)?.level === 'domain' || aliases.length === 0) return [fields[column]?.value ?? ''];
  return aliases.map((alias) => alias.fields[column]?.value ?? '');
}

function compared(value: string): string {
  return value.trim().normalize('NFC').toLowerCase();
}

/** Findings about sheets without those about a row that is in orders left out alone. */
export function withoutRowsOf(
  findings: readonly Finding[],
  leftOut: readonly CheckedOrder[],
  kept: { readonly orders: readonly PlannedOrder[]; readonly orphans: readonly Orphan[] },
): readonly Finding[] {
  if (leftOut.length === 0) return findings;
  if (findings.length === 0) return findings;
  const stays = new Set([
    ...kept.orders.flatMap(({ order }) => rowsIn(order.runs).map(rowKey)),
    ...kept.orphans.flatMap(({ rows }) => rows.map(rowKey)),
  ]);
  const gone = new Set(leftOut.flatMap(({ runs }) => rowsIn(runs).map(rowKey)).filter((row) => !stays.has(row)));
  return findings.filter(({ at }) => !gone.has(rowKey(at)));
}

function rowKey({ file, sheet, line }: RowPlace): string {
  return JSON.stringify([file, sheet ?? null, line]);
}
