import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorWords } from '../../../src/vendors/saleshandy/error-shape.ts';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { playBack, remember } from '../playback.ts';

/** Bodies out of the words that this vendor uses, in any arrangement. */
const leaf = fc.oneof(
  fc.constantFrom(null, true, false, '', 'o1', 'alpha.example', 'active', 'https://checkout.example/a', 4000, 400, 200),
  fc.string({ maxLength: 6 }),
);
const names = fc.constantFrom(
  ...['payload', 'orderId', 'id', 'checkoutUrl', 'domains', 'orders', 'name', 'status', 'mailboxes', 'total'],
  ...['error', 'error_code', 'error_message', 'message', 'messages', 'statusCode', 'code', 'success', '__proto__'],
);
const { body } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('body')),
  body: fc.dictionary(names, tie('value'), { maxKeys: 5 }),
}));

function has(json: unknown, name: string): boolean {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name);
}

describe('whatever the vendor says', () => {
  test('only a 2xx with an order id is placed, and only 400 and 422 and their like are refused', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(body, fc.constantFrom(200, 201, 302, 400, 402, 409, 422, 429, 500), (json, status) => {
        const verdict = purchase.readReply(answer(status, JSON.stringify(json)));
        seen.add(verdict.kind);
        if (verdict.kind === 'placed') {
          expect(status).toBeLessThan(300);
          expect(has(json, 'orderId') || JSON.stringify(json).includes('"orderId"')).toBe(true);
          expect(['error', 'error_code', 'error_message', 'errors'].some((name) => has(json, name))).toBe(false);
        }
        if (verdict.kind === 'refused') expect([400, 422]).toContain(status);
        if (verdict.kind === 'not_placed') expect([400, 402, 409, 422, 429]).toContain(status);
        if (status >= 500 || status === 302) expect(verdict.kind).toBe('unknown');
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect([...seen].sort()).toEqual(['not_placed', 'placed', 'refused', 'unknown']);
  });

  test('a read-back finds nothing that does not name the domain, and never spends', () => {
    const wanted = remember({ operation: 'purchase', domains: ['alpha.example'], claims: ['alpha.example'] });
    const seen = new Set<string>();
    fc.assert(
      fc.property(body, body, body, (orders, domains, one) => {
        const text = (json: unknown) => answer(200, JSON.stringify(json));
        const answers = { '/domain/orders': text(orders), '/domain': text(domains), '/domain/orders/o1': text(one) };
        const { result, requests } = playBack(purchase.find(wanted), answers);
        seen.add(result.kind);
        if (result.kind === 'found') expect(JSON.stringify(one)).toContain('"alpha.example"');
        expect(requests.every(({ effect, method }) => effect === 'read' && method === 'GET')).toBe(true);
      }),
      { numRuns: 3_000, seed: 7 },
    );
    expect(seen.has('inconclusive')).toBe(true);
  });
});

test.each([
  [
    { error: 'x', error_code: 4000, error_message: 'Slow' },
    { words: 'Slow', code: '4000' },
  ],
  [
    { code: 12, type: 'A', message: 'Words' },
    { words: 'Words', code: '12' },
  ],
  [
    { statusCode: 400, message: ['a', 'b'], error: 'Bad Request' },
    { words: 'a; b', code: '400' },
  ],
  [
    { statusCode: 400, messages: 'c' },
    { words: 'c', code: '400' },
  ],
  [{ error: 'x' }, null],
  [[], null],
  ['text', null],
])('the words of %j', (json, expected) => {
  expect(errorWords(json)).toEqual(expected);
});
