import { COLUMNS, columnNamed, HEADER_CODES } from '../domain/columns.ts';
import type { Fields, OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell, RowPlace } from '../domain/place.ts';
import type { Orphan } from '../domain/plan.ts';
import type { Row } from '../domain/row.ts';
import { SECRET_MASK, secretFrom } from '../domain/secret.ts';
import { gatherDomains } from './gather-domains.ts';
import { inheritCells } from './inherit-cells.ts';
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
  const orders = new Map<string, Row[]>();
  const unordered: Row[] = [];
  for (const row of rows) {
    const name = row.cells.order?.value ?? settingOf(defaults, 'order');
    const known = name ? orders.get(name) : unordered;
    if (known) known.push(row);
    else if (name) orders.set(name, [row]);
  }
  const attached = finderOf(findings);
  const drafts = [...orders].map(([name, members]) => draftOf(name, members, defaults, attached(members)));
  if (!packing || packing.mode === 'off' || unordered.length === 0)
    return { drafts, orphans: withoutOrder(unordered, attached(unordered)) };
  const mixed = orders.size > 0 ? [packedBeside(unordered)] : [];
  const packed = packOrders(
    unordered,
    (name, members, quantity) => withQuantity(draftOf(name, members, defaults, attached(members)), quantity),
    packing,
    new Set(orders.keys()),
  );
  const told = packed.drafts.map((draft, index) =>
    index === 0 ? { ...draft, findings: [...mixed, ...draft.findings] } : draft,
  );
  return { drafts: [...drafts, ...told], orphans: packed.orphans };
}

function draftOf(
  name: string,
  rows: readonly Row[],
  defaults: GroupDefaults,
  attached: readonly Finding[],
): OrderDraft {
  const fill = (column: string, row: Row) => setCell(defaults, column, row);
  const shared = inheritCells(rows, ORDER_COLUMNS, 'this order');
  const fields = filledFields(shared.fields, rows, fill);
  const { domains, findings } = gatherDomains(rows, fill);
  return {
    name,
    vendor: fields.vendor?.value.toLowerCase() ?? defaults.vendor,
    operation: fields.operation ?? defaultOperation(rows, defaults),
    fields,
    domains,
    rows: rows.map((row) => row.at),
    findings: inSheetOrder([...attached, ...shared.findings, ...findings], rows),
  };
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
  if (rows.length === 0) return [];
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

function filledFields(
  fields: Fields,
  rows: readonly Row[],
  fill: (name: string, row: Row) => Cell | undefined,
): Fields {
  const all: Record<string, Cell> = {};
  for (const name of ORDER_COLUMNS) {
    const cell = fields[name] ?? (rows[0] && fill(name, rows[0]));
    if (cell) all[name] = cell;
  }
  return all;
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

/** Looks up the findings that belong to some rows: by line, and by sheet for errors about its header. */
function finderOf(findings: readonly Finding[]): (rows: readonly Row[]) => readonly Finding[] {
  const byRow = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.severity === 'info') continue;
    const ofSheet = finding.severity === 'error' && HEADER_CODES.has(finding.code);
    const key = ofSheet ? sheetKey(finding.at) : rowKey(finding.at);
    const known = byRow.get(key);
    if (known) known.push(finding);
    else byRow.set(key, [finding]);
  }
  return (rows) => {
    const keys = new Set(rows.flatMap((row) => [sheetKey(row.at), rowKey(row.at)]));
    return [...keys].flatMap((key) => byRow.get(key) ?? []);
  };
}

function inSheetOrder(findings: readonly Finding[], rows: readonly Row[]): readonly Finding[] {
  const sheets = [...new Set(rows.map((row) => sheetKey(row.at)))];
  const rank = (finding: Finding) => sheets.indexOf(sheetKey(finding.at));
  return [...findings].sort((a, b) => rank(a) - rank(b) || a.at.line - b.at.line);
}

function sheetKey(at: RowPlace): string {
  return JSON.stringify([at.file, at.sheet ?? null]);
}

function rowKey(at: RowPlace): string {
  return JSON.stringify([at.file, at.sheet ?? null, at.line]);
}
