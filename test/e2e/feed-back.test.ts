import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordPath } from '../../src/cli/sandbox-session.ts';
import { readCsv } from '../../src/io/read-csv.ts';
import { readSheets } from '../../src/io/read-sheet.ts';
import { readSold } from '../../src/sandbox/record.ts';
import { type Ended, start } from '../support/built.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { workbook } from '../support/workbooks.ts';

const HOOK = 120_000;
const DOMAINS =
  'order,operation,domain_source,domain,mailbox_type,redirect,first_name,last_name,client,tag,hosting_password,notes';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-feed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const ledger = () => path('ledger.sqlite');
const sold = () => readSold(recordPath(`${ledger()}.sandbox`)).length;

function run(...words: readonly string[]): Promise<Ended> {
  const env = { SHEETORDER_LEDGER: ledger(), HOME: folder, XDG_CONFIG_HOME: path('config') };
  return start([...words, '--sandbox'], env).ended;
}

/** Status and key of each order, by what a command wrote as results. */
function results(name: string): readonly string[] {
  const { header, rows } = readCsv(readFileSync(path(name)), name, {});
  const at = (column: string) => header.indexOf(column);
  return [...rows].map(({ cells }) => [cells[at('order')], cells[at('status')], cells[at('key')]].join(' '));
}

/** Everything that is written of a first submit: results, and the annotated sheet in both forms. */
async function submitted(...sheets: readonly string[]): Promise<readonly string[]> {
  const first = await run('submit', ...sheets, '--yes', '--results', path('r.csv'), '--annotated', path('a.xlsx'));
  expect([0, 3]).toContain(first.exit);
  return results('r.csv');
}

describe('what was written is fed back', () => {
  const odd = googleOrder('three', 'gamma.example').replace('main.example', '=1+1');
  const text = `Orders of May\n\n${sheetOf(googleOrder('one', 'alpha.example'), googleOrder('two', 'beta.example'), odd)}`;

  test(
    'an annotated workbook and CSV: nothing is sold a second time, and every key is the same',
    async () => {
      writeFileSync(path('may.csv'), text);
      const before = await submitted(path('may.csv'));
      expect(sold()).toBe(2);
      await run('results', path('may.csv'), '--annotated', path('a.csv'));
      expect(statSync(path('a.xlsx')).mode & 0o777).toBe(0o600);
      for (const name of ['a.xlsx', 'a.csv']) {
        const checked = await run('check', path(name), '--results', path('c.csv'));
        const again = await run('submit', path(name), '--yes', '--results', path('s.csv'));
        expect([checked.exit, again.exit], name).toEqual([3, 3]);
        const settled = before.map((line) => line.replace(' placed ', ' already_placed '));
        expect(results('c.csv'), name).toEqual(settled);
        expect(results('s.csv'), name).toEqual(settled);
        expect(`${checked.out}${checked.err}`).not.toContain('SHEET-OTHERS');
        expect(sold(), name).toBe(2);
      }
    },
    HOOK,
  );

  test(
    'annotated again and again: our four columns are written anew and never pile up',
    async () => {
      writeFileSync(path('may.csv'), text);
      await run('check', path('may.csv'), '--annotated', path('1.csv'));
      await run('check', path('1.csv'), '--annotated', path('2.xlsx'));
      await run('check', path('2.xlsx'), '--annotated', path('3.csv'));
      expect(readFileSync(path('3.csv'), 'utf8')).toBe(readFileSync(path('1.csv'), 'utf8'));
    },
    HOOK,
  );

  test(
    'a corrected cell is what is ordered then',
    async () => {
      writeFileSync(path('may.csv'), text);
      await submitted(path('may.csv'));
      await run('results', path('may.csv'), '--annotated', path('a.csv'));
      const corrected = readFileSync(path('a.csv'), 'utf8').replace("'=1+1", 'https://main.example');
      writeFileSync(path('a.csv'), corrected);
      const again = await run('submit', path('a.csv'), '--yes', '--results', path('s.csv'));
      expect(again.exit).toBe(0);
      expect(results('s.csv').map((line) => line.split(' ')[1])).toEqual([
        'already_placed',
        'already_placed',
        'placed',
      ]);
      expect(sold()).toBe(3);
    },
    HOOK,
  );

  test(
    'a sheet of domains and one of aliases: one workbook, read back as the two that they were',
    async () => {
      const row = 'one,create-custom-order,scaledmail,alpha.example,google,https://main.example,,,Acme,,,007';
      writeFileSync(path('d.csv'), `${DOMAINS}\n${row}\n`);
      writeFileSync(
        path('al.xlsx'),
        workbook({
          name: 'Sheet1',
          rows: [
            ['domain', 'alias', 'first_name', 'last_name'],
            ['alpha.example', 'ada', 'Ada', 'Sample'],
            ['alpha.example', 'sam', 'Sam', 'Sample'],
          ],
        }),
      );
      const before = await submitted(path('d.csv'), '--aliases', path('al.xlsx'));
      expect(sold()).toBe(1);
      const again = await run('submit', path('a.xlsx'), '--yes', '--results', path('s.csv'));
      expect(again.exit).toBe(0);
      expect(results('s.csv')).toEqual(before.map((line) => line.replace(' placed ', ' already_placed ')));
      expect(sold()).toBe(1);
      expect(readSheets(readFileSync(path('a.xlsx')), 'a.xlsx').map(({ sheet, role }) => [sheet, role])).toEqual([
        ['d', undefined],
        ['Sheet1', 'aliases'],
      ]);
      const csv = await run('check', path('d.csv'), '--aliases', path('al.xlsx'), '--annotated', path('x.csv'));
      expect([csv.exit, csv.err]).toEqual([2, expect.stringContaining('--annotated ')]);
    },
    HOOK,
  );

  test(
    'passwords of the sheet are repeated, and that is said',
    async () => {
      const row =
        'one,create-custom-order,scaledmail,alpha.example,google,https://main.example,Ada,Sample,Acme,,secret-word-1,007';
      writeFileSync(path('d.csv'), `${DOMAINS}\n${row}\n`);
      const ran = await run('check', path('d.csv'), '--annotated', path('a.xlsx'));
      expect(ran.err).toContain('a.xlsx repeats the logins and passwords of the sheet');
    },
    HOOK,
  );

  test(
    'a results file, what status writes, a plan and a report are refused in one sentence, and nothing is sold',
    async () => {
      writeFileSync(path('may.csv'), sheetOf(googleOrder('one', 'alpha.example')));
      await run(
        'check',
        path('may.csv'),
        '--plan',
        path('p.json'),
        '--report',
        path('h.html'),
        '--report',
        path('j.json'),
      );
      await submitted(path('may.csv'));
      await run('status', path('may.csv'), '--results', path('status.csv'));
      const refused = {
        'r.csv': 'IS-RESULTS',
        'status.csv': 'IS-RESULTS',
        'p.json': 'IS-REPORT',
        'h.html': 'IS-REPORT',
        'j.json': 'IS-REPORT',
      };
      for (const [name, code] of Object.entries(refused)) {
        const ran = await run('check', path(name));
        expect([ran.exit, ran.out], name).toEqual([5, '']);
        expect(ran.err.trim().split('\n'), name).toHaveLength(2);
        expect(ran.err, name).toContain(`SHEET-${code}: ${name} `);
      }
      for (const name of ['r.csv', 'status.csv', 'h.html'])
        expect((await run('submit', path(name), '--yes')).exit, name).toBe(5);
      expect((await run('submit', path('r.csv'), '--yes')).err).toContain('It tells of orders from may.csv.');
      expect((await run('check', path('a.xlsx'), '--sheet', 'Summary')).err).toContain('SHEET-IS-RESULTS');
      expect(sold()).toBe(1);
    },
    HOOK,
  );
});
