import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { annotatedFile, assertAnnotatedFits, assertAnnotatedName } from '../../src/cli/annotated.ts';
import { UsageError } from '../../src/domain/errors.ts';
import type { BatchReport } from '../../src/domain/outcome.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { SUMMARY_TITLE } from '../../src/domain/worksheet.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';
import { tableOf } from '../support/sheets.ts';

const HEADER = ['domain', 'redirect'];
const may = tableOf([HEADER, ['alpha.example', '=HYPERLINK("x")'], ['beta.example', '+14155550100']]);

/** The parts of a workbook that a run would write. */
function parts(tables: readonly SheetTable[], report: Partial<BatchReport> = {}, cover = (text: string) => text) {
  const file = annotatedFile({ annotated: 'a.xlsx' }, reportWith(report), tables, cover);
  if (typeof file === 'string') throw new Error('a workbook is no text');
  return Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

function refusal(name: string, ...tables: readonly SheetTable[]): string {
  try {
    assertAnnotatedFits({ annotated: name }, tables);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.hint}`;
    throw error;
  }
  return 'fits';
}

describe('what a workbook cannot hold is found out before anything is sent', () => {
  const with32768 = tableOf([HEADER, ['alpha.example', 'x'.repeat(32_768)]]);
  const last = { ...may, rows: [{ line: 1_048_577, cells: ['alpha.example', ''] }] };

  test('a cell that is too long, and a row beyond the last', () => {
    expect(refusal('a.xlsx', with32768)).toContain('may.csv cell B2 is longer than the 32767 characters');
    expect(refusal('a.xlsx', last)).toContain('has 1048577 rows, and a worksheet holds 1048576');
    expect([refusal('a.csv', with32768), refusal('a.csv', last)]).toEqual(['fits', 'fits']);
    expect(refusal('a.xlsx', tableOf([HEADER, ['alpha.example', 'x'.repeat(32_767)]]))).toBe('fits');
  });

  test('several sheets in one CSV', () => {
    expect(refusal('a.csv', may, tableOf([HEADER, ['c.example', '']], 'june.csv'))).toContain('--annotated a.xlsx');
  });

  test('a name of another kind', () => {
    expect(() => assertAnnotatedName({ annotated: 'a.ods' })).toThrow(UsageError);
    for (const annotated of ['a.csv', 'a.XLSX', 'a.tsv'])
      expect(() => assertAnnotatedName({ annotated })).not.toThrow();
  });

  test('how to read it again, where the header was said', () => {
    expect(assertAnnotatedFits({ annotated: 'a.csv', 'header-row': 3 }, [may])).toEqual([
      'a.csv has its header in row 3 too: read it again with --header-row 3.',
    ]);
  });
});

describe('a workbook', () => {
  const june = tableOf([HEADER, ['gamma.example', '']], 'june.csv');
  const finding = findingWith({
    at: { file: 'may.csv', line: 2, column: 'redirect', cell: 'B2' },
    message: 'Not <so> & "so".',
  });
  const invalid = outcomeWith({ status: 'invalid', rows: [{ file: 'may.csv', line: 2 }], findings: [finding] });
  const made = parts([may, june], { outcomes: [invalid] });
  const part = (name: string) => made[name] ?? '';

  test('has a worksheet for each sheet, in their order, and the summary last', () => {
    const names = [...part('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(['may', 'june', 'Summary']);
    expect(part('xl/worksheets/sheet3.xml')).toContain(`>${SUMMARY_TITLE}<`);
  });

  test('has no formula, and digits stay text', () => {
    const sheets = Object.entries(made).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    for (const [name, xml] of sheets) expect(xml, name).not.toMatch(/<f[ >]/);
    expect(part('xl/worksheets/sheet1.xml')).toContain('>+14155550100</t>');
    expect(part('xl/worksheets/sheet1.xml')).not.toContain('<v>');
  });

  test('freezes the header and filters under it', () => {
    expect(part('xl/worksheets/sheet1.xml')).toContain('<pane ySplit="1" topLeftCell="A2"');
    expect(part('xl/worksheets/sheet1.xml')).toContain('<autoFilter ref="A1:F3"/>');
  });

  test('has notes only where something is said, with a drawing and both relations', () => {
    expect(part('xl/comments1.xml')).toContain('<comment ref="B2"');
    expect(part('xl/comments1.xml')).toContain('Not &lt;so&gt; &amp; &quot;so&quot;.');
    expect(part('xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>1</x:Row><x:Column>1</x:Column>');
    expect(
      part('xl/worksheets/_rels/sheet1.xml.rels').match(/Target="\.\.\/(comments1\.xml|drawings\/vmlDrawing1\.vml)"/g),
    ).toHaveLength(2);
    expect(part('[Content_Types].xml')).toContain('/xl/comments1.xml');
    expect(Object.keys(made).filter((name) => /comments/.test(name))).toEqual(['xl/comments1.xml']);
  });

  test('says how orders stand, what they cost, and what is wrong', () => {
    const words = part('xl/worksheets/sheet3.xml');
    for (const text of ['invalid', 'SM-REDIRECT', 'Not &lt;so&gt; &amp; &quot;so&quot;.', 'june.csv'])
      expect(words).toContain(`>${text}</t>`);
  });

  test('every text that is ours has its secrets covered', () => {
    const all = Object.values(
      parts(
        [may],
        {
          outcomes: [invalid, { ...invalid, status: 'placed', client: 'Client so' }],
          sheetFindings: [finding],
          notes: ['so.'],
        },
        (text) => text.replaceAll('so', '###'),
      ),
    );
    expect(all.join('')).toContain('###');
    expect(all.join('')).not.toMatch(/Not &lt;so/);
    expect(all.join('')).not.toContain('>so.<');
    expect(all.join('')).toContain('>for Client ###<');
  });
});
