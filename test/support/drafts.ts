import type { DraftAlias, DraftDomain, Fields, OrderDraft } from '../../src/domain/draft.ts';
import { type Cell, columnLetters, type RowPlace } from '../../src/domain/place.ts';
import { SECRET_MASK, secretFrom } from '../../src/domain/secret.ts';
import type { Facts } from '../../src/domain/vendor.ts';

/** A row as a sheet would have it: column → text. An empty text is no cell; a single space is a cell that is empty. */
export type SheetRow = Readonly<Record<string, string>>;

const DOMAIN = ['stock_id', 'mailbox_type', 'redirect', 'domain_profile_picture'];
const ALIAS = ['first_name', 'last_name', 'profile_picture'];
const SECRET = /^(hosting|sequencer)_(username|password)$/;

/** One order's draft out of rows, the first in line 2 of `may.csv`; order columns may stand in any row, and the first cell counts. */
export function draftOf(rows: readonly SheetRow[], operation = '', vendor = 'scaledmail'): OrderDraft {
  const cells = rows.map(cellsOf);
  const domains: DraftDomain[] = [];
  for (const row of cells) if (row.fields.domain) addRow(domains, row, row.fields.domain);
  const orderFields = Object.fromEntries(
    cells
      .toReversed()
      .flatMap((row) => Object.entries(row.fields))
      .filter(([column]) => isOrderColumn(column)),
  );
  return {
    name: 'o1',
    vendor,
    operation: operation ? { value: operation, at: { file: 'may.csv', line: 2, column: 'operation' } } : null,
    fields: orderFields,
    domains,
    rows: cells.map((row) => row.at),
    findings: [],
  };
}

/** Facts with nothing known but an organization and the settings given. */
export function factsWith(settings: Facts['settings'] = {}, catalogue: Facts['catalogue'] = null): Facts {
  return { catalogue, settings, organization: 'org-1' };
}

interface CellRow {
  readonly at: RowPlace;
  readonly fields: Fields;
}

function cellsOf(row: SheetRow, index: number): CellRow {
  const at = { file: 'may.csv', line: index + 2 };
  const filled = Object.entries(row).filter(([, value]) => value !== '');
  return { at, fields: Object.fromEntries(filled.map(([column, value], i) => [column, cellOf(column, value, at, i)])) };
}

function cellOf(column: string, text: string, row: RowPlace, index: number): Cell {
  const at = { ...row, column, cell: `${columnLetters(index)}${row.line}` };
  if (SECRET.test(column)) return { value: SECRET_MASK, at, secret: secretFrom(text, 'sheet') };
  return { value: text.trim(), at };
}

function isOrderColumn(column: string): boolean {
  return column !== 'domain' && column !== 'alias' && !DOMAIN.includes(column) && !ALIAS.includes(column);
}

function addRow(domains: DraftDomain[], row: CellRow, domain: Cell): void {
  const { alias } = row.fields;
  const known = domains.findIndex((item) => item.domain.value.toLowerCase() === domain.value.toLowerCase());
  const before = domains[known];
  const hasOwnRow = before?.rows.some((place) => !before.aliases.some((item) => item.row.line === place.line)) ?? false;
  if (!before || (!alias && hasOwnRow)) {
    domains.push(domainOf(domain, row, alias));
    return;
  }
  domains[known] = merged(before, domainOf(before.domain, row, alias));
}

function domainOf(domain: Cell, row: CellRow, alias: Cell | undefined): DraftDomain {
  const aliases: DraftAlias[] = alias ? [{ alias, fields: only(row.fields, ALIAS), row: row.at }] : [];
  return { domain, fields: only(row.fields, alias ? DOMAIN : [...DOMAIN, ...ALIAS]), aliases, rows: [row.at] };
}

function merged(a: DraftDomain, b: DraftDomain): DraftDomain {
  return {
    domain: a.domain,
    fields: { ...b.fields, ...a.fields },
    aliases: [...a.aliases, ...b.aliases],
    rows: [...a.rows, ...b.rows],
  };
}

function only(fields: Fields, columns: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([column]) => columns.includes(column)));
}
