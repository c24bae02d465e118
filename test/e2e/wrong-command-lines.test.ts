import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf } from '../../src/cli/code-families.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';

const CODE = /^([A-Z][A-Z0-9-]+): \S/;
const KEY = 'key-of-this-test-0001';
/** What begins a line on standard error that is no failure. */
const PLAIN = /^(→ |note: |Next: |\s|$)/;

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-wrong-'));
  const files: Readonly<Record<string, string>> = {
    'may.csv': sheetOf(googleOrder('may-1', 'alpha.example')),
    'empty.csv': '',
    'header.csv': `${HEADER}\n`,
    'picture.csv': '\x00\x01\x02\x03',
    'quote.csv': `${HEADER}\nmay-1,"x,y\n`,
    'no-plan.json': '{}',
    'report.json': '{"sheetorder_report": 1}',
    'ledger.txt': 'not a database, and long enough to be looked at as one. '.repeat(40),
    'wrong.json': '{ "budgts": {} }',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
  mkdirSync(file('cfg/sheetorder'), { recursive: true });
  writeFileSync(file('cfg/sheetorder/sheetorder.json'), '{ "budgts": {} }');
  mkdirSync(file('dir'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Code, words (`@name` is a file of the folder), and what the environment adds. */
const WRONG: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ['USAGE-COMMAND', ''],
  ['USAGE-COMMAND', 'chek @may.csv'],
  ['USAGE-COMMAND', '--sandbox'],
  ['USAGE-MISSING', 'check'],
  ['USAGE-MISSING', 'submit'],
  ['USAGE-MISSING', 'resolve'],
  ['USAGE-MISSING', 'ledger'],
  ['USAGE-MISSING', 'check @may.csv --vendor'],
  ['USAGE-MISSING', 'ledger backup'],
  ['USAGE-MISSING', 'reconcile --rebuild'],
  ['USAGE-MISSING', 'reconcile --results @r.csv'],
  ['USAGE-MISSING', 'template --xlsx'],
  ['USAGE-UNKNOWN', 'check @may.csv --max-spned 5'],
  ['USAGE-UNKNOWN', 'check -x @may.csv'],
  ['USAGE-UNKNOWN', 'vendors scaledmail saleshandy'],
  ['USAGE-UNKNOWN', 'check @may.csv --no-online'],
  ['USAGE-TWICE', 'check @may.csv --sheet A --sheet B'],
  ['USAGE-ACTION', 'ledger burn'],
  ['USAGE-ACTION', 'catalog burn'],
  ['USAGE-ACTION', 'completion cmd'],
  ['USAGE-CONFLICT', 'check @may.csv --sandbox --base-url http://127.0.0.1:9'],
  ['USAGE-CONFLICT', 'resolve 0123456789abcdef --placed rec1 --not-placed --note x'],
  ['USAGE-CONFLICT', 'explain NO-KEY --output @x.md'],
  ['USAGE-ONE-SHEET', 'names @may.csv @header.csv'],
  ['USAGE-FLAG-VALUE', 'check @may.csv --max-spend much'],
  ['USAGE-FLAG-VALUE', 'submit @may.csv --sandbox --concurrency 0 --yes'],
  ['USAGE-FLAG-VALUE', 'submit @may.csv --sandbox --timeout 5 --yes'],
  ['USAGE-FLAG-VALUE', 'submit @may.csv --sandbox --rate fast --yes'],
  ['USAGE-FLAG-VALUE', 'submit @may.csv --sandbox --fault nothing --yes'],
  ['USAGE-FLAG-VALUE', 'check @may.csv --map domain'],
  ['USAGE-FLAG-VALUE', 'check @may.csv --pack boxes'],
  ['USAGE-FLAG-VALUE', 'check @may.csv --encoding klingon'],
  ['USAGE-FLAG-VALUE', 'check @may.csv --log-format xml'],
  ['USAGE-VARIABLE', 'check @may.csv', { SHEETORDER_HEADER_ROW: 'first' }],
  ['NO-SUCH-VENDOR', 'check @may.csv --vendor nobody'],
  ['NO-SUCH-OPERATION', 'check @may.csv --operation burn'],
  ['NO-SUCH-COLUMN', 'check @may.csv --set colour=red'],
  ['NO-SUCH-COLUMN', 'check @may.csv --map redirect=colour'],
  ['NO-SUCH-ORDER', 'check @may.csv --allow-claimed 0123456789abcdef'],
  ['NO-SUCH-CODE', 'explain SM-NOTHING'],
  ['NO-SUCH-ROW', 'explain @may.csv:99'],
  ['EXPLAIN-ONE-LINE', 'explain @may.csv:2-3'],
  ['SET-SECRET', 'check @may.csv --set hosting_password=x'],
  ['NO-KEY', 'submit @may.csv --yes', { SCALEDMAIL_API_KEY: '' }],
  ['BASE-URL-WRONG', 'check @may.csv --base-url nowhere'],
  ['BASE-URL-INSECURE', 'check @may.csv --base-url http://vendor.example'],
  ['CONFIG-WRONG', 'check @may.csv', { XDG_CONFIG_HOME: '@cfg' }],
  ['FILE-UNREADABLE', 'submit @may.csv --yes', { SCALEDMAIL_API_KEY: '', SCALEDMAIL_API_KEY_FILE: '@none' }],
  ['OUTPUT-KIND', 'check @may.csv --report @report.doc'],
  ['OUTPUT-KIND', 'check @may.csv --plan @plan.txt'],
  ['OUTPUT-IS-INPUT', 'check @may.csv --results @may.csv'],
  ['OUTPUT-NOT-WRITABLE', 'check @may.csv --results @none/r.csv'],
  ['LOG-NOT-WRITABLE', 'check @may.csv --log-file @none/run.log'],
  ['PLAN-UNREADABLE', 'submit @no-plan.json --yes'],
  ['SHEET-IS-REPORT', 'submit @report.json --yes'],
  ['GUARD-NO-TERMINAL', 'submit @may.csv --sandbox'],
  ['GUARD-MAX-ORDERS', 'submit @may.csv --sandbox --max-orders 0 --yes'],
  ['SHEET-NOT-FOUND', 'check @none.csv'],
  ['SHEET-NOT-FOUND', 'check @dir'],
  ['SHEET-UNREADABLE', 'check @empty.csv'],
  ['SHEET-UNREADABLE', 'check @header.csv'],
  ['SHEET-UNREADABLE', 'check @picture.csv'],
  ['SHEET-QUOTE', 'check @quote.csv'],
  ['LEDGER-UNUSABLE', 'ledger list --ledger @ledger.txt'],
  ['RESTORE-SOURCE', 'ledger restore @none.ndjson'],
  ['NO-CATALOG', 'catalog show'],
  ['SANDBOX-PORT', 'sandbox --port 99999'],
  ['OUTPUT-NOT-WRITABLE', 'sandbox --record @none/record.ndjson'],
];

async function wrong(line: string, more: Readonly<Record<string, string>> = {}) {
  const placed = (text: string) => text.replace(/^@/, `${folder}/`);
  const env = {
    HOME: folder,
    SHEETORDER_LEDGER: file('ledger.sqlite'),
    SCALEDMAIL_ORGANIZATION_ID: 'org_test',
    SCALEDMAIL_API_KEY: KEY,
    ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, placed(text)])),
  };
  return start(line.split(' ').filter(Boolean).map(placed), env).ended;
}

describe(`${WRONG.length} wrong command lines of the built program`, () => {
  test.each(WRONG.map(([code, line, more]) => ({ code, line, more })))('$code: sheetorder $line', async (wrongly) => {
    const { code, line, more } = wrongly;
    const { exit, err } = await wrong(line, more);
    const [first = '', ...others] = err
      .trimEnd()
      .split('\n')
      .filter((text) => !text.startsWith('note: '));
    const page = pageOf(CODE.exec(first)?.[1] ?? '');
    expect(first).toMatch(CODE);
    expect(CODE.exec(first)?.[1]).toBe(code);
    expect(page?.code, 'it has a page').toBe(code);
    expect(exit, 'the page tells its exit code').toBe(page?.exit && EXIT[page.exit]);
    expect(err, 'it says what to do').toContain('\n→ ');
    expect(others.filter((text) => !PLAIN.test(text) && !CODE.test(text))).toEqual([]);
    expect(err).not.toContain(KEY);
  });
});

/** Some versions of Node take `--env-file` for their own wherever it stands, and end before the program begins. */
test('FILE-UNREADABLE: sheetorder check @may.csv --env-file @none, inside this process', async () => {
  const bench = new Bench();
  const { exit, err } = await bench.run('check', file('may.csv'), '--env-file', file('none'));
  bench.close();
  expect(exit).toBe(2);
  expect(err).toMatch(/^FILE-UNREADABLE: --env-file names .*none, which cannot be read\.\n→ /);
});
