import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { SheetError } from '../../src/domain/errors.ts';
import { readSheet, type SheetOptions } from '../../src/io/read-sheet.ts';
import { type SheetShape, workbook } from '../support/workbooks.ts';

const HEADER = ['order', 'domain', 'alias'];
const read = (shape: SheetShape, options: SheetOptions = {}) => readSheet(workbook(shape), 'may.xlsx', options);
const codes = (table: ReturnType<typeof readSheet>) =>
  table.findings.map((finding) => `${finding.severity} ${finding.code} ${finding.at.line}`);

function refusal(bytes: Uint8Array): SheetError {
  try {
    readSheet(bytes, 'may.xlsx');
  } catch (error) {
    if (error instanceof SheetError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('cells', () => {
  test('are the text a person sees', () => {
    const table = read({
      rows: [
        ['domain', 'whole', 'phone', 'text number', 'yes', 'share', 'day', 'formula', 'long'],
        [
          'alpha.example',
          1,
          14155550100,
          { t: 's', v: '0012' },
          true,
          { t: 'n', v: 0.25, z: '0%' },
          { t: 'n', v: 46144, z: 'yyyy-mm-dd' },
          { t: 'n', v: 3, f: '1+2' },
          123456789012345,
        ],
      ],
    });
    expect(table.rows.at(0)?.cells).toEqual([
      'alpha.example',
      '1',
      '14155550100',
      '0012',
      'TRUE',
      '25%',
      '2026-05-02',
      '3',
      '123456789012345',
    ]);
    expect(table).toMatchObject({ sheet: 'Sheet1', headerLine: 1, findings: [] });
  });

  test('that show an error are errors', () => {
    const table = read({ rows: [HEADER, ['a', { t: 'e', v: 42, w: '#N/A' }, 'ada']] });
    expect(codes(table)).toEqual(['error SHEET-CELL-ERROR 2']);
  });

  test('that are merged count for each of their rows', () => {
    const table = read({
      rows: [HEADER, ['a', 'alpha.example', 'ada'], ['', '', 'sam'], ['b', 'beta.example', 'ada']],
      merges: ['A2:A3', 'B2:B3'],
    });
    expect([...table.rows].map((row) => row.cells)).toEqual([
      ['a', 'alpha.example', 'ada'],
      ['a', 'alpha.example', 'sam'],
      ['b', 'beta.example', 'ada'],
    ]);
  });
});

describe('rows', () => {
  const shape = {
    rows: [
      HEADER,
      ['a', 'alpha.example', 'ada'],
      ['b', 'beta.example', 'ada'],
      ['', '', ''],
      ['c', 'gamma.example', 'ada'],
    ],
    hiddenRows: [2, 3],
  };

  test('have the line a spreadsheet shows', () => {
    expect([...read({ rows: shape.rows }).rows].map((row) => row.line)).toEqual([2, 3, 5]);
  });

  test('that are hidden are refused, unless a person says what to do', () => {
    expect(codes(read(shape))).toEqual(['error SHEET-HIDDEN 3']);
    expect(read(shape, { hiddenRows: 'include' }).rows).toHaveLength(3);
    const skipped = read(shape, { hiddenRows: 'skip' });
    expect([...skipped.rows].map((row) => row.line)).toEqual([2, 5]);
    expect(codes(skipped)).toEqual(['warning SHEET-HIDDEN 3']);
  });
});

describe('worksheets', () => {
  const bytes = workbook(
    { name: 'May', rows: [HEADER, ['a', 'alpha.example', 'ada']] },
    { name: 'June', rows: [HEADER, ['b', 'beta.example', 'ada']] },
  );

  test('the first is read, or the one that is named', () => {
    expect(readSheet(bytes, 'x.xlsx')).toMatchObject({ sheet: 'May', findings: [{ code: 'SHEET-OTHERS' }] });
    expect(readSheet(bytes, 'x.xlsx', { sheet: 'june' }).rows.at(0)?.cells[0]).toBe('b');
    expect(() => readSheet(bytes, 'x.xlsx', { sheet: 'July' })).toThrow(
      expect.objectContaining({ hint: 'It has May, June.' }),
    );
  });

  test('a hidden column is read and said', () => {
    expect(codes(read({ rows: [HEADER, ['a', 'alpha.example', 'ada']], hiddenColumns: [2] }))).toEqual([
      'info SHEET-HIDDEN-COLUMN 1',
    ]);
  });
});

describe('what is refused', () => {
  const whole = workbook({ rows: [HEADER, ['a', 'alpha.example', 'ada']] });

  test('a password, an old format, another archive, a damaged file', () => {
    const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    expect(refusal(Buffer.concat([Buffer.from(ole), Buffer.from('EncryptedPackage', 'utf16le')])).message).toContain(
      'password',
    );
    expect(refusal(Buffer.from(ole)).message).toContain('.xls');
    expect(refusal(zipSync({ 'a.txt': Buffer.from('x') })).message).toContain('no XLSX workbook');
    for (const length of [10, 200, whole.length - 30]) expect(refusal(whole.subarray(0, length)).hint).not.toBe('');
  });

  test('XML that could name other files', () => {
    const evil =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><workbook>&e;</workbook>';
    expect(refusal(zipSync({ 'xl/workbook.xml': Buffer.from(evil) })).message).toContain('entities');
  });

  test('a workbook that would unpack to more than 256 MiB, before it is unpacked', () => {
    const bomb = zipSync(
      { 'xl/workbook.xml': Buffer.from('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(260 * 1024 * 1024) },
      { level: 6 },
    );
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(bomb).code).toBe('SHEET-LIMIT');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });
});
