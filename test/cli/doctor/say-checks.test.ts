import { expect, test } from 'vitest';
import type { Check } from '../../../src/cli/doctor/check.ts';
import { painted, sayChecks, sayCounts } from '../../../src/cli/doctor/say-checks.ts';
import { widthOf } from '../../../src/cli/terminal/text-width.ts';

const check = (over: Partial<Check>): Check => ({
  group: 'ledger',
  check: 'x',
  state: 'ok',
  says: 'All is well.',
  fix: '',
  ...over,
});
const long = 'a word '.repeat(30).trim();

test('each state and what to do stand under their group, no line wider than the screen', () => {
  const checks = [check({}), check({ state: 'problem', says: long, fix: long }), check({ group: 'program' })];
  const text = sayChecks(checks, 80);
  expect(
    text
      .split('\n')
      .map(widthOf)
      .every((width) => width <= 80),
  ).toBe(true);
  expect(text).toMatch(/^Program\nok {7}All is well\.\n\nLedger\nok {7}All is well\.\nproblem {2}a word/);
  expect(text).toMatch(/\n {9}→ a word/);
  expect(sayChecks(checks, null).split('\n')).toHaveLength(7);
});

test('only states and titles are coloured', () => {
  const { text, colour } = painted(sayChecks([check({ says: 'ok Ledger note' })], null));
  expect(colour(text)).toBe('\u001b[1mLedger\u001b[22m\n\u001b[32mok\u001b[39m       ok Ledger note');
});

test('counts', () => {
  expect(sayCounts([check({})])).toBe('No problems, no notes, 1 ok.');
  expect(sayCounts([check({ state: 'note' }), check({ state: 'problem' })])).toBe('1 problem, 1 note, 0 ok.');
});
