import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRowsText, rowsText } from '../../src/steps/rows-text.ts';

describe('rows as text', () => {
  test('joins neighbouring lines and keeps files and worksheets apart', () => {
    const rows = [9, 2, 3, 4, 5, 5].map((line) => ({ file: 'may.csv', line }));
    expect(rowsText([...rows, { file: 'june.xlsx', sheet: 'Sheet1', line: 3 }])).toBe(
      'may.csv:2-5,9; june.xlsx#Sheet1:3',
    );
    expect(rowsText([])).toBe('');
  });

  test('reads back what it wrote', () => {
    const text = 'may.csv:2-5,9; june.xlsx#Sheet1:3; odd#name: 1.csv:7; C:\\may.csv:8; -:4';
    expect(rowsText(parseRowsText(text))).toBe(text);
    expect(parseRowsText('june.xlsx#a#b:3')).toEqual([{ file: 'june.xlsx', sheet: 'a#b', line: 3 }]);
    expect(parseRowsText('odd#name.csv:3')).toEqual([{ file: 'odd#name.csv', line: 3 }]);
  });

  test('gives nothing for a text of another kind', () => {
    for (const text of ['', 'may.csv', 'may.csv:', 'may.csv:2-', 'may.csv:2 and more', 'x; may.csv:a']) {
      expect(parseRowsText(text)).toEqual([]);
    }
  });

  test('every set of rows survives the round trip', () => {
    const place = fc.record({
      file: fc.constantFrom('a.csv', 'b;c.csv', 'd e.tsv'),
      line: fc.integer({ min: 2, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(place), (rows) => {
        const text = rowsText(rows);
        expect(rowsText(parseRowsText(text))).toBe(text);
        expect(new Set(parseRowsText(text).map((row) => JSON.stringify(row)))).toEqual(
          new Set(rows.map(({ file, line }) => JSON.stringify({ file, line }))),
        );
      }),
    );
  });
});
