import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import { doubtReceipt } from '../../../src/steps/doubt-receipt.ts';
import { remember } from '../playback.ts';
import { fromSample, play, spendsIn } from './play.ts';
import { documentedReadings, type Ending, remembered, requestOf } from './readings.ts';
import { operationNamed, operationsOf, rememberExample, type Subject, samplesOf } from './subject.ts';

// biome-ignore lint/correctness/useYield: a conversation that needs no request.
function* nothing(): Conversation<Ending> {
  return { kind: 'nothing' };
}

/** What the vendor's folder says of the vendor's answers is what its code makes of them. */
export function documentedExchanges(subject: Subject): void {
  const spends = samplesOf(subject, 'spend');
  const finds = samplesOf(subject, 'read-back').filter(({ expect: { kind } }) => kind === 'found');

  test('there are samples of placed, refused and odd answers, and of each kind of reading', () => {
    const kinds = new Set(spends.map((sample) => sample.expect.kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['placed', 'refused', 'unknown']));
    for (const { id, follow } of operationsOf(subject)) {
      expect(
        spends.some((sample) => sample.operation === id && sample.expect.kind === 'placed'),
        id,
      ).toBe(true);
      expect(!follow || samplesOf(subject, 'status').length > 0, `${id} is followed`).toBe(true);
    }
    const isFound = operationsOf(subject).filter(({ capabilities }) => capabilities.correlation !== 'none');
    if (isFound.length > 0) expect(finds.length).toBeGreaterThan(0);
    expect(samplesOf(subject, 'survey').length).toBeGreaterThan(0);
    expect(samplesOf(subject, 'catalogue').length).toBeGreaterThan(0);
    expect(samplesOf(subject, 'half-orders').length).toBeGreaterThan(0);
    expect(samplesOf(subject, 'names').length > 0 || !subject.vendor.suggestNames).toBe(true);
  });

  test('what cannot be found again is asked for nowhere, and stays in doubt', () => {
    for (const operation of operationsOf(subject).filter(({ capabilities }) => capabilities.correlation === 'none'))
      for (const orderId of [null, 'idEXAMPLE']) {
        const { result, requests } = play(
          operation.find(rememberExample(operation, subject, { orderId })),
          fromSample({}),
        );
        expect([result.kind, requests], operation.id).toEqual(['inconclusive', []]);
      }
  });

  test.each(spends)('reads $name', (sample) => {
    const operation = operationNamed(subject, sample.operation);
    const request = sample.request ?? requestOf(subject, operation);
    const before = fromSample(sample.looks ?? {});
    const { result, requests } = play(operation.place(request), (one, index) =>
      one.effect === 'spend' ? sample.reply : before(one, index),
    );
    const alone = operation.readReply(sample.reply);
    // What was asked for, or looked at before, may say more than the reply alone, as an amount does.
    expect(sample.request ? result : alone).toMatchObject(sample.expect);
    expect(result.kind).toBe(sample.expect.kind);
    const stopped = sample.looks !== undefined && sample.expect.kind === 'not_placed';
    if (!stopped) expect(alone.kind).toBe(result.kind);
    expect(spendsIn(requests)).toEqual(stopped ? [] : [request]);
  });

  test.each(documentedReadings(subject))('reads $name', ({ begin, answers, expect: expected }) => {
    const { result, requests } = play(begin(), answers);
    expect(result).toMatchObject(expected);
    expect(spendsIn(requests)).toEqual([]);
  });

  test.each(samplesOf(subject, 'status'))('tells $name', (sample) => {
    const reading = documentedReadings(subject).find(({ name }) => name === `status: ${sample.name}`);
    const { delivery } = play(reading?.begin() ?? nothing(), fromSample(sample.replies)).result as {
      readonly delivery?: Delivery;
    };
    const { problems, domains } = delivery ?? { problems: [], domains: [] };
    expect(domains.map(({ state }) => state)).toEqual(sample.expect.states);
    const codes = [...problems, ...domains.flatMap((domain) => domain.problems)].map(({ code }) => code);
    expect(codes).toEqual(sample.expect.problems);
  });

  describe.each(spends.filter(({ expect: { kind } }) => kind === 'placed'))('$name', (sample) => {
    test('is a doubt when it names another order', () => {
      const verdict = operationNamed(subject, sample.operation).readReply(sample.reply);
      const id = verdict.kind === 'placed' ? verdict.receipt.orderId : null;
      const other = id ?? 'idOTHER';
      const named = { kind: 'placed', reason: 'x', receipt: { orderId: other, payment: 'taken' } } as const;
      for (const known of [{ foreignIds: [other] }, { snapshotIds: [other] }])
        expect(doubtReceipt(id === null ? named : verdict, () => remember(known)).kind).toBe('unknown');
    });
  });

  describe.each(finds)('$name', (sample) => {
    const find = (fields: Parameters<typeof remember>[0]) => {
      const answers = documentedReadings(subject).find(({ name }) => name === `read-back: ${sample.name}`)?.answers;
      const operation = operationNamed(subject, sample.operation);
      return play(operation.find({ ...remembered(sample), ...fields }), answers ?? fromSample({})).result;
    };
    const own = find({});
    const id = own.kind === 'found' && !sample.namesNoOrder ? own.receipt.orderId : null;
    const marked = sample.known?.marker !== undefined && sample.known.marker !== null;

    // What is not bought was there before, under the id of the order that was.
    const wasThere = operationNamed(subject, sample.operation).capabilities.payment === 'none';

    test.skipIf(wasThere || id === null)('is no find under an id that is another order of ours', () => {
      expect(find({ foreignIds: [id ?? ''], orderId: null }).kind).not.toBe('found');
    });

    test.skipIf(marked || wasThere || id === null)('is no find under an id that was there before', () => {
      expect(find({ snapshotIds: [id ?? ''], orderId: null }).kind).not.toBe('found');
    });

    test.skipIf(marked)('is no find for more, fewer or other domains', () => {
      const more = [...sample.domains, 'more.example'];
      const others = sample.domains.map((name) => `x${name}`);
      // Where no order is named, each domain stands for itself, so that fewer of them are there as well.
      for (const domains of id === null ? [more, others] : [more, sample.domains.slice(1), others])
        expect(find({ domains, claims: domains, orderId: null }).kind, domains.join()).not.toBe('found');
    });
  });
}
