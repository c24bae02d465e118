import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowPlace } from '../../src/domain/place.ts';
import { firstOf, rowCountOf, rowsIn, runsOf } from '../../src/domain/row-runs.ts';
import { rowsText, runsText } from '../../src/domain/rows-text.ts';

const row: fc.Arbitrary<RowPlace> = fc.record(
  { file: fc.constantFrom('may.csv', 'june.xlsx'), sheet: fc.constantFrom('One', 'Two'), line: fc.nat({ max: 12 }) },
  { requiredKeys: ['file', 'line'] },
);

test('rows become runs and come back as they were, in their order', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const runs = runsOf(rows);
      expect(rowsIn(runs)).toEqual(rows);
      expect(rowCountOf(runs)).toBe(rows.length);
      expect(firstOf(runs)).toEqual(rows[0]);
      expect(runsText(runs)).toBe(rowsText(rows));
    }),
  );
});

test('rows that follow one another are one run, whatever their number', () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => ({ file: 'may.csv', line: index + 2 }));
  expect(runsOf(rows)).toEqual([{ file: 'may.csv', from: 2, to: 1_001 }]);
  expect(rowsText(rows)).toBe('may.csv:2-1001');
});

test('rows out of order, twice, and of several sheets are told by sheet, in the order of their lines', () => {
  const lines = (file: string, ...numbers: readonly number[]) => numbers.map((line) => ({ file, line }));
  const rows = [...lines('may.csv', 9, 3, 2, 3), ...lines('june.csv', 7), ...lines('may.csv', 4, 12)];
  expect(rowsText(rows)).toBe('may.csv:2-4,9,12; june.csv:7');
});
