import { COLUMNS } from '../domain/columns.ts';
import type { DraftAlias, DraftDomain, Fields } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import type { Row } from '../domain/row.ts';
import { domainKey } from './domain-key.ts';
import { inheritCells } from './inherit-cells.ts';

const SHARED = COLUMNS.filter((column) => column.level === 'domain' && column.name !== 'domain').map(
  ({ name }) => name,
);
const OWN = COLUMNS.filter((column) => column.level === 'alias' && column.name !== 'alias').map(({ name }) => name);
const ORDER_LEVEL = new Set(COLUMNS.filter((column) => column.level === 'order').map(({ name }) => name));

export interface GatheredDomains {
  readonly domains: readonly DraftDomain[];
  readonly findings: readonly Finding[];
}

interface DomainRow extends Row {
  readonly domain: Cell;
}

/** The domains of one order, in order of first appearance; `fill` gives the domain columns that no row fills. */
export function gatherDomains(
  rows: readonly Row[],
  fill: (name: string, row: Row) => Cell | undefined,
): GatheredDomains {
  const groups = new Map<string, DomainRow[]>();
  const findings: Finding[] = [];
  for (const row of rows) {
    const { domain } = row.cells;
    const known = domain && groups.get(domainKey(domain.value));
    if (!domain) findings.push(...withoutDomain(row));
    else if (known) known.push({ ...row, domain });
    else groups.set(domainKey(domain.value), [{ ...row, domain }]);
  }
  const domains = [...groups.values()].flatMap((group) => {
    const shared = inheritCells(group, SHARED, 'this domain');
    findings.push(...shared.findings);
    return domainsOf(group, filled(shared.fields, group, fill));
  });
  return { domains, findings };
}

/** Rows with an alias go to the first entry; each further row without one is an entry of its own, a duplicate to be found. */
function domainsOf(group: readonly DomainRow[], shared: Fields): readonly DraftDomain[] {
  const [named, ...repeated] = group.filter((row) => !row.cells.alias);
  if (isBlankForm(group)) return entryOf(group, shared);
  const first = group.filter((row) => row.cells.alias || row === named);
  return [first, ...repeated.map((row) => [row])].flatMap((rows) => entryOf(rows, shared));
}

/** Rows of a form that `forms` wrote and nobody has filled in: one domain, however many mailboxes it waits for. */
function isBlankForm(group: readonly DomainRow[]): boolean {
  return group.every(({ cells }) => cells.form_uuid && ['alias', ...OWN].every((name) => !cells[name]));
}

function entryOf(rows: readonly DomainRow[], shared: Fields): readonly DraftDomain[] {
  const [top] = rows;
  const own = rows.find((row) => !row.cells.alias);
  if (!top) return [];
  const fields = own ? { ...shared, ...pick(own, OWN) } : shared;
  return [{ domain: top.domain, fields, aliases: rows.flatMap(aliasOf), rows: rows.map((row) => row.at) }];
}

function aliasOf(row: Row): readonly DraftAlias[] {
  const { alias } = row.cells;
  return alias ? [{ alias, fields: pick(row, OWN), row: row.at }] : [];
}

function filled(fields: Fields, rows: readonly Row[], fill: (name: string, row: Row) => Cell | undefined): Fields {
  const all: Record<string, Cell> = {};
  for (const name of SHARED) {
    const cell = fields[name] ?? (rows[0] && fill(name, rows[0]));
    if (cell) all[name] = cell;
  }
  return all;
}

function pick(row: Row, names: readonly string[]): Fields {
  const picked: Record<string, Cell> = {};
  for (const name of names) {
    const cell = row.cells[name];
    if (cell) picked[name] = cell;
  }
  return picked;
}

/** A row that only fills order columns needs no domain. */
function withoutDomain(row: Row): readonly Finding[] {
  const stray = Object.entries(row.cells).find(([name]) => !ORDER_LEVEL.has(name));
  const cell = stray?.[1];
  if (!cell) return [];
  return [
    {
      code: 'GROUP-NO-DOMAIN',
      severity: 'error',
      at: cell.at,
      value: cell.value,
      message: `This row fills "${stray[0]}" but names no domain.`,
      fix: 'Write the domain into the domain column of this row; it is not taken over from the row above.',
    },
  ];
}
