import { afterAll, describe, expect, test } from 'vitest';
import { earlyScenarios, lossScenarios, notSentScenarios } from './reply-table/failures.ts';
import { oddAnswers, redirects, throttlings } from './reply-table/odd-answers.ts';
import { type Played, playAll, type Scenario } from './reply-table/play.ts';
import { answers } from './reply-table/replies.ts';
import { BODIES, type BodyName } from './reply-table/table.ts';

const all: Played[] = [];
const PLAIN = ['empty', 'braces', 'unknown words', 'html'] as const satisfies readonly BodyName[];
const EVERY = Object.keys(BODIES) as readonly BodyName[];
const STATUSES = Array.from({ length: 400 }, (_, index) => 200 + index);
const BOTH = ['sold', 'not sold'] as const;
/** One status of each kind that the table tells apart. */
const ROWS = [200, 201, 204, 304, 307, 400, 401, 402, 403, 404, 405, 409, 410, 415, 422, 429, 500, 503];
const WHOLE = process.env.REPLY_TABLE === 'whole';
const LONG = { timeout: 300_000 };

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
  test.each(BOTH)('%s', LONG, async (truth) => {
    const bodies = (status: number) => (WHOLE ? PLAIN : [PLAIN[status % PLAIN.length] ?? 'empty']);
    const scenarios = STATUSES.flatMap((status) => bodies(status).map((body) => answers({ status, truth, body })));
    expect(await complaintsOf(scenarios)).toEqual([]);
  });
});

describe('a transport failure', () => {
  test('before the start callback has returned', LONG, async () => {
    expect(await complaintsOf(notSentScenarios())).toEqual([]);
  });

  test('before the request was read', LONG, async () => {
    expect(await complaintsOf(earlyScenarios())).toEqual([]);
  });

  test('after the request was read', LONG, async () => {
    expect(await complaintsOf(lossScenarios(BOTH))).toEqual([]);
  });
});

describe('an answer', () => {
  test('in odd clothes', LONG, async () => {
    expect(await complaintsOf(oddAnswers(BOTH))).toEqual([]);
  });

  test('that leads elsewhere is never followed', LONG, async () => {
    expect(await complaintsOf(redirects(BOTH))).toEqual([]);
  });

  test('that asks for patience', LONG, async () => {
    expect(await complaintsOf(throttlings())).toEqual([]);
  });
});
