import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/domain/http.ts';
import { commandsOf, isCallOf, type VendorCall } from '../../../src/domain/vendor-call.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { type Answering, always, play } from './play.ts';
import { bareReadings, documentedReadings, orderAnswers, requestOf } from './readings.ts';
import { operationsOf, type Subject, samplesOf } from './subject.ts';

/** What a vendor's folder says of the vendor's calls is what its conversations make of them. */
export function calls(subject: Subject): void {
  const { vendor, notReached } = subject;
  const nameOf = ({ method, path }: Pick<VendorCall, 'method' | 'path'>) => `${method} ${path}`;

  describe('calls', () => {
    const seen = requestsOf(subject);
    const used = vendor.calls.filter(({ use }) => use.kind === 'used');

    test('each is listed once, with a title, and with a reason where it is not used', () => {
      const names = vendor.calls.map(nameOf);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
      for (const call of vendor.calls) {
        expect(call.title, nameOf(call)).not.toBe('');
        if (call.use.kind === 'not_used') expect(call.use.why, nameOf(call)).toMatch(/\.$/);
        else expect(commandsOf(call).length, nameOf(call)).toBeGreaterThan(0);
      }
    });

    test('every request that a conversation makes is to a call that is said to be used', () => {
      const strays = seen.filter((request) => !used.some((call) => isCallOf(call, request)));
      expect([...new Set(strays.map(nameOf))]).toEqual([]);
    });

    test.each(used.map(nameOf))('%s is made by some conversation', (name) => {
      const call = used.find((one) => nameOf(one) === name);
      const isMade = call !== undefined && seen.some((request) => isCallOf(call, request));
      expect(isMade || notReached.includes(name)).toBe(true);
    });

    test('what is said not to be reached is used, and is not reached', () => {
      for (const name of notReached) {
        const call = used.find((one) => nameOf(one) === name);
        expect(call, name).toBeDefined();
        expect(
          seen.some((request) => call !== undefined && isCallOf(call, request)),
          name,
        ).toBe(false);
      }
    });
  });
}

/** Every request that the suite can bring about. */
function requestsOf(subject: Subject): readonly HttpRequest[] {
  const answering: readonly Answering[] = [always(answer(500, '')), always(answer(404, '')), always(answer(200, []))];
  const readings = bareReadings(subject).flatMap(({ begin }) =>
    answering.flatMap((one) => play(begin(), one).requests),
  );
  const documented = documentedReadings(subject).flatMap(({ begin, answers }) => play(begin(), answers).requests);
  const spends = operationsOf(subject).flatMap((operation) =>
    samplesOf(subject, 'spend').flatMap(({ reply }) => {
      const answers = orderAnswers(subject, operation.id, reply);
      return play(operation.place(requestOf(subject, operation)), answers).requests;
    }),
  );
  return [...readings, ...documented, ...spends];
}
