import { columnNamed } from '../../domain/columns.ts';
import { columnLetters } from '../../domain/place.ts';
import type { MappedSheet } from '../../domain/row.ts';
import { SECRET_MASK } from '../../domain/secret.ts';
import { mayHoldSecrets } from '../../domain/secret-headers.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { sayFindings } from '../../steps/say-finding.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { commandLine } from '../say-command.ts';
import { table } from '../terminal/table.ts';
import { fitted } from '../terminal/wrap.ts';
import type { Host } from './command.ts';

const FIRST_ROWS = 3;
const LONGEST_CELL = 24;

/** What the reader detected, before any rule is asked. */
export async function runInspect(flags: Flags, host: Host): Promise<ExitCode> {
  const composition = host.compose(flags);
  const { mapped } = composition.prepare();
  const { outWidth } = host.terminal;
  const text = flags.json
    ? JSON.stringify(mapped.map(fieldsOf), null, 2)
    : mapped.map((sheet) => saySheet(sheet, outWidth)).join('\n\n');
  host.terminal.out(composition.redactor.cover(text));
  if (!flags.quiet && !flags.json)
    host.terminal.err(composition.redactor.cover(`Next: ${commandLine('check', flags)}`));
  return EXIT.done;
}

/** Secrets are shown by their mask alone. */
function fieldsOf({ table: sheet, columns, unknownColumns, findings }: MappedSheet) {
  const firstRows = Array.from({ length: FIRST_ROWS }, (_, index) => sheet.rows.at(index) ?? []).flat();
  const names = new Map(Object.entries(columns).map(([name, index]) => [index, name]));
  const isSecret = (index: number) => {
    const name = names.get(index);
    return name === undefined ? mayHoldSecrets(sheet.header[index] ?? '') : columnNamed(name)?.secret === true;
  };
  return {
    file: sheet.file,
    worksheet: sheet.sheet ?? null,
    encoding: sheet.encoding,
    delimiter: sheet.delimiter,
    header_row: sheet.headerLine,
    rows: sheet.rows.length,
    blank_rows: sheet.blankRows,
    columns: sheet.header.map((header, index) => ({
      column: columnLetters(index),
      header,
      means: names.get(index) ?? null,
      covered: isSecret(index),
      first: firstRows.map((row) => (isSecret(index) && row.cells[index] ? SECRET_MASK : (row.cells[index] ?? ''))),
    })),
    not_used: unknownColumns,
    findings: findings.map(({ code, severity, message }) => ({ code, severity, message })),
  };
}

function saySheet(sheet: MappedSheet, screen: number | null): string {
  const seen = fieldsOf(sheet);
  const name = seen.worksheet === null ? seen.file : `${seen.file}, worksheet "${seen.worksheet}"`;
  const parts =
    seen.delimiter === '' ? seen.encoding : `${seen.encoding}, cells separated by ${sayDelimiter(seen.delimiter)}`;
  const rows = seen.columns.map(({ column, header, means, first }) => [
    column,
    visibleText(header) || '(empty)',
    means ?? 'not used',
    first.map((cell) => visibleText(cell.slice(0, LONGEST_CELL)) || '-').join(' | '),
  ]);
  return [
    `${name}: ${parts}; header in row ${seen.header_row}; ${seen.rows} rows, ${seen.blank_rows} blank`,
    table(['column', 'header', 'means', `first ${FIRST_ROWS} rows`], rows, screen),
    fitted(sayCovered(seen.columns.filter(({ means, covered }) => covered && means === null)), screen),
    fitted(sayFindings(sheet.findings), screen),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What was left out has to be said, or a person would look for the mistake in the sheet. */
function sayCovered(columns: readonly { readonly header: string }[]): string {
  if (columns.length === 0) return '';
  const names = columns.map(({ header }) => `"${visibleText(header)}"`).join(', ');
  return `${SECRET_MASK} stands for what is under ${names}: that may be a password, and it is not used.`;
}

function sayDelimiter(delimiter: string): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': '"|"' }[delimiter] ?? `"${delimiter}"`;
}
