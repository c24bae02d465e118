import { COLUMNS } from '../domain/columns.ts';
import type { DraftAlias, DraftDomain, Fields } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import type { Row } from '../domain/row.ts';
import { domainKey } from './domain-key.ts';
import { type Fill, inheritCells } from './inherit-cells.ts';

/** The domain columns that rows of one domain share. */
export const DOMAIN_COLUMNS = COLUMNS.filter((column) => column.level === 'domain' && column.name !== 'domain').map(
  ({ name }) => name,
);
const OWN = COLUMNS.filter((column) => column.level === 'alias' && column.name !== 'alias').map(({ name }) => name);
const ORDER_LEVEL = new Set(COLUMNS.filter((column) => column.level === 'order').map(({ name }) => name));

export interface GatheredDomains {
  readonly domains: readonly DraftDomain[];
  readonly findings: readonly Finding[];
}

/** The domains of one order, in order of first appearance; `shared` names the domain columns that can be filled at all. */
export function gatherDomains(rows: readonly Row[], shared: readonly string[], fill: Fill): GatheredDomains {
  const groups = new Map<string, [Cell, Row[]]>();
  const findings: Finding[] = [];
  let last: [Cell, Row[]] | undefined;
  for (const row of rows) {
    const { domain } = row.cells;
    if (!domain) {
      findings.push(...withoutDomain(row));
      continue;
    }
    // Rows of one domain mostly follow each other, written alike.
    if (last?.[0].value === domain.value) {
      last[1].push(row);
      continue;
    }
    const key = domainKey(domain.value);
    last = groups.get(key) ?? [domain, []];
    last[1].push(row);
    groups.set(key, last);
  }
  const domains: DraftDomain[] = [];
  for (const [domain, group] of groups.values()) {
    const inherited = inheritCells(group, shared, 'this domain', fill);
    if (inherited.findings.length > 0) findings.push(...inherited.findings);
    domains.push(...domainsOf(domain, group, inherited.fields));
  }
  return { domains, findings };
}

/** Rows with an alias go to the first entry; each further row without one is an entry of its own, a duplicate to be found. */
function domainsOf(domain: Cell, group: readonly Row[], shared: Fields): readonly DraftDomain[] {
  const [named, ...repeated] = group.filter((row) => !row.cells.alias);
  if (repeated.length === 0 || isBlankForm(group)) return [entryOf(domain, group, named, shared)];
  const first = group.filter((row) => row.cells.alias || row === named);
  const others = repeated.map((row) => entryOf(row.cells.domain ?? domain, [row], row, shared));
  return [entryOf(first[0]?.cells.domain ?? domain, first, named, shared), ...others];
}

/** Rows of a form that `forms` wrote and nobody has filled in: one domain, however many mailboxes it waits for. */
function isBlankForm(group: readonly Row[]): boolean {
  return group.every(({ cells }) => cells.form_uuid && ['alias', ...OWN].every((name) => !cells[name]));
}

/** `named` is the row without an alias, whose names are the domain's. */
function entryOf(domain: Cell, rows: readonly Row[], named: Row | undefined, shared: Fields): DraftDomain {
  const fields = named ? { ...shared, ...ownOf(named.cells) } : shared;
  const aliases: DraftAlias[] = [];
  for (const { at, cells } of rows)
    if (cells.alias) aliases.push({ alias: cells.alias, fields: ownOf(cells), row: at });
  return { domain, fields, aliases, rows: rows.map((row) => row.at) };
}

/** What an alias, or a domain without one, says of itself. */
function ownOf({ first_name, last_name, profile_picture }: Row['cells']): Fields {
  if (first_name && last_name && !profile_picture) return { first_name, last_name };
  const own: Record<string, Cell> = {};
  if (first_name) own.first_name = first_name;
  if (last_name) own.last_name = last_name;
  if (profile_picture) own.profile_picture = profile_picture;
  return own;
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
