import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/domain/digest.ts';
import type { Body } from '../../src/domain/http.ts';
import { canonicalJson, sortedJson } from '../../src/domain/json.ts';
import { laterPayload } from '../../src/domain/payload.ts';
import { SECRET_MASK, Secret } from '../../src/domain/secret.ts';
import type { OperationId } from '../../src/vendors/scaledmail/limits.ts';
import { isSurelyRight } from '../../src/vendors/scaledmail/rules/sure-body.ts';
import { bodySchemas } from '../../src/vendors/scaledmail/schema.ts';
import { nastyText } from '../support/nasty-texts.ts';
import { plainCanonicalJson, plainDigestOf, plainSorted } from '../support/plain-json.ts';

/** Texts with all that JSON escapes, halves of characters too, and plain ones that differ in one sign. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '!', '"', '#', '\\', '\n', '\ud800', '\udc00', '\u007f', 'é') }),
  nastyText,
  fc.constantFrom('', '__proto__', 'toString', '10', '9'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(text, fc.constant(null), fc.constant(undefined), fc.boolean(), fc.double(), fc.integer()),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 5 }),
  ),
})).any;

test('canonical text and digest are those of the plain rules, to the letter', () => {
  fc.assert(
    fc.property(value, (any) => {
      expect(canonicalJson(any)).toBe(plainCanonicalJson(any));
      expect(digestOf(any)).toBe(plainDigestOf(any));
    }),
    { numRuns: 2_000 },
  );
});

test('a list that is sorted once has the text of the list sorted by the plain rules, inside other values too', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (items) => {
      expect(canonicalJson({ b: sortedJson(items), a: 1 })).toBe(plainCanonicalJson({ a: 1, b: plainSorted(items) }));
      expect(canonicalJson(sortedJson(items))).toBe(canonicalJson(sortedJson(items.toReversed())));
    }),
    { numRuns: 1_000 },
  );
});

test('the digest of a payload is that of the request as JSON, with every secret as the mask', () => {
  const secret = new Secret({ kind: 'text', text: 'a password' });
  fc.assert(
    fc.property(fc.dictionary(text, text, { maxKeys: 5 }), text, (fields, tag) => {
      const body = { ...fields, login: { password: secret, user: tag } };
      const request = { effect: 'spend', method: 'POST', path: '/order', query: { a: tag }, body } as const;
      const payload = laterPayload(
        () => request,
        () => null,
      );
      expect(payload.digest).toBe(plainDigestOf(JSON.parse(JSON.stringify(request))));
      expect(JSON.stringify(payload.request)).toContain(SECRET_MASK);
    }),
  );
});

test('a payload is made once, and only when it is asked for', () => {
  const made: string[] = [];
  const payload = laterPayload(
    (marker) => {
      made.push(marker);
      return { effect: 'spend', method: 'POST', path: '/order', query: {} };
    },
    () => 'so-marker',
  );
  expect(made).toEqual([]);
  expect(payload.request).toBe(payload.request);
  expect(payload.digest).toBe(payload.digest);
  expect(made).toEqual(['so-marker']);
});

const word = fc.oneof(
  fc.constantFrom('', 'a', 'Ada', 'a@b', 'a b', 'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(65)),
  text,
);
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> => fc.oneof({ weight: 60, arbitrary: usual }, word);
const good = fc.constantFrom('ada', 'sam', 'x'.repeat(20));
const plain = { noNullPrototype: true } as const;
const alias = fc.record(
  { first_name: mostly(good), last_name: mostly(good), alias: mostly(good), profile_picture: mostly(good) },
  { ...plain, requiredKeys: ['first_name', 'last_name', 'alias'] },
);
const domain = fc.record(
  {
    domain: mostly(good),
    redirect: mostly(good),
    first_name: mostly(good),
    last_name: mostly(good),
    aliases: mostly(fc.array(alias, { maxLength: 2 })),
  },
  { ...plain, requiredKeys: ['domain'] },
);
const domains = mostly(fc.array(domain, { maxLength: 2 }));
const provider = mostly(
  fc.record({ domains, mailboxes_per_domain: fc.nat(5) }, { ...plain, requiredKeys: ['domains'] }),
);
const providers = fc.record({ google: provider, outlook: provider, gmail: provider }, { ...plain, requiredKeys: [] });
const head = fc.record(
  { tag: mostly(good), quantity: fc.integer({ min: -1, max: 3 }) },
  { ...plain, requiredKeys: [] },
);
const content = fc.oneof(fc.record({ providers: mostly(providers) }, plain), fc.record({ domains }, plain));
const body = fc.tuple(head, content).map(([first, second]) => ({ ...first, ...second }));

test('a body that is surely right is right by the whole schema', () => {
  let sure = 0;
  fc.assert(
    fc.property(body, fc.constantFrom<OperationId>('create-order', 'create-custom-order', 'submit-form'), (any, id) => {
      if (!isSurelyRight(id, any as Body)) return;
      sure += 1;
      expect(bodySchemas()[id].safeParse(any).success).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(sure).toBeGreaterThan(50);
});
