import { readFileSync, writeFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { workbook } from '../support/workbooks.ts';

const HEADER = [
  'order',
  'operation',
  'domain_source',
  'domain',
  'mailbox_type',
  'redirect',
  'first_name',
  'last_name',
  'notes',
];
const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];
const ROWS = NAMES.map((name, index) => [
  index < 3 ? 'one' : 'two',
  'create-custom-order',
  'scaledmail',
  `${name}.example`,
  'google',
  'main.example',
  'Zoë',
  'Sämple',
  index === 1 ? 'says "hello", twice;\nand | more\tthan that' : '',
]);
const TABLE = [HEADER, ...ROWS];

function csv(delimiter: string, end: string, quoted: 'all' | 'needed' = 'needed'): string {
  const cell = (text: string) =>
    quoted === 'all' || /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return TABLE.map((row) => row.map(cell).join(delimiter)).join(end) + end;
}

const WORKBOOK = { rows: TABLE };
const DISGUISES: Readonly<Record<string, Uint8Array>> = {
  ...Object.fromEntries(
    [',', ';', '\t', '|'].flatMap((delimiter) =>
      ['\n', '\r\n', '\r'].map((end) => [`utf-8 ${JSON.stringify(delimiter + end)}`, Buffer.from(csv(delimiter, end))]),
    ),
  ),
  'utf-8, every cell quoted': Buffer.from(csv(',', '\n', 'all')),
  'utf-8 with BOM': Buffer.from(`\ufeff${csv(';', '\r\n')}`),
  'utf-16le': Buffer.from(`\ufeff${csv('\t', '\r\n')}`, 'utf16le'),
  'utf-16be': Buffer.from(`\ufeff${csv(',', '\n')}`, 'utf16le').swap16(),
  'windows-1252': Buffer.from(csv(';', '\r\n'), 'latin1'),
  'sep= line': Buffer.from(`sep=|\r\n${csv('|', '\r\n')}`),
  'a title above': Buffer.from(`Orders of May\n\n${csv(',', '\n')}`),
  'blank rows between': Buffer.from(csv(',', '\n').replaceAll('\ntwo,', '\n,,,,,,,,\n\ntwo,')),
  'no last line end': Buffer.from(csv(',', '\n').trimEnd()),
  'other headers': Buffer.from(
    csv(',', '\n').replace(
      'domain,mailbox_type,redirect,first_name,last_name',
      'Domain Name,Mailbox Type,Forward To,Given Name,SURNAME',
    ),
  ),
  'columns in another order': Buffer.from(
    [HEADER, ...ROWS]
      .map((row) =>
        row
          .toReversed()
          .map((text) => `"${text.replaceAll('"', '""')}"`)
          .join(','),
      )
      .join('\n'),
  ),
  'space around, and characters nobody sees': Buffer.from(
    csv(',', '\n')
      .replaceAll('main.example', '  main.example\u00a0')
      .replaceAll('.example,google', '.example\u200b,google'),
  ),
  'xlsx as LibreOffice saves it': readFileSync(new URL('../../fixtures/disguises/libreoffice.xlsx', import.meta.url)),
  xlsx: workbook(WORKBOOK),
  'xlsx with merged orders': workbook({
    rows: TABLE.map((row, index) => (index > 1 && index !== 4 ? ['', ...row.slice(1)] : row)),
    merges: ['A2:A4', 'A5:A7'],
  }),
  'xlsx with inline strings': write(
    { SheetNames: ['S'], Sheets: { S: utils.aoa_to_sheet(TABLE) } },
    { type: 'buffer', bookType: 'xlsx', bookSST: false },
  ),
  'xlsx with shared strings': write(
    { SheetNames: ['S'], Sheets: { S: utils.aoa_to_sheet(TABLE) } },
    { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true },
  ),
  'xlsx with hidden rows shown': workbook({ ...WORKBOOK, hiddenRows: [2, 3] }),
};

let bench: Bench;
beforeAll(() => {
  bench = new Bench();
});
afterAll(() => bench.close());

async function ordersOf(bytes: Uint8Array, name: string): Promise<string[]> {
  writeFileSync(bench.path(name), bytes);
  const ran = await bench.run('check', bench.path(name), '--hidden-rows', 'include', '--results', bench.path('r.csv'));
  expect(ran.exit, ran.out + ran.err).toBe(0);
  return bench.csv('r.csv').map((row) => `${row.order} ${row.status} ${row.domains} ${row.key}`);
}

describe('one sheet in many disguises', () => {
  test('there are at least twenty', () => {
    expect(Object.keys(DISGUISES).length).toBeGreaterThanOrEqual(20);
  });

  test.each(Object.entries(DISGUISES))('%s: the same orders with the same keys', async (name, bytes) => {
    const plain = await ordersOf(Buffer.from(csv(',', '\n')), 'plain.csv');
    expect(plain).toHaveLength(2);
    const seen = await ordersOf(bytes, name.startsWith('xlsx') ? 'sheet.xlsx' : 'sheet.csv');
    // A turned sheet names its orders in the same order: the first row decides.
    expect(seen).toEqual(plain);
  });
});
