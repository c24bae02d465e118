import { describe, expect, it } from 'vitest';
import { askedWait } from '../../src/domain/asked-wait.ts';
import type { HttpReply } from '../../src/domain/http.ts';
import { answered, FakeClock } from '../support/fake-transport.ts';

describe('how long the vendor asks us to wait', () => {
  const now = new FakeClock().now();
  it.each([
    ['seconds', { 'retry-after': ' 12 ' }, '', 12_000],
    ['a date', { 'retry-after': new Date(now + 9_000).toUTCString() }, '', 9_000],
    ['a date in the past', { 'retry-after': new Date(now - 9_000).toUTCString() }, '', 0],
    [
      'Unix seconds in the body',
      {},
      JSON.stringify({ message: 'slow', retryAfter: now / 1_000 + 5, limit: 15 }),
      5_000,
    ],
    ['Unix seconds as text', {}, JSON.stringify({ retryAfter: `${now / 1_000 + 5}` }), 5_000],
    ['seconds in the body', {}, '{"retry_after":3}', 3_000],
    ['Unix seconds in the header', { 'retry-after': `${now / 1_000 + 4}` }, '', 4_000],
    ['nonsense', { 'retry-after': '-5' }, '{"retryAfter":"soon"}', null],
    ['a web page', {}, '<html>', null],
    ['nothing', {}, '', null],
  ] as const)('%s', (_name, headers, body, expected) => {
    expect(askedWait(answer(headers, body))).toBe(expected);
  });
});

function answer(headers: Readonly<Record<string, string>>, body: string): Extract<HttpReply, { kind: 'answer' }> {
  const reply = answered(429, headers, body);
  if (reply.kind !== 'answer') throw new Error('the reply is no answer');
  return reply;
}
