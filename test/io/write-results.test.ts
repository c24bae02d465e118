import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardCell, unguardCell } from '../../src/domain/formula-guard.ts';
import { readCsv } from '../../src/io/read-csv.ts';
import { csvLines, csvText } from '../../src/io/write-results.ts';

describe('CSV text', () => {
  test('RFC 4180 with CRLF, and a BOM when asked', () => {
    const rows = [
      ['order', 'error'],
      ['o1', 'says "no", twice'],
      ['', 'one\ntwo\rthree'],
    ];
    const text = 'order,error\r\no1,"says ""no"", twice"\r\n,"one\ntwo\rthree"\r\n';
    expect(csvText(rows, { bom: false })).toBe(text);
    expect(csvText(rows, { bom: true })).toBe(`\ufeff${text}`);
  });

  test('lines that are written without csv-stringify are the same that it writes', () => {
    const part = fc.constantFrom(
      ',',
      ';',
      '\t',
      '"',
      "'",
      '=',
      '+',
      '-',
      '@',
      '\r',
      '\n',
      ' ',
      'a',
      'é',
      '\ufeff',
      '',
      '😀',
    );
    const cell = fc.oneof(
      fc.constantFrom('', 'ready', '14.00', '0'),
      fc.array(part, { maxLength: 4 }).map((all) => all.join('')),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (written, delimiter) => {
        const guarded = written.map((cells) => cells.map(guardCell));
        const whole = stringify(guarded, { record_delimiter: '\r\n', quoted_match: /[\r\n]/, delimiter });
        expect(csvText(written, { bom: false, delimiter })).toBe(whole);
        const [header, ...others] = written;
        if (header) expect([...csvLines(others, { bom: false, delimiter, header })].join('')).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });

  test('no cell can run as a formula', () => {
    const cells = ['=1+1', '+14155550100', '-2', '@SUM(A1)', '\tx', '\rx', "'=1", 'plain', '1-2', "'plain"];
    const text = csvText([cells], { bom: false });
    const first = text.trimEnd().split(',');
    expect(first).toEqual([
      "'=1+1",
      "'+14155550100",
      "'-2",
      "'@SUM(A1)",
      "'\tx",
      '"\'\rx"',
      "''=1",
      'plain',
      '1-2',
      "'plain",
    ]);
  });

  test('whatever is written is read back the same', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', "'", '=', '+', 'é', ' '),
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), fc.boolean(), (rows, bom) => {
        const written = [['domain', 'tag', 'notes'], ...rows.map(([a, b]) => [`x${a}`, a, b])];
        const table = readCsv(new TextEncoder().encode(csvText(written, { bom })), 'may.csv');
        expect([...table.rows].map(({ cells }) => cells.map(unguardCell))).toEqual(written.slice(1));
      }),
    );
  });
});
