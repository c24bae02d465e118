import { columnNamed } from '../domain/columns.ts';
import type { Finding } from '../domain/finding.ts';
import { type Cell, columnLetters, type Place, type RowPlace } from '../domain/place.ts';
import type { MappedSheet, Row, SheetTable, TableRow } from '../domain/row.ts';
import { SECRET_MASK, Secret, SHEET_SECRET_PREFIX, secretFrom } from '../domain/secret.ts';
import { cleanCell, cleanSecret } from './clean-cell.ts';
import { type HeaderMap, headerText, matchHeaders } from './match-headers.ts';
import { spreadAliases } from './spread-aliases.ts';

const OPTIONAL = new Set([
  'redirect',
  'tag',
  'coupon',
  'quantity',
  'client',
  'domain_profile_picture',
  'profile_picture',
  'form_uuid',
  'price_id',
]);
const SHOWN_CODE_POINTS = new Set(['domain', 'alias']);
const LOOKS_LIKE_REFERENCE = /^env\s*:/i;
const REFERENCE = new RegExp(`^env:${SHEET_SECRET_PREFIX}\\w+$`);

interface UsedColumn {
  readonly name: string;
  readonly index: number;
  readonly header: string;
  readonly letters: string;
}

interface Reading {
  readonly cell: Cell | null;
  readonly findings: readonly Finding[];
}

/** Gives every column its canonical name and every cell its place; the sheet's own findings come along, in line order. */
export function mapColumns(table: SheetTable, map: HeaderMap = {}): MappedSheet {
  const { columns, unknown, findings } = matchHeaders(table, map);
  const found: Finding[] = [...findings, ...writtenPasswords(table, columns)];
  const used = [...columns].map(([name, index]): UsedColumn => ({ name, index, ...spokenOf(table, index) }));
  const rows = [...table.rows].flatMap((row): readonly Row[] => {
    const cells: Record<string, Cell> = {};
    for (const column of used) {
      const reading = readCell(table, row, column);
      if (reading.cell) cells[column.name] = reading.cell;
      found.push(...reading.findings);
    }
    const spread = spreadAliases({ at: rowPlace(table, row), cells });
    found.push(...spread.findings);
    return spread.rows;
  });
  const all = [...table.findings, ...found].sort((a, b) => a.at.line - b.at.line);
  return { table, rows, columns: Object.fromEntries(columns), unknownColumns: unknown, findings: all };
}

function spokenOf(table: SheetTable, index: number): { readonly header: string; readonly letters: string } {
  return { header: headerText(table.header[index] ?? ''), letters: columnLetters(index) };
}

function readCell(table: SheetTable, row: TableRow, { name, index, header, letters }: UsedColumn): Reading {
  const raw = row.cells[index] ?? '';
  if (raw === '') return { cell: null, findings: [] };
  const at: Place = { ...rowPlace(table, row), column: header, cell: `${letters}${row.line}` };
  return columnNamed(name)?.secret ? readSecret(raw, at) : readText(raw, at, name);
}

function readText(raw: string, at: Place, name: string): Reading {
  const { text, removed } = cleanCell(raw, SHOWN_CODE_POINTS.has(name));
  if (text === '') return { cell: null, findings: [] };
  if (isNothing(name, text)) return { cell: null, findings: [nothing(at, text)] };
  return { cell: { value: text, at }, findings: spaceFinding(at, text, removed, SHOWN_CODE_POINTS.has(name)) };
}

/** People write `n/a` where they mean nothing; never in a cell that an order cannot do without. */
function isNothing(name: string, text: string): boolean {
  return OPTIONAL.has(name) && /^(n\/?a|none|null|[-–—]+)$/i.test(text);
}

function nothing(at: Place, value: string): Finding {
  const message = `"${value}" is taken for an empty cell.`;
  return {
    code: 'SHEET-NONE',
    severity: 'info',
    at,
    value,
    message,
    fix: 'Nothing to do; an empty cell says the same.',
  };
}

function readSecret(raw: string, at: Place): Reading {
  const { text, removed } = cleanSecret(raw);
  if (text === '') return { cell: null, findings: [] };
  const space = spaceFinding(at, SECRET_MASK, removed, false);
  if (!LOOKS_LIKE_REFERENCE.test(text) || REFERENCE.test(text)) {
    return { cell: { value: SECRET_MASK, at, secret: secretFrom(text, 'sheet') }, findings: space };
  }
  // A refused reference is kept as plain text, so that no later step could ever read the variable it names.
  const secret = new Secret({ kind: 'text', text });
  return { cell: { value: SECRET_MASK, at, secret }, findings: [...space, badReference(at)] };
}

function badReference(at: Place): Finding {
  return {
    code: 'SHEET-SECRET-NAME',
    severity: 'error',
    at,
    value: SECRET_MASK,
    message: `A sheet may only name environment variables that begin with ${SHEET_SECRET_PREFIX}.`,
    fix: `Write env:${SHEET_SECRET_PREFIX} followed by a name, and set that variable before the run.`,
  };
}

function spaceFinding(at: Place, value: string, removed: readonly string[], shown: boolean): readonly Finding[] {
  if (removed.length === 0) return [];
  const what = shown ? ` (${removed.join(', ')})` : '';
  return [
    {
      code: 'SHEET-SPACE',
      severity: shown ? 'warning' : 'info',
      at,
      value,
      message: `White space or invisible characters${what} were removed from this cell.`,
      fix: 'Nothing to do if the value is right; type it again in the sheet to be rid of this message.',
    },
  ];
}

/** One warning for the whole sheet, at the first password column that holds a written-out text. */
function writtenPasswords(table: SheetTable, columns: ReadonlyMap<string, number>): readonly Finding[] {
  const written = (index: number) =>
    [...table.rows].some((row) => {
      const { text } = cleanSecret(row.cells[index] ?? '');
      return text !== '' && !LOOKS_LIKE_REFERENCE.test(text);
    });
  const found = [...columns].find(([name, index]) => name.endsWith('_password') && written(index));
  if (!found) return [];
  const [name, index] = found;
  const { header: column, letters } = spokenOf(table, index);
  return [
    {
      code: 'SHEET-PASSWORD',
      severity: 'warning',
      at: {
        ...rowPlace(table, { line: table.headerLine }),
        column,
        cell: `${letters}${table.headerLine}`,
      },
      value: SECRET_MASK,
      message: `The column "${column}" holds written-out passwords; anyone who gets this sheet can read them.`,
      fix: `Name a profile in the column "${name.split('_')[0]}", or write env:${SHEET_SECRET_PREFIX} and a name instead.`,
    },
  ];
}

function rowPlace(table: SheetTable, row: { readonly line: number }): RowPlace {
  return { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }), line: row.line };
}
