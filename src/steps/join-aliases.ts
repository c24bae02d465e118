import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import type { MappedSheet, Row } from '../domain/row.ts';
import { domainKey } from './domain-key.ts';

/** `findings` are those of the join alone; the sheets keep their own. */
export interface JoinedRows {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly orphans: readonly Row[];
}

type Match = { readonly to: Row } | { readonly problem: Finding };

/** Puts the rows of aliases sheets behind the domain rows they belong to; each keeps its place and takes their order. */
export function joinAliases(sheets: readonly MappedSheet[], aliasSheets: readonly MappedSheet[]): JoinedRows {
  const rows = sheets.flatMap((sheet) => sheet.rows);
  const byDomain = indexByDomain(rows);
  const joined: Row[] = [];
  const orphans: Row[] = [];
  const findings: Finding[] = [];
  for (const alias of aliasSheets.flatMap((sheet) => sheet.rows)) {
    const match = matchFor(alias, byDomain.get(domainKey(alias.cells.domain?.value ?? '')) ?? []);
    if ('to' in match) joined.push(withOrder(alias, match.to.cells.order));
    else {
      orphans.push(alias);
      findings.push(match.problem);
    }
  }
  return { rows: [...rows, ...joined], findings, orphans };
}

function indexByDomain(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    if (!row.cells.domain) continue;
    const key = domainKey(row.cells.domain.value);
    const known = index.get(key);
    if (known) known.push(row);
    else index.set(key, [row]);
  }
  return index;
}

/** The order counts only where both rows name one; a domain row without an order takes aliases of any. */
function matchFor(alias: Row, rows: readonly Row[]): Match {
  const domain = alias.cells.domain;
  const wanted = alias.cells.order?.value;
  if (!domain)
    return { problem: orphan(alias, 'This alias row names no domain.', 'Fill the domain column of this row.') };
  if (rows.length === 0) {
    const message = `No row of the domains sheets has the domain "${domain.value}".`;
    return { problem: orphan(alias, message, 'Correct the domain, or add it to the domains sheet.') };
  }
  if (wanted === undefined) return onlyOrder(alias, rows);
  const exact = rows.find((row) => row.cells.order?.value === wanted) ?? rows.find((row) => !row.cells.order);
  if (exact) return { to: exact };
  const message = `The order "${wanted}" has no row with the domain "${domain.value}".`;
  return { problem: orphan(alias, message, 'Correct the order or the domain, or empty the order cell of this row.') };
}

function onlyOrder(alias: Row, rows: readonly Row[]): Match {
  const [first] = rows;
  const orders = new Set(rows.map((row) => row.cells.order?.value ?? ''));
  if (first && orders.size === 1) return { to: first };
  const names = [...orders].map((name) => (name === '' ? 'rows without an order' : `"${name}"`)).join(', ');
  return {
    problem: {
      code: 'SHEET-ALIAS-AMBIGUOUS',
      severity: 'error',
      at: alias.cells.domain?.at ?? alias.at,
      value: alias.cells.domain?.value ?? '',
      message: `This domain stands in several orders (${names}), and the alias row does not say which one it belongs to.`,
      fix: 'Write the name of the order into the order column of this row.',
    },
  };
}

function orphan(alias: Row, message: string, fix: string): Finding {
  const { domain } = alias.cells;
  const place = { at: domain?.at ?? alias.at, value: domain?.value ?? '' };
  return { code: 'SHEET-ALIAS-ORPHAN', severity: 'error', ...place, message, fix };
}

function withOrder(alias: Row, order: Cell | undefined): Row {
  const { order: _own, ...cells } = alias.cells;
  return { at: alias.at, cells: order ? { ...cells, order } : cells };
}
