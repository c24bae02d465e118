import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { unguardCell } from '../../src/domain/formula-guard.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { readCsv } from '../../src/io/read-csv.ts';
import { readXlsx } from '../../src/io/read-xlsx.ts';
import { writeWorkbook } from '../../src/io/workbook/write-workbook.ts';
import { csvText } from '../../src/io/write-results.ts';
import { annotatedRows } from '../../src/steps/annotate-rows.ts';
import { annotatedWorksheet } from '../../src/steps/annotated-worksheet.ts';
import { nastyRows } from '../support/nasty-texts.ts';
import { findingWith, outcomeWith } from '../support/outcomes.ts';
import { tableOf } from '../support/sheets.ts';
import { workbook } from '../support/workbooks.ts';

const HEADER = ['domain', 'tag', 'notes'];
const placed = (table: SheetTable) =>
  outcomeWith({
    rows: [...table.rows].map(({ line }) => ({
      file: table.file,
      ...(table.sheet ? { sheet: table.sheet } : {}),
      line,
    })),
  });

function asWorkbook(table: SheetTable, findings: readonly Finding[] = []): SheetTable {
  return readXlsx(writeWorkbook([annotatedWorksheet(table, [placed(table)], findings, 'may')]), 'may.xlsx');
}

/** What the cells mean, without what we added. Our reader gives every line break of a workbook as LF, as Excel writes them. */
function ownCells(table: SheetTable, columns = HEADER.length) {
  const rows = [{ line: table.headerLine, cells: table.header }, ...table.rows];
  return rows.map(({ line, cells }) => [line, ...cells.slice(0, columns).map(meaning)]);
}

function meaning(cell: string): string {
  return unguardCell(cell).replace(/\r+\n/g, '\n');
}

function rowOf(table: SheetTable, line: number, findings: readonly Finding[]) {
  const row = [...annotatedWorksheet(table, [placed(table)], findings, 'may').rows][line - 1];
  if (!row) throw new Error(`there is no line ${line}`);
  return row;
}

describe('a workbook without our columns is the sheet, cell by cell', () => {
  test('of a CSV', () => {
    fc.assert(
      fc.property(nastyRows, (rows) => {
        const table = readCsv(new TextEncoder().encode(csvText([HEADER, ...rows], { bom: true })), 'may.csv');
        const back = asWorkbook(table, [findingWith({ at: { file: 'may.csv', line: 2, cell: 'B2' } })]);
        expect(ownCells(back)).toEqual(ownCells(table));
        expect([...back.rows].every(({ cells }) => cells[3] === 'placed')).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  test('of a workbook', () => {
    fc.assert(
      fc.property(nastyRows, (rows) => {
        const table = readXlsx(workbook({ rows: [HEADER, ...rows] }), 'may.xlsx');
        expect(ownCells(asWorkbook(table))).toEqual(ownCells(table));
      }),
      { numRuns: 60 },
    );
  });

  test('of a workbook, written as CSV and as a workbook in turns', () => {
    fc.assert(
      fc.property(nastyRows, (rows) => {
        const table = tableOf([HEADER, ...rows]);
        const once = asWorkbook(table);
        const csv = csvText(annotatedRows(once, [placed(once)]), { bom: true });
        const twice = asWorkbook(readCsv(new TextEncoder().encode(csv), 'may.csv'));
        expect(ownCells(twice)).toEqual(ownCells(table));
        expect(twice.header).toEqual([...HEADER, 'status', 'order_id', 'error', 'fix']);
      }),
      { numRuns: 60 },
    );
  });
});

describe('lines', () => {
  const csv = 'Orders of May,,\n,,\ndomain,tag,notes\nalpha.example,,\n,,\n  ,,\nbeta.example,,\n';
  const table = readCsv(Buffer.from(csv), 'may.csv', { headerRow: 3 });

  test('titles, blank lines and rows of white space stay where they are', () => {
    const rows = [...annotatedWorksheet(table, [placed(table)], [], 'may').rows].map(({ cells }) => cells[0] ?? '');
    expect(rows).toEqual(['Orders of May', '', 'domain', 'alpha.example', '', '  ', 'beta.example']);
  });

  test('the header and what stands above it stay on the screen', () => {
    expect(annotatedWorksheet(table, [], [], 'may')).toMatchObject({ frozen: 3, filter: { row: 2, columns: 7 } });
  });

  test('a row that nobody saw is hidden in the copy as well, so that it is refused again', () => {
    const hidden = readXlsx(
      workbook({ rows: [['domain'], ['alpha.example'], ['beta.example']], hiddenRows: [2] }),
      'may.xlsx',
    );
    expect(asWorkbook(hidden).findings.map(({ code }) => code)).toEqual(['SHEET-HIDDEN']);
  });

  test('a hidden row that is skipped stays hidden in a workbook, and is a blank line in a CSV', () => {
    const bytes = workbook({ rows: [['domain'], ['alpha.example'], ['beta.example'], ['c.example']], hiddenRows: [2] });
    const skipped = readXlsx(bytes, 'may.xlsx', { hiddenRows: 'skip' });
    expect(asWorkbook(skipped).findings.map(({ code }) => code)).toEqual(['SHEET-HIDDEN']);
    expect(annotatedRows(skipped, []).map((cells) => cells[0])).toEqual(['domain', 'alpha.example', '', 'c.example']);
  });
});

describe('marks', () => {
  const table = tableOf([
    ['domain', 'Redirect URL', ''],
    ['alpha.example', 'https://main.example', ''],
    ['beta.example', '', 'x'],
  ]);

  test('an offending cell has a colour and says in a note what is wrong and what to do', () => {
    const row = rowOf(table, 2, [
      findingWith({ at: { file: 'may.csv', line: 2, column: 'Redirect URL', cell: 'B2' } }),
    ]);
    expect(row.looks?.get(1)).toBe('error');
    expect(row.notes?.get(1)).toBe('error SM-REDIRECT\nThe redirect has a scheme.\n→ Write main.example.');
  });

  test('an empty cell is found by the name of its column', () => {
    expect(rowOf(table, 3, [findingWith({ at: { file: 'may.csv', line: 3, column: 'redirect' } })]).looks?.get(1)).toBe(
      'error',
    );
  });

  test('several findings of one cell: the worst gives the colour, and each is in the note once', () => {
    const at = { file: 'may.csv', line: 2, cell: 'A2' };
    const warning = findingWith({ at, severity: 'warning', message: 'Seldom so.' });
    const row = rowOf(table, 2, [warning, findingWith({ at }), findingWith({ at })]);
    expect(row.looks?.get(0)).toBe('error');
    expect(row.notes?.get(0)?.match(/SM-REDIRECT/g)).toHaveLength(2);
  });

  test('what is said of a whole row stands on its status, and the status keeps its own colour', () => {
    const row = rowOf(table, 2, [findingWith({ at: { file: 'may.csv', line: 2 } })]);
    expect([row.looks?.get(2), row.notes?.has(2)]).toEqual(['good', true]);
  });

  test('a cell beyond the header is marked where it stands now', () => {
    const row = rowOf(table, 3, [findingWith({ code: 'SHEET-RAGGED', at: { file: 'may.csv', line: 3, cell: 'C3' } })]);
    expect([row.cells[6], row.looks?.get(6)]).toEqual(['x', 'error']);
  });

  test('findings of another sheet mark nothing here', () => {
    expect(rowOf(table, 2, [findingWith({ at: { file: 'june.csv', line: 2, cell: 'A2' } })]).notes).toBeUndefined();
  });
});
