import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnLetters } from '../../src/domain/place.ts';
import { cellSpans, cellValue } from '../../src/io/csv-cells.ts';
import { fixCsv } from '../../src/io/fix-csv.ts';
import { csvText } from '../../src/io/write-results.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', ';', '"', '\n', '\r', 'é', "'"), maxLength: 6 });
const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(texts, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }))
  .filter((rows) => rows.every((row) => row.some((cell) => cell !== '')));

function encoded(rows: readonly (readonly string[])[], end: string): string {
  return rows
    .map((row) => row.map((cell) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join(end);
}

describe('cells of a CSV', () => {
  test('are those that the parser sees', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        const text = encoded(rows, end);
        const spans = [...cellSpans(text, ',')];
        const seen: string[][] = [];
        for (const { row, column, start, end: until } of spans) {
          const record = seen[row] ?? [];
          seen[row] = record;
          record[column] = cellValue(text.slice(start, until));
        }
        const parsed: string[][] = parse(text, {
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
          relax_quotes: true,
        });
        expect(seen).toEqual(parsed);
      }),
    );
  });
});

describe('a corrected copy', () => {
  test('differs in the named cells alone, and correcting it again changes nothing', () => {
    fc.assert(
      fc.property(tables, fc.nat(), fc.nat(), texts, (rows, a, b, fixed) => {
        const row = 1 + (a % (rows.length - 1));
        const column = b % (rows[0]?.length ?? 1);
        const text = encoded(rows, '\r\n');
        const value = rows[row]?.[column] ?? '';
        const fix = { cell: `${columnLetters(column)}${row + 1}`, value, fixed };
        const { bytes, done } = fixCsv(Buffer.from(text), 'may.csv', [fix], { delimiter: ',' });
        expect(done).toEqual([fix]);
        const parsed: string[][] = parse(bytes, {
          relax_column_count: true,
          record_delimiter: ['\r\n'],
          relax_quotes: true,
        });
        const wanted = rows.map((cells, r) => cells.map((cell, c) => (r === row && c === column ? fixed : cell)));
        expect(parsed).toEqual(wanted);
        const start = [...text].findIndex((character, index) => character !== bytes.toString()[index]);
        expect(start === -1 || text.slice(0, start) === bytes.toString().slice(0, start)).toBe(true);
        if (fixed.trim() !== value.trim()) expect(fixCsv(bytes, 'may.csv', [fix], { delimiter: ',' }).done).toEqual([]);
      }),
    );
  });

  test.each([
    ['a BOM, semicolons and CRLF', '\ufeffa;b\r\n"x";HTTP://A.example\r\n', '\ufeffa;b\r\n"x";a.example\r\n'],
    ['a sep= line', 'sep=;\na;b\nx;HTTP://A.example\n', 'sep=;\na;b\nx;a.example\n'],
    ['a quoted cell and no last line end', 'a,b\nx,"HTTP://A.example"', 'a,b\nx,"a.example"'],
    ['blank rows, ragged rows and mixed line ends', 'a,b\r\n\nx,HTTP://A.example\rz\n', null],
  ])('keeps %s', (_, text, expected) => {
    const cell = expected === null ? 'B3' : 'B2';
    const { bytes } = fixCsv(Buffer.from(text), 'may.csv', [{ cell, value: 'HTTP://A.example', fixed: 'a.example' }]);
    expect(bytes.toString()).toBe(expected ?? text.replace('HTTP://A.example', 'a.example'));
  });

  test.each(['utf16le', 'latin1'] as const)('keeps the encoding %s', (encoding) => {
    const text = (value: string) =>
      Buffer.from(`${encoding === 'utf16le' ? '\ufeff' : ''}order,domain,name\na,${value},Zoë\n`, encoding);
    const { bytes } = fixCsv(text('HTTP://A.example'), 'may.csv', [
      { cell: 'B2', value: 'HTTP://A.example', fixed: 'a.example' },
    ]);
    expect(bytes).toEqual(text('a.example'));
  });

  test('leaves a cell that says something else', () => {
    const { bytes, done } = fixCsv(Buffer.from('a,b\nx,y\n'), 'may.csv', [{ cell: 'B2', value: 'z', fixed: 'q' }]);
    expect(bytes.toString()).toBe('a,b\nx,y\n');
    expect(done).toEqual([]);
  });

  test('results files round-trip through the same cells', () => {
    const text = csvText(
      [
        ['a', 'b'],
        ['=1', "'=1"],
      ],
      { bom: false },
    );
    expect([...cellSpans(text, ',')].map(({ start, end }) => cellValue(text.slice(start, end)))).toEqual([
      'a',
      'b',
      "'=1",
      "''=1",
    ]);
  });
});
