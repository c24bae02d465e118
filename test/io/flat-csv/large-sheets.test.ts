import { describe, expect, test } from 'vitest';
import type { SheetTable } from '../../../src/domain/row.ts';
import { readCsv } from '../../../src/io/read-csv.ts';
import { bothWays } from '../../support/same-table.ts';

const HEADER = 'order;domain;tag\n';

function read(bytes: Uint8Array): SheetTable {
  return readCsv(bytes, 'may.csv');
}

function same(bytes: Uint8Array, options = {}): void {
  const { flat, parsed } = bothWays(bytes, options);
  expect(flat).toEqual(parsed);
}

/** Sizes at which a sample, a chunk or an index ends and another one begins. */
describe('sheets that are larger than one piece', () => {
  test.each([1, 100, 5_000, 20_000])('the delimiter is found where a row has %d bytes', (size) => {
    const row = `a;"${','.repeat(size)}\n";x\n`;
    same(Buffer.from(HEADER + row.repeat(52)));
    same(Buffer.from(`"${'x;\n'.repeat(size)}`));
    same(Buffer.from(`${HEADER}${row.repeat(3)}a;"${'x'.repeat(size)}`));
  });

  test('rows beyond the first room of the index', () => {
    const text =
      HEADER + Array.from({ length: 17_000 }, (_, index) => `${index};a\r\n${index % 9 ? '' : '\n'}`).join('');
    same(Buffer.from(text));
    expect(read(Buffer.from(text)).rows.length).toBe(17_000);
  });

  test.each(['utf16le', 'utf16be'] as const)('%s, a character or a BOM at every edge of a chunk', (encoding) => {
    for (const shift of ['', 'x', 'xx', 'xxx']) {
      const text = `\ufeff${shift}${HEADER}${'a😀é;b€;\r\n'.repeat(120_000)}`;
      const little = Buffer.from(text, 'utf16le');
      const bytes = encoding === 'utf16le' ? little : little.swap16();
      const { rows, header } = read(bytes);
      expect([rows.length, header[0], rows.at(-1)]).toEqual([
        120_000,
        `${shift}order`,
        { line: 120_001, cells: ['a😀é', 'b€', ''] },
      ]);
    }
  });

  test('UTF-16 that breaks late names its line', () => {
    const good = Buffer.from(`\ufeff${'a;b\r\n'.repeat(110_000)}`, 'utf16le');
    same(Buffer.concat([good, Buffer.from([0x00, 0xd8, 0x41, 0x00])]));
    same(Buffer.concat([good, Buffer.from([0x41])]));
  });

  test('UTF-8 that breaks late names its line, also where line ends meet the edge of a chunk', () => {
    for (const shift of [0, 1, 2]) {
      const good = Buffer.from(`\ufeff${'x'.repeat(shift)}${'\r\n'.repeat(525_000)}`);
      same(Buffer.concat([good, Buffer.from([0xff])]));
    }
  });

  test('Windows-1252, every byte there is', () => {
    const bytes = Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1).filter((byte) => byte !== 0x22));
    same(Buffer.concat([Buffer.from(HEADER), ...Array.from({ length: 30 }, () => bytes)]), {
      encoding: 'windows-1252',
    });
    same(Buffer.concat([Buffer.from(HEADER), bytes]));
  });

  test('limits: cells of 128 KiB and a byte more, 512 columns and one more', () => {
    const cell = (size: number) => `${HEADER}a;${'x'.repeat(size)};b\n`;
    for (const size of [131_071, 131_072, 131_073]) {
      same(Buffer.from(cell(size)));
      same(Buffer.from(`${HEADER}a;"${'é'.repeat((size - 1) / 2)}"\n`));
      same(Buffer.from(`${HEADER}a;"${'""'.repeat(size)}"\n`));
    }
    for (const columns of [511, 512, 513]) same(Buffer.from(`${HEADER}${';'.repeat(columns)}\na;b\n`));
    same(Buffer.from(`${HEADER}${';'.repeat(600)}\n${cell(200_000)}`));
    same(Buffer.from(`${cell(200_000)}a;"unclosed`));
  });

  test('rows that end in empty cells are no wider for it', () => {
    const ends = ['', ';', ';;', '; ;', ';\t;', ';x', ';;x;', ';"";', ';"x";', ';\u00a0;', ';é; ', ';"\n"', ';"x\n";;'];
    same(Buffer.from(HEADER + ends.map((end) => `a;b;c${end}\n`).join('')));
    same(Buffer.from(`order;domain;;\n${ends.map((end) => `a;b;c${end}\n`).join('')}`));
  });
});
