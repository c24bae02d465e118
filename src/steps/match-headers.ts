import { columnOf, isOutputHeader, nearColumn, normaliseHeader, sideBySideName } from '../domain/columns.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import { unguardCell } from '../domain/formula-guard.ts';
import { columnLetters, type Place } from '../domain/place.ts';
import type { SheetTable } from '../domain/row.ts';

/** What each header of a sheet means. */
export interface MatchedHeaders {
  /** Canonical name → index in the header. */
  readonly columns: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
  readonly findings: readonly Finding[];
}

/** Normalised header → canonical name; an empty name says that the column is to be ignored. */
export type HeaderMap = Readonly<Record<string, string>>;

const SOURCES = new Set(['scaledmail', 'other', 'buy']);
const MAILBOX_TYPES = new Set(['google', 'outlook', 'microsoft', 'smtp']);

const WORKSPACES = new Set(['workspace', 'workspaceid', 'workspacename']);

/** Matches every header once; nothing is guessed: a nearly matching header is reported, not used. */
export function matchHeaders(table: SheetTable, map: HeaderMap = {}): MatchedHeaders {
  const columns = new Map<string, number>();
  const unknown: string[] = [];
  const findings: Finding[] = [];
  table.header.forEach((header, index) => {
    const key = normaliseHeader(header);
    const said = Object.hasOwn(map, key) ? map[key] : undefined;
    const name = said === undefined ? meaningOf(table, header, index) : said || undefined;
    const first = name === undefined ? undefined : columns.get(name);
    if (name === undefined) {
      if (header.trim() !== '') unknown.push(headerText(header));
      if (said === undefined) findings.push(...unknownFindings(table, header, index));
    } else if (first === undefined) columns.set(name, index);
    else findings.push(duplicate(table, name, first, index));
  });
  if (!columns.has('domain')) findings.push(noDomain(table));
  return { columns, unknown, findings };
}

/** The header as a person reads it. */
export function headerText(header: string): string {
  return unguardCell(header)
    .replace(/\ufeff/g, '')
    .trim();
}

function meaningOf(table: SheetTable, header: string, index: number): string | undefined {
  if (normaliseHeader(header) === 'provider') return providerMeaning(table, index);
  return columnOf(header)?.name ?? sideBySideName(header);
}

/** `provider` is two things to two vendors, so its values tell which. */
function providerMeaning(table: SheetTable, index: number): string | undefined {
  const values = valuesOf(table, index);
  if (values.length === 0) return undefined;
  if (values.every((value) => SOURCES.has(value))) return 'domain_source';
  return values.every((value) => MAILBOX_TYPES.has(value)) ? 'mailbox_type' : undefined;
}

function valuesOf(table: SheetTable, index: number): readonly string[] {
  const values = new Set<string>();
  for (const { cells } of table.rows)
    values.add(
      unguardCell(cells[index] ?? '')
        .trim()
        .toLowerCase(),
    );
  values.delete('');
  return [...values];
}

function unknownFindings(table: SheetTable, header: string, index: number): readonly Finding[] {
  if (normaliseHeader(header) === 'provider') return providerFinding(table, index);
  if (WORKSPACES.has(normaliseHeader(header))) return workspaceFinding(table, index);
  if (isOutputHeader(header)) return [];
  const near = nearColumn(header);
  if (!near) return [];
  const name = headerText(header);
  const hint = near.risky
    ? `Ignoring it could buy something else. Rename it to "${near.name}", or to something quite different if it is not that column.`
    : `Rename it to "${near.name}" if it is that column; otherwise leave it as it is.`;
  return [
    headerFinding(table, index, 'SHEET-HEADER-NEAR', near.risky ? 'error' : 'info', {
      message: `The column "${name}" is not known and is not used; did you mean "${near.name}"?`,
      fix: hint,
    }),
  ];
}

function providerFinding(table: SheetTable, index: number): readonly Finding[] {
  if (valuesOf(table, index).length === 0) return [];
  return [
    headerFinding(table, index, 'SHEET-PROVIDER', 'error', {
      message:
        'The column "provider" can mean where the domains were bought (scaledmail, other, buy) or what the mailboxes run on (google, outlook, microsoft, smtp), and its values do not tell which.',
      fix: 'Rename it to "domain_source" or to "mailbox_type".',
    }),
  ];
}

/** An organization is where the order is bought, a sequencer's workspace where its mailboxes are handed over. */
function workspaceFinding(table: SheetTable, index: number): readonly Finding[] {
  if (valuesOf(table, index).length === 0) return [];
  const name = headerText(table.header[index] ?? '');
  return [
    headerFinding(table, index, 'SHEET-WORKSPACE', 'error', {
      message: `The column "${name}" can mean the organization that orders (which ScaledMail also calls a workspace) or the workspace in the sequencer, and nothing tells which.`,
      fix: `Rename it to "organization_id" or to "sequencer_workspace"; if it is neither, add --map "${name}=-".`,
    }),
  ];
}

function duplicate(table: SheetTable, name: string, first: number, index: number): Finding {
  const [one, two] = [first, index].map(
    (at) => `"${headerText(table.header[at] ?? '')}" (column ${columnLetters(at)})`,
  );
  return headerFinding(table, index, 'SHEET-HEADER-DUP', 'error', {
    message: `The columns ${one} and ${two} both mean "${name}".`,
    fix: 'Remove or rename one of them.',
  });
}

function noDomain(table: SheetTable): Finding {
  return {
    code: 'SHEET-NO-DOMAIN',
    severity: 'error',
    at: sheetPlace(table),
    value: '',
    message: 'This sheet has no "domain" column.',
    fix:
      seemsDomains(table) ??
      'Name the column that holds the domains "domain", or say which it is with --map "HEADER=domain". If the header stands in a lower line, add --header-row N.',
  };
}

/** The column whose cells look like domains, if one does. */
function seemsDomains(table: SheetTable): string | null {
  const index = table.header.findIndex((_, at) => {
    let filled = 0;
    for (const { cells } of table.rows) {
      const cell = cells[at]?.trim() ?? '';
      if (cell === '') continue;
      if (!/^(https?:\/\/)?[^\s@/:]+\.[a-z]{2,}\.?\/?$/i.test(cell)) return false;
      filled += 1;
    }
    return filled > 0;
  });
  const header = headerText(table.header[index] ?? '');
  return header === ''
    ? null
    : `If "${header}" holds the domains, rename it to "domain", or add --map "${header}=domain".`;
}

function headerFinding(
  table: SheetTable,
  index: number,
  code: string,
  severity: Severity,
  text: { readonly message: string; readonly fix: string },
): Finding {
  const header = headerText(table.header[index] ?? '');
  const at: Place = { ...sheetPlace(table), column: header, cell: `${columnLetters(index)}${table.headerLine}` };
  return { code, severity, at, value: header, ...text };
}

function sheetPlace(table: SheetTable): Place {
  return { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }), line: table.headerLine };
}
