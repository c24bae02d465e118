import { afterAll, describe, expect, test } from 'vitest';
import { type Played, playAll, type Scenario } from './reply-table/play.ts';
import { answers } from './reply-table/replies.ts';
import type { BodyName } from './reply-table/table.ts';

const all: Played[] = [];
const PLAIN = ['empty', 'braces', 'unknown words', 'html'] as const satisfies readonly BodyName[];
const STATUSES = Array.from({ length: 400 }, (_, index) => 200 + index);

async function complaintsOf(scenarios: readonly Scenario[]): Promise<readonly string[]> {
  const played = await playAll(scenarios);
  all.push(...played);
  return played.flatMap(({ complaints }) => complaints);
}

afterAll(() => {
  const twice = all.filter(({ soldTwice }) => soldTwice).length;
  const better = all.filter(({ betterThanTruth }) => betterThanTruth).length;
  process.stdout.write(`reply table: ${all.length} scenarios, ${twice} sold twice, ${better} better than the truth\n`);
});

describe('every status', () => {
  test.each(['sold', 'not sold'] as const)('%s', { timeout: 120_000 }, async (truth) => {
    const scenarios = STATUSES.map((status) =>
      answers({ status, truth, body: PLAIN[status % PLAIN.length] ?? 'empty' }),
    );
    expect(await complaintsOf(scenarios)).toEqual([]);
  });
});
