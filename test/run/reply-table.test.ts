import { afterAll, describe, expect, test } from 'vitest';
import { earlyScenarios, lossScenarios, notSentScenarios, reallyBusy } from './reply-table/failures.ts';
import {
  halfAChargeFailure,
  pagesThatRefuse,
  refusedAndListedLater,
  resetWithoutLength,
} from './reply-table/known-faults.ts';
import { oddAnswers, redirects, throttlings } from './reply-table/odd-answers.ts';
import { type Played, playAll, type Scenario } from './reply-table/play.ts';
import { type Answered, answers, isPossible } from './reply-table/replies.ts';
import { BODIES, type BodyName, ROWS, rowFor } from './reply-table/table.ts';

const all: Played[] = [];
/** Scenarios of the last group, in which the program is known to do otherwise. */
const known: Played[] = [];
const PLAIN = ['empty', 'braces', 'unknown words', 'html'] as const satisfies readonly BodyName[];
const EVERY = Object.keys(BODIES) as readonly BodyName[];
const TELLING = EVERY.filter((body) => !PLAIN.some((plain) => plain === body));
const STATUSES = Array.from({ length: 400 }, (_, index) => 200 + index);
const BOTH = ['sold', 'not sold'] as const;
/** One or more statuses of each row; in `READ_CLOSELY` the body has a say. */
const OF_EACH_ROW = [200, 202, 204, 304, 307, 400, 401, 402, 403, 404, 409, 422, 429, 500, 503];
const READ_CLOSELY = [200, 400, 401, 409, 429, 500];
/** `REPLY_TABLE=whole` plays every status with every plain body, and every row with every body. */
const WHOLE = process.env.REPLY_TABLE === 'whole';
const LONG = { timeout: 300_000 };

async function complaintsOf(scenarios: readonly Scenario[], group = all): Promise<readonly string[]> {
  const played = await playAll(scenarios);
  group.push(...played);
  return played.flatMap(({ complaints }) => complaints);
}

function sum(played: readonly Played[]): string {
  const twice = played.filter(({ soldTwice }) => soldTwice).length;
  const better = played.filter(({ betterThanTruth }) => betterThanTruth).length;
  return `${played.length} scenarios, ${twice} sold twice, ${better} better than the truth`;
}

afterAll(() => {
  process.stdout.write(`reply table: ${sum(all)}; known differences: ${sum(known)}\n`);
});

describe('every status', () => {
  test.each(BOTH)('%s', LONG, async (truth) => {
    const some = (status: number) => [PLAIN[(status + (truth === 'sold' ? 1 : 0)) % PLAIN.length] ?? 'empty'];
    const bodies = (status: number) => (WHOLE ? PLAIN : some(status));
    const scenarios = STATUSES.flatMap((status) => bodies(status).map((body) => answers({ status, truth, body })));
    expect(await complaintsOf(scenarios.map((scenario) => ({ ...scenario, brief: !WHOLE })))).toEqual([]);
  });
});

describe('every row', () => {
  test('is met', () => {
    const met = new Set(OF_EACH_ROW.flatMap((status) => EVERY.map((body) => rowFor(status, body).row)));
    expect(ROWS.map(({ row }) => row).filter((row) => !met.has(row))).toEqual([]);
  });

  const of = (statuses: readonly number[], bodies: readonly BodyName[], more: Pick<Answered, 'truth' | 'sight'>) =>
    statuses
      .flatMap((status) => bodies.map((body) => ({ status, body, ...more })))
      .filter(isPossible)
      .map(answers);

  test.each(BOTH)('with every body, %s', LONG, async (truth) => {
    const closely = WHOLE ? OF_EACH_ROW : READ_CLOSELY;
    expect(await complaintsOf([...of(OF_EACH_ROW, PLAIN, { truth }), ...of(closely, TELLING, { truth })])).toEqual([]);
  });

  test.each(BOTH)('while the vendor cannot be read, %s', LONG, async (truth) => {
    const bodies = ['braces', 'known refusal', 'charge failed'] as const satisfies readonly BodyName[];
    expect(await complaintsOf(of(OF_EACH_ROW, bodies, { truth, sight: 'blind' }))).toEqual([]);
  });

  test('of a doubt or a yes, while the order is not listed yet', LONG, async () => {
    const kinds = new Set(['unknown', 'placed']);
    const scenarios = OF_EACH_ROW.flatMap((status) =>
      (['empty', 'unknown words', 'charge failed, an id'] as const)
        .filter((body) => kinds.has(rowFor(status, body).said.kind))
        .map((body) => answers({ status, truth: 'sold, listed later', body })),
    );
    expect(await complaintsOf(scenarios)).toEqual([]);
  });
});

describe('a transport failure', () => {
  test('before the start callback has returned', LONG, async () => {
    expect(await complaintsOf(notSentScenarios())).toEqual([]);
  });

  test('before the start callback has returned: another process writes to the ledger', LONG, async () => {
    expect(await complaintsOf(reallyBusy())).toEqual([]);
  });

  test('before the request was read', LONG, async () => {
    expect(await complaintsOf(earlyScenarios())).toEqual([]);
  });

  test('after the request was read', LONG, async () => {
    expect(await complaintsOf(lossScenarios(BOTH))).toEqual([]);
  });

  test('after the request was read, while the vendor cannot be read', LONG, async () => {
    expect(await complaintsOf(lossScenarios(BOTH, 'blind').filter((_, index) => index % 4 === 0))).toEqual([]);
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

describe('where the program does otherwise than the table says', () => {
  test('a reset in a body without a length is a transport failure, whatever the status', LONG, async () => {
    const halves = [
      { status: 200, half: '{"id":"rec' },
      { status: 400, half: '{"error":"Missing required' },
      { status: 401, half: '' },
      { status: 429, half: '' },
    ];
    expect(
      await complaintsOf(
        halves.flatMap(({ status, half }) => resetWithoutLength(status, half)),
        known,
      ),
    ).toEqual([]);
  });

  test('a web page that says "not found" or "invalid" is no known refusal of the vendor', LONG, async () => {
    expect(await complaintsOf(pagesThatRefuse(), known)).toEqual([]);
  });

  test('"no subscription created" and "unable to charge" alone do not say that the order exists', LONG, async () => {
    expect(await complaintsOf(halfAChargeFailure(), known)).toEqual([]);
  });

  test('a refused order that the vendor lists by now is found before it would be sent again', LONG, async () => {
    expect(await complaintsOf(refusedAndListedLater(), known)).toEqual([]);
  });
});
