import { expect, test } from 'vitest';
import { fixXlsx } from '../../src/io/fix-xlsx.ts';
import { readXlsx } from '../../src/io/read-xlsx.ts';
import { workbook } from '../support/workbooks.ts';

const HIDDEN = workbook({
  rows: [
    ['domain', 'notes', 'alias'],
    ['HTTPS://alpha.example', 'x', 'ada'],
    ['beta.example', 'y', 'ada'],
    ['gamma.example', 'z', 'ada'],
  ],
  hiddenRows: [2],
  hiddenColumns: [1],
});

test('a corrected copy hides what its sheet hides, so no hidden row is ordered from it', () => {
  const fix = { cell: 'A2', value: 'HTTPS://alpha.example', fixed: 'alpha.example' };
  const { bytes, done } = fixXlsx(HIDDEN, 'may.xlsx', [fix]);
  expect(done).toEqual([fix]);
  const read = (from: Uint8Array) => readXlsx(from, 'may.xlsx', { hiddenRows: 'skip' });
  expect([...read(bytes).rows].map(({ line, cells }) => [line, cells[0]])).toEqual([
    [2, 'alpha.example'],
    [4, 'gamma.example'],
  ]);
  const codes = (from: Uint8Array) => read(from).findings?.map(({ code }) => code);
  expect(codes(bytes)).toEqual(codes(HIDDEN));
});
