import { expect, test } from 'vitest';
import { firstRenewal } from '../../src/domain/renewal.ts';

test.each([
  ['2026-05-04T10:00:00.000Z', 'month', '2026-06-04'],
  ['2026-01-31T23:59:00.000Z', 'month', '2026-02-28'],
  ['2028-01-31T23:59:00.000Z', 'month', '2028-02-29'],
  ['2026-11-30T00:00:00.000Z', 'quarter', '2027-02-28'],
  ['2028-02-29T00:00:00.000Z', 'year', '2029-02-28'],
  ['2026-12-15T00:00:00.000Z', 'month', '2027-01-15'],
] as const)('bought at %s, every %s: %s', (at, every, first) => {
  expect(firstRenewal(at, every)).toBe(first);
});
