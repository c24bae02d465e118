import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWorksheets } from '../../src/steps/name-worksheets.ts';
import { nastyText } from '../support/nasty-texts.ts';

test('names stay as they are where they can', () => {
  expect(nameWorksheets(['may', 'Summary'])).toEqual(['may', 'Summary']);
  expect(nameWorksheets(['Summary', 'summary', 'History', "'x'", 'a/b:c'])).toEqual([
    'Summary',
    'summary (2)',
    'History (2)',
    'x',
    'a-b-c',
  ]);
});

test('whatever is wanted, every name is one that spreadsheet programs take, and none comes twice', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(nastyText, fc.string({ maxLength: 40 })), { maxLength: 12 }), (wanted) => {
      const names = nameWorksheets(wanted);
      expect(names).toHaveLength(wanted.length);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^(?!['\s])[^[\]:*?/\\\p{Cc}\p{Cs}]{1,31}(?<!['\s])$/u);
    }),
  );
});
