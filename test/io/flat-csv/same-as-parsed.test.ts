import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkbook } from '../../../src/io/open-workbook.ts';
import { bothWays } from '../../support/same-table.ts';

const FIXTURES = new URL('../../../fixtures/', import.meta.url).pathname;
const SPECTRUM = join(dirname(createRequire(import.meta.url).resolve('csv-spectrum')), 'csvs');
const FILES = [FIXTURES, SPECTRUM].flatMap((home) =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .map((name) => join(home, name))
    .filter((path) => statSync(path).isFile() && !isWorkbook(readFileSync(path))),
);
const OPTIONS = [{}, { delimiter: ';' }, { delimiter: 'tab' }, { encoding: 'windows-1252' }, { headerRow: 2 }];

function same(bytes: Uint8Array, options = {}): void {
  const { flat, parsed } = bothWays(bytes, options);
  expect(flat).toEqual(parsed);
}

/** Inputs of the tests of another reader, with every line end there is. */
const CASES: readonly string[] = JSON.parse(readFileSync(join(FIXTURES, 'csv-cases/papaparse.json'), 'utf8'));

describe('the flat reader says what csv-parse says', () => {
  test('of the texts that another reader is tested with', () => {
    expect(CASES).toHaveLength(137);
    for (const text of CASES)
      for (const start of ['', 'order,domain,tag\n', '\ufeff'])
        for (const end of ['', '\n', '\r\n', '\r', ','])
          for (const options of OPTIONS) same(Buffer.from(start + text + end), options);
  });

  test.each(FILES)('of %s', (path) => {
    for (const options of OPTIONS) same(readFileSync(path), options);
  });

  const UNITS = [
    'a',
    'b',
    '"',
    '"',
    '""',
    ',',
    ',',
    ';',
    '\t',
    '\n',
    '\n',
    '\r',
    '\r\n',
    ' ',
    'é',
    '€',
    '😀',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u001c',
    '\v',
    '\x7f',
  ];
  const anyText = fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 60 });
  const anyOptions = fc.record(
    {
      delimiter: fc.constantFrom(',', ';', 'tab', '|', ' ', 'a', '€'),
      encoding: fc.constantFrom('utf-8', 'windows-1252', 'utf-16le'),
      headerRow: fc.integer({ min: 0, max: 5 }),
    },
    { requiredKeys: [] },
  );

  test('of any text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'order,domain\n', '\ufeff', 'sep=;\n', '"sep=,"\r\n', 'title\n\ndomain;alias;order;tag\n'),
        anyText,
        anyOptions,
        (start, text, options) => {
          same(Buffer.from(start + text), options);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('of any bytes', () => {
    const byte = fc.oneof(
      fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0x20, 0xe9, 0x80, 0xc3, 0xa9, 0xff, 0xfe, 0),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), anyOptions, (bytes, options) => {
        same(Uint8Array.from(bytes), options);
        same(Buffer.concat([Buffer.from('order,domain,tag\n'), Uint8Array.from(bytes)]), options);
      }),
      { numRuns: 3000 },
    );
  });

  test('of sheets whose quotes are good', () => {
    const cell = fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 5 });
    const written = fc
      .tuple(cell, fc.boolean())
      .map(([text, quoted]) => (quoted || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
    const line = fc.tuple(fc.array(written, { maxLength: 6 }), fc.constantFrom('\n', '\r', '\r\n'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), anyOptions, (lines, options) => {
        const body = lines.map(([cells, end]) => cells.join(',') + end).join('');
        same(Buffer.from(body), options);
        same(Buffer.from(`order,domain,tag,,\r\n${body}`), { ...options, delimiter: ',' });
        same(Buffer.from(`\ufeff${body}`, 'utf16le'), options);
      }),
      { numRuns: 3000 },
    );
  });
});
