import type { Finding } from '../domain/finding.ts';
import { columnLetters } from '../domain/place.ts';
import type { MappedSheet, ReadRow, Row, SheetTable, TableRow } from '../domain/row.ts';
import { SECRET_MASK, SHEET_SECRET_PREFIX } from '../domain/secret.ts';
import { cleanSecret } from './clean-cell.ts';
import { type HeaderMap, headerText, matchHeaders } from './match-headers.ts';
import { looksLikeReference, rowReader } from './read-row.ts';

/** Gives every column its canonical name; its rows are read one by one, or all at once by whoever asks for `rows`. */
export function mapColumns(table: SheetTable, map: HeaderMap = {}): MappedSheet {
  const { columns, unknown, findings } = matchHeaders(table, map);
  const own = inLineOrder([...table.findings, ...findings, ...writtenPasswords(table, columns)]);
  return new MappedTable(table, columns, unknown, own);
}

/** A sheet whose headers were matched before; nothing is said of it again. */
export function mappedAs(table: SheetTable, columns: Readonly<Record<string, number>>): MappedSheet {
  return new MappedTable(table, new Map(Object.entries(columns)), [], []);
}

class MappedTable implements MappedSheet {
  readonly table: SheetTable;
  readonly columns: Readonly<Record<string, number>>;
  readonly unknownColumns: readonly string[];
  readonly ownFindings: readonly Finding[];
  readonly read: (row: TableRow) => ReadRow;
  #whole: ReadRow | null = null;

  constructor(
    table: SheetTable,
    columns: ReadonlyMap<string, number>,
    unknown: readonly string[],
    own: readonly Finding[],
  ) {
    this.table = table;
    this.columns = Object.fromEntries(columns);
    this.unknownColumns = unknown;
    this.ownFindings = own;
    this.read = rowReader(table, columns);
  }

  get rows(): readonly Row[] {
    return this.#all().rows;
  }

  get findings(): readonly Finding[] {
    return inLineOrder([...this.ownFindings, ...this.#all().findings]);
  }

  #all(): ReadRow {
    if (this.#whole) return this.#whole;
    const rows: Row[] = [];
    const findings: Finding[] = [];
    for (const row of this.table.rows) {
      const read = this.read(row);
      rows.push(...read.rows);
      findings.push(...read.findings);
    }
    this.#whole = { rows, findings };
    return this.#whole;
  }
}

function inLineOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => a.at.line - b.at.line);
}

/** One warning for the whole sheet, at the first password column that holds a written-out text. */
function writtenPasswords(table: SheetTable, columns: ReadonlyMap<string, number>): readonly Finding[] {
  const written = (index: number) =>
    anyRow(table, (row) => {
      const { text } = cleanSecret(row.cells[index] ?? '');
      return text !== '' && !looksLikeReference(text);
    });
  const found = [...columns].find(([name, index]) => name.endsWith('_password') && written(index));
  if (!found) return [];
  const [name, index] = found;
  const column = headerText(table.header[index] ?? '');
  const letters = columnLetters(index);
  return [
    {
      code: 'SHEET-PASSWORD',
      severity: 'warning',
      at: {
        file: table.file,
        ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
        line: table.headerLine,
        column,
        cell: `${letters}${table.headerLine}`,
      },
      value: SECRET_MASK,
      message: `The column "${column}" holds written-out passwords; anyone who gets this sheet can read them.`,
      fix: `Name a profile in the column "${name.split('_')[0]}", or write env:${SHEET_SECRET_PREFIX} and a name instead.`,
    },
  ];
}

/** Stops at the first that fits. */
function anyRow({ rows }: SheetTable, fits: (row: TableRow) => boolean): boolean {
  for (const row of rows) if (fits(row)) return true;
  return false;
}
