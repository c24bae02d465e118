import { columnNamed } from '../domain/columns.ts';
import type { Finding } from '../domain/finding.ts';
import { type Cell, columnLetters, type Place, type RowPlace } from '../domain/place.ts';
import type { ReadRow, SheetTable, TableRow } from '../domain/row.ts';
import { SECRET_MASK, Secret, SHEET_SECRET_PREFIX, secretFrom } from '../domain/secret.ts';
import { cleanCell, cleanSecret, isClean } from './clean-cell.ts';
import { headerText } from './match-headers.ts';
import { isSide, spreadAliases } from './spread-aliases.ts';

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
const REFERENCE = new RegExp(`^env:${SHEET_SECRET_PREFIX}\\w+$`);
const NOTHING = /^(n\/?a|none|null|[-–—]+)$/i;

/** What the header settles once for all the cells of a column. */
interface UsedColumn {
  readonly table: SheetTable;
  readonly name: string;
  readonly index: number;
  readonly header: string;
  readonly letters: string;
  readonly secret: boolean;
  /** Invisible characters are errors in disguise here, so they are named. */
  readonly shown: boolean;
  readonly optional: boolean;
}

/** True for a text that names an environment variable. */
export function looksLikeReference(text: string): boolean {
  return /^env\s*:/i.test(text);
}

/** Reads the rows of one sheet: each filled cell under its canonical name and with its place, and what is wrong with it. */
export function rowReader(table: SheetTable, columns: ReadonlyMap<string, number>): (row: TableRow) => ReadRow {
  const used = [...columns].map(([name, index]) => usedColumn(table, name, index));
  const hasSides = used.some(({ name }) => isSide(name));
  return (row) => {
    const cells: Record<string, Cell> = {};
    const found: Finding[] = [];
    for (const column of used) {
      const raw = row.cells[column.index];
      if (!raw) continue;
      const cell = column.secret ? readSecret(raw, row.line, column, found) : readText(raw, row.line, column, found);
      if (cell) cells[column.name] = cell;
    }
    const { rows, findings } = spreadAliases({ at: rowPlace(table, row.line), cells }, hasSides);
    return { rows, findings: found.length === 0 ? findings : [...found, ...findings] };
  };
}

/** Of the many cells of a sheet few are ever asked where they stand, so their places are made only then. */
class ReadCell implements Cell {
  readonly value: string;
  readonly #line: number;
  readonly #column: UsedColumn;

  constructor(value: string, line: number, column: UsedColumn) {
    this.value = value;
    this.#line = line;
    this.#column = column;
  }

  get at(): Place {
    return cellPlace(this.#line, this.#column);
  }
}

/** What `rowReader` makes of a cell in the `order` column. */
export function orderName(raw: string): string {
  return cleanCell(raw, false).text;
}

function usedColumn(table: SheetTable, name: string, index: number): UsedColumn {
  return {
    table,
    name,
    index,
    header: headerText(table.header[index] ?? ''),
    letters: columnLetters(index),
    secret: columnNamed(name)?.secret ?? false,
    shown: SHOWN_CODE_POINTS.has(name),
    optional: OPTIONAL.has(name),
  };
}

function readText(raw: string, line: number, column: UsedColumn, findings: Finding[]): Cell | null {
  const { optional, shown } = column;
  if (isClean(raw) && !(optional && NOTHING.test(raw))) return new ReadCell(raw, line, column);
  const { text, removed } = cleanCell(raw, shown);
  if (text === '') return null;
  if (optional && NOTHING.test(text)) {
    findings.push(nothing(cellPlace(line, column), text));
    return null;
  }
  if (removed.length > 0) findings.push(spaceFinding(cellPlace(line, column), text, removed, shown));
  return new ReadCell(text, line, column);
}

/** People write `n/a` where they mean nothing; never in a cell that an order cannot do without. */
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

function readSecret(raw: string, line: number, column: UsedColumn, findings: Finding[]): Cell | null {
  const { text, removed } = cleanSecret(raw);
  if (text === '') return null;
  const at = cellPlace(line, column);
  if (removed.length > 0) findings.push(spaceFinding(at, SECRET_MASK, removed, false));
  if (!looksLikeReference(text) || REFERENCE.test(text))
    return { value: SECRET_MASK, at, secret: secretFrom(text, 'sheet') };
  findings.push(badReference(at));
  // A refused reference is kept as plain text, so that no later step could ever read the variable it names.
  return { value: SECRET_MASK, at, secret: new Secret({ kind: 'text', text }) };
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

function spaceFinding(at: Place, value: string, removed: readonly string[], shown: boolean): Finding {
  const what = shown ? ` (${removed.join(', ')})` : '';
  return {
    code: 'SHEET-SPACE',
    severity: shown ? 'warning' : 'info',
    at,
    value,
    message: `White space or invisible characters${what} were removed from this cell.`,
    fix: 'Nothing to do if the value is right; type it again in the sheet to be rid of this message.',
  };
}

/** Where the row of a table stands. */
export function rowPlace({ file, sheet }: SheetTable, line: number): RowPlace {
  return sheet === undefined ? { file, line } : { file, sheet, line };
}

function cellPlace(line: number, { table, header: column, letters }: UsedColumn): Place {
  const { file, sheet } = table;
  const cell = `${letters}${line}`;
  return sheet === undefined ? { file, line, column, cell } : { file, sheet, line, column, cell };
}
