import { describe, expect, test } from 'vitest';
import { assertAnnotatedFits } from '../../src/cli/outputs/annotated.ts';
import { assertNoUnseenRows } from '../../src/cli/unseen-rows.ts';
import { UsageError } from '../../src/domain/errors.ts';
import { readXlsx } from '../../src/io/read-xlsx.ts';
import { workbook } from '../support/workbooks.ts';

const SHEET = workbook({
  name: 'May',
  rows: [
    ['order', 'domain'],
    ['a', 'alpha.example'],
    ['b', 'beta.example'],
    ['c', 'gamma.example'],
  ],
  hiddenRows: [2],
});

function refusal(run: () => unknown): { code: string; text: string } | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof UsageError) return { code: error.code, text: `${error.message} ${error.hint}` };
    throw error;
  }
}

describe('rows that nobody sees, and that are refused, get into no file in which they would be seen', () => {
  const table = readXlsx(SHEET, 'may.xlsx');

  test.each(['a.csv', 'a.tsv', 'a.txt'])('--annotated %s names the workbook to use', (annotated) => {
    const said = refusal(() => assertAnnotatedFits({ annotated }, [table]));
    expect(said?.code).toBe('OUTPUT-HIDDEN');
    expect(said?.text).toContain(`--annotated ${annotated}`);
    expect(said?.text).toContain('may.xlsx, worksheet "May", hides row 3');
    expect(said?.text).toContain('--annotated a.xlsx');
    expect(said?.text).toContain('--hidden-rows');
  });

  test('also where only the second of two sheets hides some', () => {
    const seen = { ...table, rows: [...table.rows].filter(({ hidden }) => !hidden) };
    expect(refusal(() => assertNoUnseenRows('--output b.csv', [seen, table], 'Show them.'))?.text).toContain(
      '--output b.csv',
    );
    expect(refusal(() => assertNoUnseenRows('--output b.csv', [seen], 'Show them.'))).toBeNull();
  });

  test('a workbook keeps them hidden, and what a person decided is done', () => {
    expect(refusal(() => assertAnnotatedFits({ annotated: 'a.xlsx' }, [table]))).toBeNull();
    for (const hiddenRows of ['include', 'skip'] as const) {
      const decided = readXlsx(SHEET, 'may.xlsx', { hiddenRows });
      expect(
        refusal(() => assertAnnotatedFits({ annotated: 'a.csv' }, [decided])),
        hiddenRows,
      ).toBeNull();
    }
  });
});
