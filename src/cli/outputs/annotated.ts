import { extname } from 'node:path';
import { columnOf } from '../../domain/columns.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { type BatchReport, changedOutcome } from '../../domain/outcome.ts';
import { columnLetters } from '../../domain/place.ts';
import type { SheetTable } from '../../domain/row.ts';
import { LONGEST_WORKSHEET_TEXT, MOST_WORKSHEET_ROWS } from '../../domain/worksheet.ts';
import { writeWorkbook } from '../../io/workbook/write-workbook.ts';
import { csvText } from '../../io/write-results.ts';
import { annotatedRows } from '../../steps/annotate-rows.ts';
import { annotatedWorksheet } from '../../steps/annotated-worksheet.ts';
import { nameWorksheets } from '../../steps/name-worksheets.ts';
import type { Flags } from '../options.ts';
import { assertNoUnseenRows } from '../unseen-rows.ts';
import { summarySheet } from './summary-sheet.ts';

const SUMMARY = 'Summary';

/** Throws UsageError when `--annotated` names a kind of file that we do not write. */
export function assertAnnotatedName({ annotated }: Flags): void {
  if (!annotated || /\.(csv|tsv|txt|xlsx)$/i.test(annotated)) return;
  throw new UsageError(
    `--annotated ${annotated}: it is written as CSV or as a workbook.`,
    'Give it a name that ends in .csv or .xlsx.',
    'OUTPUT-KIND',
  );
}

/**
 * Found out as soon as the sheets are read, so before anything is sent: sheets that `--annotated FILE` cannot hold whole.
 * Returns what a person is to know of that file. Throws UsageError.
 */
export function assertAnnotatedFits(
  { annotated, 'header-row': headerRow }: Flags,
  tables: readonly SheetTable[],
): readonly string[] {
  if (!annotated) return [];
  if (isWorkbookName(annotated)) for (const table of tables) assertWorksheetHolds(annotated, table);
  else if (tables.length > 1)
    throw new UsageError(
      `--annotated ${annotated}: a CSV holds one sheet, and there are ${tables.length}; read again as one, their columns would be mixed up.`,
      `Name a workbook, which has a worksheet for each: --annotated ${workbookName(annotated)}`,
      'USAGE-ONE-SHEET',
    );
  if (!isWorkbookName(annotated))
    assertNoUnseenRows(
      `--annotated ${annotated}`,
      tables,
      `Write a workbook, which keeps them hidden: --annotated ${workbookName(annotated)}. Or show the rows, or say --hidden-rows include or --hidden-rows skip.`,
    );
  const notes = tables.some(holdsSecrets)
    ? [
        `${annotated} repeats the logins and passwords of the sheet; only you can read it (mode 0600), so think before you pass it on.`,
      ]
    : [];
  if (headerRow === undefined) return notes;
  return [
    ...notes,
    `${annotated} has its header in row ${headerRow} too: read it again with --header-row ${headerRow}.`,
  ];
}

/** The sheets with what became of each row, as the file's name asks for. */
export function annotatedFile(
  flags: Flags,
  report: BatchReport,
  tables: readonly SheetTable[],
  cover: (text: string) => string,
): string | Uint8Array {
  const path = flags.annotated ?? '';
  const covered = withCoveredWords(report, cover);
  if (isWorkbookName(path)) return annotatedWorkbook(covered, tables);
  const rows = tables.flatMap((table) => annotatedRows(table, covered.outcomes));
  return csvText(rows, { bom: !flags['no-bom'], delimiter: delimiterFor(path, tables[0]) });
}

function annotatedWorkbook(report: BatchReport, tables: readonly SheetTable[]): Uint8Array {
  const names = nameWorksheets([...tables.map(({ sheet, file }) => sheet ?? file.replace(/\.[^.]*$/, '')), SUMMARY]);
  const findings = [...report.outcomes.flatMap((outcome) => outcome.findings), ...report.sheetFindings];
  const listed = tables.map((table, index) => ({ table, name: names[index] ?? table.file }));
  const sheets = listed.map(({ table, name }) => annotatedWorksheet(table, report.outcomes, findings, name));
  return writeWorkbook([...sheets, summarySheet(report, listed, names.at(-1) ?? SUMMARY)]);
}

/** A report in whose sentences every secret is covered; the sheets' own cells are not touched. */
function withCoveredWords(report: BatchReport, cover: (text: string) => string): BatchReport {
  const finding = (one: Finding): Finding => ({
    ...one,
    message: cover(one.message),
    ...(one.fix === undefined ? {} : { fix: cover(one.fix) }),
  });
  const outcomes = report.outcomes.map((outcome) =>
    changedOutcome(outcome, {
      client: cover(outcome.client),
      errors: outcome.errors.map(cover),
      fix: cover(outcome.fix),
      findings: outcome.findings.map(finding),
    }),
  );
  const sheetFindings = report.sheetFindings.map(finding);
  return { ...report, outcomes, sheetFindings, notes: report.notes.map(cover), unchecked: report.unchecked.map(cover) };
}

/** As the sheet had it, so that a program that opened the one opens the other. */
function delimiterFor(path: string, table: SheetTable | undefined): string {
  if (/\.tsv$/i.test(path)) return '\t';
  return table?.delimiter === ';' ? ';' : ',';
}

function assertWorksheetHolds(path: string, { file, sheet, rows, headerLine, header, unread = [] }: SheetTable): void {
  const named = sheet === undefined ? file : `${file}, worksheet "${sheet}",`;
  const all = [...unread, { line: headerLine, cells: header }, ...rows];
  const last = all.reduce((most, { line }) => Math.max(most, line), 0);
  if (last > MOST_WORKSHEET_ROWS)
    refuse(path, `${named} has ${last} rows, and a worksheet holds ${MOST_WORKSHEET_ROWS}.`);
  for (const { line, cells } of all) {
    const long = cells.findIndex((cell) => cell.length > LONGEST_WORKSHEET_TEXT);
    if (long < 0) continue;
    const cell = `${columnLetters(long)}${line}`;
    refuse(
      path,
      `${named} cell ${cell} is longer than the ${LONGEST_WORKSHEET_TEXT} characters of a worksheet's cell.`,
    );
  }
}

function refuse(path: string, why: string): never {
  throw new UsageError(
    `--annotated ${path}: ${why}`,
    'Write it as CSV, which has no such limit, or split the sheet.',
    'OUTPUT-KIND',
  );
}

function holdsSecrets({ header, rows }: SheetTable): boolean {
  const columns = header.flatMap((name, index) => (columnOf(name)?.secret ? [index] : []));
  return (
    columns.length > 0 && [...rows].some(({ cells }) => columns.some((index) => (cells[index] ?? '').trim() !== ''))
  );
}

function workbookName(path: string): string {
  return `${path.slice(0, -extname(path).length)}.xlsx`;
}

function isWorkbookName(path: string): boolean {
  return /\.xlsx$/i.test(path);
}
