import { describe, expect, test } from 'vitest';
import { SheetError } from '../../src/domain/errors.ts';
import { ADDED_COLUMNS, OWN_FILES, ownFileOf } from '../../src/domain/own-files.ts';
import { SUMMARY_SHEETS, SUMMARY_TITLE } from '../../src/domain/worksheet.ts';
import { readSheet, readSheets } from '../../src/io/read-sheet.ts';
import { csvText } from '../../src/io/write-results.ts';
import { markdownReport } from '../../src/report/markdown-report.ts';
import { DELIVERY_COLUMNS } from '../../src/steps/delivery-rows.ts';
import { RESULT_COLUMNS, resultRows } from '../../src/steps/result-rows.ts';
import { outcomeWith, reportWith } from '../support/outcomes.ts';
import { workbook } from '../support/workbooks.ts';

function refusal(bytes: Uint8Array, name = 'x.csv', sheet?: string): string {
  try {
    readSheets(bytes, name, sheet === undefined ? {} : { sheet });
  } catch (error) {
    if (error instanceof SheetError) return `${error.code}: ${error.message} ${error.hint}`;
    throw error;
  }
  return 'read';
}

const results = (...outcomes: Parameters<typeof resultRows>[0]) =>
  csvText([[...RESULT_COLUMNS], ...resultRows(outcomes)], { bom: true });

describe('a file of ours given as a sheet', () => {
  test('each kind is told by columns that it has', () => {
    const columns = { results: RESULT_COLUMNS, status: DELIVERY_COLUMNS } as const;
    for (const { kind, columns: own } of OWN_FILES) expect(columns[kind]).toEqual(expect.arrayContaining([...own]));
    expect(ownFileOf(RESULT_COLUMNS)).toBe('results');
    expect(ownFileOf(DELIVERY_COLUMNS)).toBe('status');
    expect(ownFileOf(['order', 'domain', 'key', ...ADDED_COLUMNS])).toBeUndefined();
  });

  test('a results file says which sheets it tells of', () => {
    const rows = [
      { file: 'may.csv', line: 2 },
      { file: 'june.xlsx', sheet: 'A', line: 3 },
    ];
    expect(refusal(Buffer.from(results(outcomeWith({ rows }))))).toBe(
      'SHEET-IS-RESULTS: x.csv is a results file: it tells what became of orders, so nothing is ordered from it. It tells of orders from may.csv and june.xlsx. Name may.csv and june.xlsx instead, or an annotated copy, which can be corrected and given again.',
    );
  });

  test('also one that a spreadsheet program saved as a workbook', () => {
    const saved = workbook({ rows: [[...RESULT_COLUMNS], ...resultRows([outcomeWith()]).map((row) => [...row])] });
    expect(refusal(saved, 'r.xlsx')).toMatch(/^SHEET-IS-RESULTS: r\.xlsx, worksheet "Sheet1", is a results file/);
  });

  test.each([
    ['\ufeff<!DOCTYPE html><html></html>', 'an HTML page'],
    ['<?xml version="1.0"?><testsuites/>', 'an XML file'],
    ['{"schema": 1, "outcomes": []}', 'a JSON file'],
    [markdownReport(reportWith({ outcomes: [outcomeWith()] })), 'a Markdown file'],
    ['{"sheetorder_plan": 1}', 'a plan that check saved'],
  ])('%s', (text, what) => {
    expect(refusal(Buffer.from(text))).toContain(`SHEET-IS-REPORT: x.csv is ${what}`);
  });

  test('a sheet whose first cell merely looks odd is read', () => {
    expect(readSheet(Buffer.from('{x},domain\n[1],alpha.example\n'), 'x.csv').rows).toHaveLength(1);
    expect(readSheet(Buffer.from('<b>,domain\n1,alpha.example\n'), 'x.csv').rows).toHaveLength(1);
  });
});

describe('an annotated workbook', () => {
  const sheet = (name: string, domain: string) => ({
    name,
    rows: [
      ['domain', ...ADDED_COLUMNS],
      [domain, 'ready', '', '', ''],
    ],
  });
  const summary = (...list: string[][]) => ({
    name: 'Summary',
    rows: [[SUMMARY_TITLE], [...SUMMARY_SHEETS, 'rows'], ...list, ['end']],
  });
  const names = (bytes: Uint8Array) =>
    readSheets(bytes, 'a.xlsx').map((table) => `${table.sheet} ${table.role ?? 'orders'}`);
  const both = [
    ['May', 'orders', '1'],
    ['Al', 'aliases', '1'],
  ];

  test('is read as its summary says, wherever the summary stands', () => {
    expect(names(workbook(sheet('May', 'a.example'), sheet('Al', 'a.example'), summary(...both)))).toEqual([
      'May orders',
      'Al aliases',
    ]);
    expect(names(workbook(summary(['May', 'orders', '1']), sheet('May', 'a.example')))).toEqual(['May orders']);
  });

  test('does not speak of its own worksheets, but of one that a person added', () => {
    const parts = [sheet('May', 'a.example'), sheet('Al', 'a.example'), summary(...both)];
    const messages = (bytes: Uint8Array) =>
      readSheets(bytes, 'a.xlsx').flatMap(({ findings }) => findings.map(({ message }) => message));
    expect(messages(workbook(...parts))).toEqual([]);
    expect(messages(workbook(...parts, { name: 'Mine', rows: [['x']] }))).toEqual([
      'Only the worksheet "May" is read, and not "Mine".',
      'Only the worksheet "Al" is read, and not "Mine".',
    ]);
  });

  test('one worksheet alone may have been given another name; of several each must be there', () => {
    expect(names(workbook(sheet('New', 'a.example'), summary(['May', 'orders', '1'])))).toEqual(['New orders']);
    expect(
      refusal(workbook(sheet('New', 'a.example'), sheet('Al', 'a.example'), summary(...both)), 'a.xlsx'),
    ).toContain('"May" is not there any more');
  });

  test('of several worksheets without the summary is refused, since it is not known which holds aliases', () => {
    const bytes = workbook(sheet('May', 'a.example'), sheet('Al', 'a.example'));
    expect(refusal(bytes, 'a.xlsx')).toContain('its summary');
    expect(refusal(bytes, 'a.xlsx', 'Al')).toBe('read');
  });

  test('the summary itself is never read', () => {
    expect(refusal(workbook(sheet('May', 'a.example'), summary()), 'a.xlsx', 'summary')).toMatch(/^SHEET-IS-RESULTS/);
    expect(refusal(workbook(summary()), 'a.xlsx')).toContain('no worksheet to order from');
  });
});
