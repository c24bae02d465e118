import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell, RowPlace } from '../domain/place.ts';
import type { Orphan } from '../domain/plan.ts';
import type { Row } from '../domain/row.ts';
import type { PackSize } from '../domain/vendor.ts';
import { domainKey } from './domain-key.ts';

/** `orders`: several orders; `quantity`: one order of several packages; `off`: rows without an order are invalid. */
export const PACK_MODES = ['orders', 'quantity', 'off'] as const;

export type PackMode = (typeof PACK_MODES)[number];

export interface Packing {
  readonly mode: PackMode;
  /** What must be the same for two domains to share an order. */
  readonly signature: (draft: OrderDraft) => string;
  readonly size: (draft: OrderDraft) => PackSize;
  /** The order of the ledger that holds a domain of this draft's account; null when none does. */
  readonly holder: (draft: OrderDraft, domain: string) => string | null;
}

export interface PackedRows {
  readonly drafts: readonly OrderDraft[];
  readonly orphans: readonly Orphan[];
}

type MakeDraft = (name: string, rows: readonly Row[], quantity?: number) => OrderDraft;

/** The rows of one domain, which always stay together. */
interface Unit {
  readonly rows: readonly Row[];
  readonly domain: string;
  readonly draft: OrderDraft;
}

/**
 * Rows that name no order, cut into orders. Domains that an order of the ledger holds go back into that order first, so that
 * a row added anywhere never moves what was placed; the rest is grouped by what an order's domains share, and cut in sheet
 * order. What is left over is said, not bought.
 */
export function packOrders(
  rows: readonly Row[],
  makeDraft: MakeDraft,
  packing: Packing,
  taken: ReadonlySet<string>,
): PackedRows {
  const units = unitsOf(rows, makeDraft);
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const holder = packing.holder(unit.draft, unit.domain);
    const key = holder ? `held ${holder}` : `free ${packing.signature(unit.draft)}`;
    const known = groups.get(key);
    if (known) known.push(unit);
    else groups.set(key, [unit]);
  }
  const name = namesBeside(taken);
  const packed = [...groups].map(([key, group]) =>
    key.startsWith('held ') ? asHeld(group, name, makeDraft, packing) : cut(group, name, makeDraft, packing),
  );
  return { drafts: packed.flatMap((one) => one.drafts), orphans: packed.flatMap((one) => one.orphans) };
}

function unitsOf(rows: readonly Row[], makeDraft: MakeDraft): readonly Unit[] {
  const byDomain = new Map<string, Row[]>();
  rows.forEach((row, index) => {
    const domain = domainKey(row.cells.domain?.value ?? '');
    // A row without a domain is a unit of its own, whose finding says so.
    const key = domain || `row ${index}`;
    const known = byDomain.get(key);
    if (known) known.push(row);
    else byDomain.set(key, [row]);
  });
  return [...byDomain].map(([domain, members]) => ({ rows: members, domain, draft: makeDraft('', members) }));
}

/** An order of several packages was bought with a quantity, and is the same order only with it. */
function asHeld(units: readonly Unit[], name: () => string, makeDraft: MakeDraft, packing: Packing): PackedRows {
  const size = units[0] ? packing.size(units[0].draft) : null;
  const times = size?.kind === 'exactly' ? units.length / size.domains : 1;
  const quantity = Number.isInteger(times) && times > 1 ? times : undefined;
  return { drafts: [draftOf(units, name, makeDraft, quantity)], orphans: [] };
}

function cut(units: readonly Unit[], name: () => string, makeDraft: MakeDraft, packing: Packing): PackedRows {
  const [first] = units;
  if (!first) return { drafts: [], orphans: [] };
  const size = packing.size(first.draft);
  if (size.kind === 'unknown') return { drafts: [], orphans: [orphan(units, size.code, size.message, size.fix)] };
  const most = Math.max(1, size.domains);
  if (size.kind === 'at_most')
    return { drafts: chunks(units, most).map((part) => draftOf(part, name, makeDraft)), orphans: [] };
  const whole = Math.floor(units.length / most);
  const bought = units.slice(0, whole * most);
  const drafts =
    packing.mode === 'quantity' && whole > 0
      ? [draftOf(bought, name, makeDraft, whole)]
      : chunks(bought, most).map((part) => draftOf(part, name, makeDraft));
  const rest = units.slice(whole * most);
  return { drafts, orphans: rest.length === 0 ? [] : [remainder(rest, most)] };
}

function draftOf(units: readonly Unit[], name: () => string, makeDraft: MakeDraft, quantity?: number): OrderDraft {
  return makeDraft(
    name(),
    units.flatMap((unit) => unit.rows),
    quantity,
  );
}

function chunks(units: readonly Unit[], size: number): readonly (readonly Unit[])[] {
  return Array.from({ length: Math.ceil(units.length / size) }, (_, index) =>
    units.slice(index * size, (index + 1) * size),
  );
}

function remainder(units: readonly Unit[], size: number): Orphan {
  const missing = size - units.length;
  return orphan(
    units,
    'PACK-REMAINDER',
    `${units.length} ${units.length === 1 ? 'domain is' : 'domains are'} left over: the package takes ${size}, so ${missing} more ${missing === 1 ? 'is' : 'are'} needed.`,
    `Add ${missing}, or take these out.`,
  );
}

function orphan(units: readonly Unit[], code: string, message: string, fix: string): Orphan {
  const rows = units.flatMap((unit) => unit.rows);
  const at: RowPlace = rows[0]?.at ?? { file: '', line: 0 };
  const cell: Cell | undefined = rows[0]?.cells.domain;
  const finding: Finding = { code, severity: 'error', at: cell?.at ?? at, value: cell?.value ?? '', message, fix };
  return { rows: rows.map((row) => row.at), findings: [finding, ...units.flatMap((unit) => unit.draft.findings)] };
}

/** `pack-1`, `pack-2`, …, leaving out what people named their orders. */
function namesBeside(taken: ReadonlySet<string>): () => string {
  let number = 0;
  return () => {
    do number += 1;
    while (taken.has(`pack-${number}`));
    return `pack-${number}`;
  };
}
