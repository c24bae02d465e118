import { extname } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/digest.ts';
import {
  baseOf,
  COMPANION_ENDINGS,
  companionBase,
  leavesRoom,
  mayBeSheet,
  nameByContent,
  openMarksOf,
} from '../../../src/io/drop-folder/names.ts';

const DIGEST = sha256('one');

test.each([
  '.hidden.csv',
  '~$may.xlsx',
  'may.csv~',
  'may.csv.part',
  'may.csv.filepart',
  'may.csv.CRDOWNLOAD',
  'Thumbs.db',
  'desktop.ini',
  '.~lock.may.ods#',
])('%s is left alone', (name) => {
  expect(mayBeSheet(name)).toBe(false);
});

test.each(['may.csv', 'may', 'MAY.XLSX', 'a.b.c.csv', 'part.csv', 'partial', '-rf.csv', 'may .csv'])(
  '%s may be a sheet',
  (name) => {
    expect(mayBeSheet(name)).toBe(true);
  },
);

test('what a run writes beside a sheet is known by its ending, whatever its case', () => {
  for (const ending of COMPANION_ENDINGS) {
    expect(companionBase(`may${ending}`)).toBe('may');
    expect(companionBase(`may${ending.toUpperCase()}`)).toBe('may');
    expect(companionBase(ending)).toBeNull();
  }
  expect([companionBase('may.csv'), companionBase('results.csv'), companionBase('log')]).toEqual([null, null, null]);
});

test('a name after the content is a sheet of its own, is no longer than file systems take, and leaves room beside it', () => {
  const letter = fc.constantFrom('a', '.', 'ä', '日', '😀', ' ', '-', 'log', '.log', '.results.csv');
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 250 }), (letters) => {
      const named = nameByContent(letters.join(''), DIGEST);
      expect(named).toContain(DIGEST.slice(0, 8));
      expect(companionBase(named)).toBeNull();
      expect(leavesRoom(named)).toBe(true);
      expect(Buffer.byteLength(named)).toBeLessThanOrEqual(255);
      expect(Buffer.from(named).toString('utf8')).toBe(named);
      for (const ending of COMPANION_ENDINGS) {
        expect(Buffer.byteLength(baseOf(named) + ending)).toBeLessThanOrEqual(255);
        expect(baseOf(named) + ending).not.toBe(named);
      }
    }),
  );
});

test('an ordinary name keeps its look', () => {
  expect(nameByContent('may.csv', DIGEST)).toBe(`may-${DIGEST.slice(0, 8)}.csv`);
  expect(extname(nameByContent('may.log', DIGEST))).toBe('.txt');
});

test('marks of office programs that have a sheet open', () => {
  expect(openMarksOf('orders.xlsx')).toEqual(['~$orders.xlsx', '~$ders.xlsx', '.~lock.orders.xlsx#']);
});
