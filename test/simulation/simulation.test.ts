import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { simulateMarket } from './market.ts';
import { MARKET_KINDS } from './market-kinds.ts';
import { MISTAKES } from './mistakes.ts';
import { simulate } from './simulate.ts';
import { sqliteShelf } from './sqlite-shelf.ts';

const SEEDS = 400;
const SQLITE_SEEDS = 60;
const MARKET_SEEDS = 30;
const MARKET_SQLITE_SEEDS = 2;

/** The whole story of the first seed that broke a promise; empty when none did. */
async function firstViolation(seeds: number, run: (seed: number) => ReturnType<typeof simulate>): Promise<string> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations, story } = await run(seed);
    if (violations.length > 0) return [`seed ${seed}`, ...story, ...violations].join('\n');
  }
  return '';
}

describe('whatever dies, whenever: no order is bought twice and none is lost', () => {
  test('with the ledger by its definition', async () => {
    expect(await firstViolation(SEEDS, (seed) => simulate(seed))).toBe('');
  }, 120_000);

  test('with the ledger on disk', async () => {
    expect(await firstViolation(SQLITE_SEEDS, (seed) => simulate(seed, sqliteShelf()))).toBe('');
  }, 120_000);

  test('the same seed tells the same story, on disk as by definition', async () => {
    for (let seed = 1001; seed < 1031; seed += 1)
      expect((await simulate(seed, sqliteShelf())).story, `seed ${seed}`).toEqual((await simulate(seed)).story);
  }, 120_000);
});

describe.each(MARKET_KINDS)('the same of what was added since: %s', (kind) => {
  test('with the ledger by its definition', async () => {
    expect(await firstViolation(MARKET_SEEDS, (seed) => simulateMarket(kind, seed))).toBe('');
  }, 120_000);

  test('with the ledger on disk', async () => {
    const onDisk = (seed: number) => simulateMarket(kind, seed, sqliteShelf());
    expect(await firstViolation(MARKET_SQLITE_SEEDS, onDisk)).toBe('');
  }, 120_000);
});

describe('the mistakes that the campaign plants', () => {
  test.each(MISTAKES)('$name: still fits the source', ({ file, find, also = [] }) => {
    for (const change of [{ file, find }, ...also])
      expect(readFileSync(change.file, 'utf8').split(change.find), change.file).toHaveLength(2);
  });
});
