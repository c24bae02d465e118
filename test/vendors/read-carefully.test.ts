import { describe, expect, test } from 'vitest';
import { completeCutJson } from '../../src/vendors/json-prefix.ts';
import { causePages, explains } from '../../src/vendors/pages.ts';
import { readCarefully, type VendorWords } from '../../src/vendors/read-carefully.ts';
import { answer, SAMPLE_TIME } from '../../src/vendors/sample.ts';
import { HOSTILE } from './conformance/hostile.ts';

const WORDS: VendorWords = { unauthorised: /^bad key$/i, throttled: /slow down/i, confirm: () => true };

function wait(body: unknown, headers: Readonly<Record<string, string>> = {}): unknown {
  const reading = readCarefully(answer(429, body, headers), WORDS);
  return reading.kind === 'not_placed' ? reading.retryAfterMs : reading;
}

describe('how long to wait', () => {
  test.each([
    ['seconds in the header', {}, { 'retry-after': '7' }, 7_000],
    ['a date in the header', {}, { 'retry-after': new Date(SAMPLE_TIME + 9_000).toUTCString() }, 9_000],
    ['a date that is past', {}, { 'retry-after': new Date(SAMPLE_TIME - 9_000).toUTCString() }, 0],
    ['the header before the body', { retryAfter: 3 }, { 'retry-after': '7' }, 7_000],
    ['a header that says nothing', { retryAfter: 3 }, { 'retry-after': 'soon' }, 3_000],
    ['a small number in the body', { retryAfter: 3 }, {}, 3_000],
    ['a moment in the body', { retryAfter: SAMPLE_TIME / 1000 + 30 }, {}, 30_000],
    ['a moment as a text', { retryAfter: String(SAMPLE_TIME / 1000 + 30) }, {}, 30_000],
    ['a moment that is past', { retryAfter: SAMPLE_TIME / 1000 - 30 }, {}, 0],
    ['nothing', {}, {}, undefined],
    ['nonsense', { retryAfter: 'soon' }, {}, undefined],
    ['a negative number', { retryAfter: -1 }, {}, undefined],
  ])('%s', (_, body, headers, expected) => {
    expect(wait(body, headers as Record<string, string>)).toBe(expected);
  });
});

test.each([
  [{ error: 'first', message: 'second' }, 'first'],
  [{ message: 'second' }, 'second'],
  [{ error: { message: 'inner' } }, 'inner'],
  [{ error: ['a', 'b'] }, '["a","b"]'],
  ['two\n  lines', 'two lines'],
  ['', 'The vendor answered 400 without a word.'],
  ['x'.repeat(900), 'x'.repeat(300)],
])('the reason of %j', (body, reason) => {
  expect(readCarefully(answer(400, body), WORDS)).toMatchObject({ kind: 'refused', reason });
});

test.each([
  [400, 'bad key', { kind: 'not_placed', cause: 'unauthorised' }],
  [422, 'please slow down', { kind: 'not_placed', cause: 'throttled' }],
  [409, 'bad key', { kind: 'not_placed', cause: 'unauthorised' }],
  [500, 'bad key', { kind: 'unknown', code: 'HTTP-500' }],
  [403, 'please slow down', { kind: 'not_placed', cause: 'unauthorised' }],
  [404, 'none', { kind: 'refused', code: 'HTTP-404', confirm: true }],
  [405, 'none', { kind: 'refused', code: 'HTTP-405' }],
  [415, 'none', { kind: 'refused', code: 'HTTP-415' }],
  [410, 'none', { kind: 'unknown', code: 'HTTP-410' }],
])('%i "%s"', (status, error, expected) => {
  expect(readCarefully(answer(status, { error }), WORDS)).toMatchObject(expected);
});

test('every beginning of an object is told from other text', () => {
  const whole = JSON.stringify({
    id: 'a\\"b\u00e9',
    n: -1.5e3,
    list: [1, { t: true, f: false, z: null }, 'x,{]'],
    o: {},
  });
  const escaped = whole.replace('\u00e9', '\\u00e9');
  for (const text of [whole, escaped])
    for (let end = 1; end < text.length; end += 1)
      expect(completeCutJson(text.slice(0, end)), text.slice(0, end)).toBeTypeOf('object');
  for (const text of ['', 'OK', '<html>', '{}{', '{oops', '[1', '"text', '{"a":1}x'])
    expect(completeCutJson(text), text).toBeUndefined();
});

test('every cause has a page', () => {
  for (const code of ['NOT-SENT', 'REPLY-LOST', 'UNAUTHORISED', 'THROTTLED', 'HTTP-402', 'NOT-JSON', 'CONTRADICTION'])
    expect(causePages.filter((page) => explains(page, code))).toHaveLength(1);
});

test.each(HOSTILE)('$name is read without throwing', ({ reply }) => {
  expect(() => readCarefully(reply, WORDS)).not.toThrow();
});
