import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noFaults } from './judge.ts';
import { MISTAKES } from './mistakes.ts';
import { Year } from './year.ts';

const MINUTES = 4;
const DAYS = 15;

test.each([1, 7])(
  'half a month in cron, seed %i: nothing doubled, lost, misfiled or told wrong',
  async (seed) => {
    const { faults, sums } = await new Year({ seed, days: DAYS }).live();
    expect(faults).toEqual(noFaults());
    expect(sums.sold).toBe(sums.wanted);
    expect(sums.sold).toBeGreaterThan(DAYS);
  },
  MINUTES * 60_000,
);

test.each(MISTAKES)('$name: still fits the source', ({ file, find }) => {
  expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
});
