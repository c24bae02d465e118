import { COLUMNS, columnNamed, HEADER_CODES } from '../domain/columns.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell, RowPlace } from '../domain/place.ts';
import type { Orphan } from '../domain/plan.ts';
import type { Row } from '../domain/row.ts';
import { SECRET_MASK, secretFrom } from '../domain/secret.ts';
import { DOMAIN_COLUMNS, gatherDomains } from './gather-domains.ts';
import { inheritCells } from './inherit-cells.ts';
import { numberOrders } from './number-orders.ts';
import { type Packing, packOrders } from './pack-orders.ts';

const ORDER_COLUMNS = COLUMNS.filter((column) => column.level === 'order').map(({ name }) => name);

/** What flags and configuration say; it only fills what the sheet leaves empty. */
export interface GroupDefaults {
  readonly vendor: string;
  readonly operation: string | null;
  readonly set: Readonly<Record<string, string>>;
}

export interface GroupedRows {
  readonly drafts: readonly OrderDraft[];
  readonly orphans: readonly Orphan[];
}

/**
 * Rows to order drafts: each row ends up in exactly one draft or orphan. Errors and warnings of `findings` go to the draft
 * that holds their row, an error about a sheet's header to every draft with a row of that sheet.
 */
export function groupRows(
  rows: readonly Row[],
  defaults: GroupDefaults,
  findings: readonly Finding[] = [],
  packing: Packing | null = null,
): GroupedRows {
  const whole: DraftColumns = { order: ORDER_COLUMNS, domain: DOMAIN_COLUMNS };
  const { names, starts, members, unordered } = numberOrders(rows.length, (row) => orderOf(rows[row], defaults));
  const attached = attachedTo(findings);
  const make = draftMaker(defaults, whole, attached);
  const rowsOf = (numbers: Iterable<number>) => [...numbers].flatMap((row) => rows[row] ?? []);
  const drafts = names.map((name, order) => make(name, rowsOf(members.subarray(starts[order], starts[order + 1]))));
  const loose = packRows(rowsOf(unordered), make, attached, packing, names);
  return { drafts: [...drafts, ...loose.drafts], orphans: loose.orphans };
}

/** The order that a row names, or that a setting names for all; empty when none does. */
export function orderOf(row: Row | undefined, defaults: GroupDefaults): string {
  return row?.cells.order?.value ?? settingOf(defaults, 'order') ?? '';
}

/** Columns that can hold anything at all in these sheets: what no header names and no setting fills need not be asked for. */
export interface DraftColumns {
  readonly order: readonly string[];
  readonly domain: readonly string[];
}

/** What the headers and the settings settle once for every order. */
export function draftColumns(headers: Iterable<string>, { set }: GroupDefaults): DraftColumns {
  const known = new Set([...headers, ...Object.keys(set)]);
  const present = (names: readonly string[]) => names.filter((name) => known.has(name));
  return { order: present(ORDER_COLUMNS), domain: present(DOMAIN_COLUMNS) };
}

export type MakeDraft = (name: string, rows: readonly Row[], own?: readonly Finding[]) => OrderDraft;

/** Makes the draft of some rows; `own` are findings about these rows that `attached` does not know. */
export function draftMaker(defaults: GroupDefaults, columns: DraftColumns, attached: Attached): MakeDraft {
  const fill = (column: string, row: Row) => setCell(defaults, column, row);
  return (name, rows, own = []) => {
    const shared = inheritCells(rows, columns.order, 'this order', fill);
    const { domains, findings } = gatherDomains(rows, columns.domain, fill);
    return {
      name,
      vendor: shared.fields.vendor?.value.toLowerCase() ?? defaults.vendor,
      operation: shared.fields.operation ?? defaultOperation(rows, defaults),
      fields: shared.fields,
      domains,
      rows: rows.map((row) => row.at),
      findings: together(attached(rows, own), shared.findings, findings, rows),
    };
  };
}

/** Rows that name no order: packed into orders, or one result line where packing is off. */
export function packRows(
  rows: readonly Row[],
  make: MakeDraft,
  attached: Attached,
  packing: Packing | null,
  ordered: readonly string[],
): GroupedRows {
  if (rows.length === 0) return { drafts: [], orphans: [] };
  if (!packing || packing.mode === 'off') return { drafts: [], orphans: withoutOrder(rows, attached(rows)) };
  const mixed = ordered.length > 0 ? [packedBeside(rows)] : [];
  const packed = packOrders(
    rows,
    (name, members, quantity) => withQuantity(make(name, members), quantity),
    packing,
    new Set(ordered),
  );
  const told = packed.drafts.map((draft, index) =>
    index === 0 ? { ...draft, findings: [...mixed, ...draft.findings] } : draft,
  );
  return { drafts: told, orphans: packed.orphans };
}

function withQuantity(draft: OrderDraft, quantity: number | undefined): OrderDraft {
  const at = draft.rows[0];
  if (quantity === undefined || draft.fields.quantity || !at) return draft;
  return { ...draft, fields: { ...draft.fields, quantity: { value: String(quantity), at } } };
}

/** Where some rows name their order and some do not, the name may have been forgotten. */
function packedBeside(rows: readonly Row[]): Finding {
  return {
    code: 'PACK-MIXED',
    severity: 'warning',
    at: rows[0]?.at ?? { file: '', line: 0 },
    value: '',
    message: `${rows.length} rows name no order, while others do; they are packed into orders of their own.`,
    fix: 'Nothing to do if that is meant. Otherwise fill the order column on every row, or say --pack off.',
  };
}

/** Rows that name no order where packing is off, all in one result line. */
function withoutOrder(rows: readonly Row[], attached: readonly Finding[]): readonly Orphan[] {
  const findings = rows.map(
    (row): Finding => ({
      code: 'PACK-OFF',
      severity: 'error',
      at: row.at,
      value: row.cells.domain?.value ?? '',
      message: 'This row names no order.',
      fix: 'Write the same name into the order column of all rows that belong together, or leave out --pack off.',
    }),
  );
  return [{ rows: rows.map((row) => row.at), findings: inSheetOrder([...attached, ...findings], rows) }];
}

function defaultOperation(rows: readonly Row[], defaults: GroupDefaults): Cell | null {
  return defaults.operation && rows[0] ? { value: defaults.operation, at: rows[0].at } : null;
}

function setCell(defaults: GroupDefaults, column: string, row: Row): Cell | undefined {
  const value = settingOf(defaults, column);
  if (!value) return undefined;
  if (columnNamed(column)?.secret) return { value: SECRET_MASK, at: row.at, secret: secretFrom(value, 'sheet') };
  return { value, at: row.at };
}

function settingOf(defaults: GroupDefaults, column: string): string | undefined {
  return Object.hasOwn(defaults.set, column) ? defaults.set[column] : undefined;
}

/** The findings that belong to some rows. */
export type Attached = (rows: readonly Row[], own?: readonly Finding[]) => readonly Finding[];

const NONE: readonly Finding[] = [];

/**
 * Looks up the findings that belong to some rows: by line, and by sheet for errors about its header. `own` are further ones
 * about these very rows, which come behind the others of their line.
 */
export function attachedTo(findings: readonly Finding[]): Attached {
  const byRow = byRowOf(findings);
  return (rows, own = NONE) => {
    if (byRow.size === 0 && own.length === 0) return NONE;
    const ofRows = byRowOf(own);
    const keys = new Set(rows.flatMap((row) => [sheetKey(row.at), rowKey(row.at)]));
    return [...keys].flatMap((key) => [...(byRow.get(key) ?? []), ...(ofRows.get(key) ?? [])]);
  };
}

function byRowOf(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byRow = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.severity === 'info') continue;
    const ofSheet = finding.severity === 'error' && HEADER_CODES.has(finding.code);
    const key = ofSheet ? sheetKey(finding.at) : rowKey(finding.at);
    const known = byRow.get(key);
    if (known) known.push(finding);
    else byRow.set(key, [finding]);
  }
  return byRow;
}

function together(
  attached: readonly Finding[],
  shared: readonly Finding[],
  ofDomains: readonly Finding[],
  rows: readonly Row[],
): readonly Finding[] {
  if (attached.length + shared.length + ofDomains.length === 0) return NONE;
  return inSheetOrder([...attached, ...shared, ...ofDomains], rows);
}

function inSheetOrder(findings: readonly Finding[], rows: readonly Row[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const sheets = [...new Set(rows.map((row) => sheetKey(row.at)))];
  const rank = (finding: Finding) => sheets.indexOf(sheetKey(finding.at));
  return findings.toSorted((a, b) => rank(a) - rank(b) || a.at.line - b.at.line);
}

function sheetKey(at: RowPlace): string {
  return JSON.stringify([at.file, at.sheet ?? null]);
}

function rowKey(at: RowPlace): string {
  return JSON.stringify([at.file, at.sheet ?? null, at.line]);
}
