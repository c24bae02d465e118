import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../../src/domain/http.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { play, spendsIn } from './play.ts';
import { documentedReadings, type Ending, orderAnswers, requestOf } from './readings.ts';
import { operationsOf, rememberExample, type Subject } from './subject.ts';

const RUNS = 150;
const STATUSES = [200, 200, 200, 200, 200, 200, 201, 204, 302, 400, 401, 404, 404, 409, 429, 500];
const SEEN_BEFORE = 'idBEFORE';
const OF_ANOTHER = 'idOTHER';

/** Words that the vendor's own answers are made of, so that random answers come near to real ones. */
interface Words {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly bodies: readonly unknown[];
}

/** Random answers out of the vendor's own words: reading never spends, always ends, and finds nothing that is not new. */
export function randomReplies(subject: Subject): void {
  const words = wordsOf(subject);

  describe.each(operationsOf(subject))('random replies to $id', (operation) => {
    test('at every read of a read-back', () => {
      fc.assert(
        fc.property(repliesFrom(words), fc.boolean(), (replies, isKnown) => {
          const wanted = rememberExample(operation, subject, {
            orderId: isKnown ? 'idEXAMPLE' : null,
            snapshotIds: [SEEN_BEFORE],
            foreignIds: [OF_ANOTHER],
          });
          const { result, requests } = play(operation.find(wanted), (_, index) => pick(replies, index));
          expect(spendsIn(requests)).toEqual([]);
          if (result.kind !== 'found') return;
          expect(result.receipt.orderId).toMatch(/^[\x21-\x7e]{1,200}$/);
          if (operation.capabilities.payment === 'none') return;
          expect([SEEN_BEFORE, OF_ANOTHER]).not.toContain(result.receipt.orderId);
        }),
        { numRuns: RUNS, seed: 1 },
      );
    });

    test('at the spend', () => {
      fc.assert(
        fc.property(repliesFrom(words), (replies) => {
          const request = requestOf(subject, operation);
          const reply = pick(replies, 0);
          const { result, requests } = play(operation.place(request), orderAnswers(subject, operation.id, reply));
          expect(spendsIn(requests)).toEqual([request]);
          const status = reply.kind === 'answer' ? reply.status : 0;
          if (result.kind === 'placed') expect(status >= 200 && status < 500 && status !== 302, `${status}`).toBe(true);
          if (result.kind === 'refused' || result.kind === 'not_placed')
            expect([400, 401, 404, 409, 429]).toContain(status);
          if (status === 409) expect(result.kind).not.toBe('refused');
        }),
        { numRuns: RUNS, seed: 2 },
      );
    });
  });

  test.each(documentedReadings(subject))('random replies among those of $name', ({ begin, answers }) => {
    fc.assert(
      fc.property(repliesFrom(words), fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (replies, own) => {
        const { result, requests } = play<Ending>(begin(), (request, index) =>
          own[index % own.length] ? answers(request, index) : pick(replies, index),
        );
        expect(spendsIn(requests)).toEqual([]);
        expect(['read', 'failed', 'found', 'not_found_yet', 'inconclusive']).toContain(result.kind);
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });
}

function repliesFrom({ keys, values, bodies }: Words): fc.Arbitrary<readonly HttpReply[]> {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...values),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 5 }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  }));
  const body = fc.oneof(tree, tree, fc.constantFrom(...bodies));
  const reply = fc
    .tuple(fc.constantFrom(...STATUSES), body)
    .map(([status, json]) => answer(status, JSON.stringify(json)));
  return fc.array(reply, { minLength: 1, maxLength: 8 });
}

function pick(replies: readonly HttpReply[], index: number): HttpReply {
  return replies[index % replies.length] ?? answer(500, '');
}

function wordsOf({ samples }: Subject): Words {
  const keys = new Set<string>(['id', 'error', 'success']);
  const values = new Set<unknown>([SEEN_BEFORE, OF_ANOTHER, null, 0, -1, 1e21, '', true, false]);
  const bodies: unknown[] = samples.flatMap((sample) =>
    'replies' in sample ? Object.values(sample.replies).map(({ body }) => body) : [],
  );
  for (const sample of samples) {
    if ('domains' in sample) for (const domain of sample.domains) values.add(domain);
    if ('reply' in sample && sample.reply.kind === 'answer') bodies.push(sample.reply.body);
  }
  for (const body of bodies) gather(body, keys, values);
  return { keys: [...keys], values: [...values], bodies };
}

function gather(value: unknown, keys: Set<string>, values: Set<unknown>): void {
  if (typeof value !== 'object' || value === null) return void values.add(value);
  if (!Array.isArray(value)) for (const key of Object.keys(value)) keys.add(key);
  for (const item of Object.values(value)) gather(item, keys, values);
}
