import { expect, test } from 'vitest';
import type { HttpReply } from '../../../src/domain/http.ts';
import type { Operation } from '../../../src/domain/vendor.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import { HOSTILE } from './hostile.ts';
import { butFor, play, spendsIn } from './play.ts';
import { orderAnswers, requestOf } from './readings.ts';
import { holds, operationNamed, operationsOf, type Subject, samplesOf } from './subject.ts';

const LOST = { kind: 'lost', reason: 'x', evidence: { reached: 'started', ms: 1 } } as const;
const LONGEST_REASON = 400;
const LONGEST_OF_READ = 1_000;
const ID = /^[\x21-\x7e]{1,200}$/;

/** Whatever comes back for a spend: nothing throws, nothing is sent twice, and only what is certain is certain. */
export function hostileRepliesAtSpend(subject: Subject): void {
  for (const { operation, name, reply, atSpend } of everywhere(subject))
    holds(subject, `${name}, at the spend of ${operation.id}`, () => {
      const request = requestOf(subject, operation);
      const answers = orderAnswers(subject, operation.id, reply);
      const { result, requests } = play(operation.place(request), answers);
      expect(atSpend).toContain(result.kind);
      expect(spendsIn(requests)).toEqual([request]);
      saysLittle(result);
      namesOrder(result);
      expect(play(operation.place(request), answers).result).toEqual(result);
      expect(operation.readReply(reply).kind).toBe(result.kind);
    });

  for (const operation of operationsOf(subject)) {
    const request = requestOf(subject, operation);
    const answers = orderAnswers(subject, operation.id, LOST);
    const before = play(operation.place(request), answers).requests.filter(({ effect }) => effect === 'read');
    for (const [index, { method, path }] of before.entries())
      test.each(HOSTILE)(`$name, at ${method} ${path} before the spend of ${operation.id}`, ({ reply }) => {
        const { result, requests } = play(operation.place(request), butFor(index, reply, answers));
        expect(spendsIn(requests)).toEqual([]);
        expect(result.kind).toBe('not_placed');
        saysLittle(result, LONGEST_OF_READ);
      });
  }

  for (const { name: sample, operation: id, reply: said, expect: expected } of samplesOf(subject, 'spend'))
    if (expected.kind === 'placed')
      test(`hostile replies to what is read after "${sample}" leave it placed`, () => {
        const operation = operationNamed(subject, id);
        const request = requestOf(subject, operation);
        const answers = orderAnswers(subject, id, said);
        const { requests } = play(operation.place(request), answers);
        const spentAt = requests.findIndex(({ effect }) => effect === 'spend');
        for (const { name, reply } of HOSTILE)
          for (let index = spentAt + 1; index < requests.length; index += 1) {
            const { result } = play(operation.place(request), butFor(index, reply, answers));
            expect(result.kind, name).toBe('placed');
            saysLittle(result, LONGEST_OF_READ);
          }
      });

  test('a sample that placed says so by its status, or in words that stand in the samples', () => {
    for (const { reply, expect: expected, name } of samplesOf(subject, 'spend')) {
      if (expected.kind === 'placed') expect(mayPlace(reply), name).toBe(true);
      if (expected.kind === 'refused' || expected.kind === 'not_placed') expect(mayRefuse(reply), name).toBe(true);
    }
  });

  test('the samples with words of 5 kB and many lines are told in few words', () => {
    for (const { reply, operation } of samplesOf(subject, 'spend'))
      if (reply.kind === 'answer') saysLittle(operationNamed(subject, operation).readReply(withLongWords(reply)));
  });

  test.each(operationsOf(subject))('the samples of $id under every other status', (operation) => {
    for (const { reply, name } of samplesOf(subject, 'spend'))
      for (const status of [302, 402, 409, 500, 503]) underStatus(operation, reply, status, name);
  });
}

function everywhere(subject: Subject) {
  return operationsOf(subject).flatMap((operation) => HOSTILE.map((hostile) => ({ operation, ...hostile })));
}

/** The same body under a status that proves nothing must not be believed as a refusal, nor as placed outside 4xx. */
function underStatus(operation: Operation, reply: HttpReply, status: number, name: string): void {
  if (reply.kind !== 'answer') return;
  const { kind } = operation.readReply({ ...reply, status });
  const where = `${name} under ${status}`;
  expect(kind, where).not.toBe('refused');
  if (status >= 500 || status < 400) expect(kind, where).toBe('unknown');
}

function withLongWords(reply: Extract<HttpReply, { kind: 'answer' }>): HttpReply {
  return { ...reply, body: reply.body.replace(/([a-z.])"([,}\]])/g, `$1${' and\\nmore'.repeat(500)}"$2`) };
}

function mayPlace(reply: HttpReply): boolean {
  return (
    reply.kind === 'answer' && (reply.status < 300 ? reply.status >= 200 : reply.status >= 400 && reply.status < 500)
  );
}

function mayRefuse(reply: HttpReply): boolean {
  if (reply.kind === 'not_sent') return true;
  if (reply.kind !== 'answer') return false;
  return reply.status < 300 ? reply.status >= 200 && saysFalse(reply.body) : reply.status >= 400 && reply.status < 500;
}

/** A yes that says in a field of its own that it is a no, as `order_placed: false` does. */
function saysFalse(body: string): boolean {
  const json: unknown = JSON.parse(body);
  return typeof json === 'object' && json !== null && Object.values(json).includes(false);
}

/** A reason is one line that a person can read: neither empty nor a page. */
function saysLittle({ reason }: Verdict, longest = LONGEST_REASON): void {
  expect(reason.length).toBeGreaterThan(0);
  expect(reason.length).toBeLessThanOrEqual(longest);
  expect(reason).not.toMatch(/[\n\r]/);
}

/** What is kept of an order is an id that can be shown and looked for, and a link that can be opened. */
function namesOrder(verdict: Verdict): void {
  if (verdict.kind === 'not_placed' && verdict.retryAfterMs !== undefined)
    expect(verdict.retryAfterMs).toBeGreaterThanOrEqual(0);
  if (verdict.kind !== 'placed') return;
  const { orderId, checkoutUrl } = verdict.receipt;
  if (orderId !== null) expect(orderId).toMatch(ID);
  expect(orderId).not.toBe('recPROTO');
  if (checkoutUrl !== undefined) expect(checkoutUrl).toMatch(/^https:\/\//);
}
