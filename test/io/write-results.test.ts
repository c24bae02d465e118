import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unguardCell } from '../../src/domain/formula-guard.ts';
import { readCsv } from '../../src/io/read-csv.ts';
import { csvText } from '../../src/io/write-results.ts';

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
