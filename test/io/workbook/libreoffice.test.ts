import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { unguardCell } from '../../../src/domain/formula-guard.ts';
import { readCsv } from '../../../src/io/read-csv.ts';
import { writeWorkbook } from '../../../src/io/workbook/write-workbook.ts';
import { annotatedWorksheet } from '../../../src/steps/annotated-worksheet.ts';
import { nastyText } from '../../support/nasty-texts.ts';
import { findingWith, outcomeWith } from '../../support/outcomes.ts';
import { tableOf } from '../../support/sheets.ts';

const SOFFICE = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice'].find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'sheetorder-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What LibreOffice makes of a workbook, as a file of another kind; a profile of its own, so that nothing is asked. */
function converted(workbook: Uint8Array, ending: string, filter: string): Buffer {
  writeFileSync(join(folder, 'may.xlsx'), workbook);
  execFileSync(
    SOFFICE ?? '',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      filter,
      '--outdir',
      folder,
      'may.xlsx',
    ],
    { cwd: folder, timeout: 100_000, stdio: 'ignore' },
  );
  return readFileSync(join(folder, `may.${ending}`));
}

const notFound = SOFFICE ? '' : ' (skipped: soffice is not installed)';

describe.skipIf(!SOFFICE)(`LibreOffice${notFound}`, () => {
  test('reads every cell as the text that it is, and saves it as a CSV that means the same', () => {
    const texts = fc.sample(nastyText, { numRuns: 400, seed: 20260504 }).filter(isText);
    const table = tableOf([['domain', 'notes'], ...texts.map((text, index) => [`d${index}.example`, text])]);
    const workbook = writeWorkbook([annotatedWorksheet(table, [], [], 'may')]);
    const csv = converted(workbook, 'csv', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false');
    const back = readCsv(csv, 'may.csv');
    expect([...back.rows].map(({ cells }) => meaning(cells[1] ?? ''))).toEqual(texts.map(meaning));
    expect(texts.length).toBeGreaterThan(200);
  }, 120_000);

  test('shows the notes on their cells, the colours and the filter', () => {
    const table = tableOf([
      ['domain', 'redirect'],
      ['alpha.example', 'https://main.example'],
    ]);
    const at = { file: 'may.csv', line: 2, column: 'redirect', cell: 'B2' };
    const finding = findingWith({ at, message: 'A scheme & a <host>.' });
    const order = outcomeWith({ status: 'invalid', rows: [{ file: 'may.csv', line: 2 }], findings: [finding] });
    const xml = converted(
      writeWorkbook([annotatedWorksheet(table, [order], [finding], 'may')]),
      'fods',
      'fods',
    ).toString();
    expect(xml).toMatch(/<office:annotation [^>]*>(?:(?!<\/office:annotation>).)*A scheme &amp; a &lt;host&gt;\./s);
    expect(xml).toContain('fo:background-color="#fbc9c9"');
    expect(xml).toContain('table:display-filter-buttons="true"');
  }, 120_000);
});

/** Lone halves of a character are no text, and a lone CR is a line break to LibreOffice: it gives other characters for them. */
function isText(text: string): boolean {
  return !/\p{Cs}|[\ufffe\uffff]|\r(?!\n)/u.test(text);
}

function meaning(cell: string): string {
  return unguardCell(cell).replace(/\r+\n/g, '\n');
}
