import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWritten, textJson } from '../../src/domain/json.ts';
import { assembleOrder } from '../../src/vendors/scaledmail/assemble.ts';
import { identityOf } from '../../src/vendors/scaledmail/identity.ts';
import type { OperationId } from '../../src/vendors/scaledmail/limits.ts';
import { domainNames, readOrder, type ScaledMailOrder } from '../../src/vendors/scaledmail/order.ts';
import { applyOrderRules, applyRules } from '../../src/vendors/scaledmail/rules/index.ts';
import { payloadProblems } from '../../src/vendors/scaledmail/rules/payload.ts';
import { arePlainDomains } from '../../src/vendors/scaledmail/rules/plain-domains.ts';
import { hasPlainHead } from '../../src/vendors/scaledmail/rules/plain-head.ts';
import { factsWith } from '../support/drafts.ts';
import { nastyText } from '../support/nasty-texts.ts';
import { plainCanonicalJson, plainSorted } from '../support/plain-json.ts';
import { randomDraft } from '../support/random-drafts.ts';

const operation = fc.constantFrom<OperationId>('create-order', 'create-custom-order', 'submit-form');
const settings = fc.constantFrom(
  {},
  { packageBody: 'providers' },
  { packageBody: 'providers', googleMailboxes: 3 },
  { googleMailboxes: 4, waiveHosting: true, allowBuy: true },
  { googleMailboxes: 7 },
);

test('domains that pass the quick look get no finding from any careful rule, and their body passes every look', () => {
  let plain = 0;
  let sure = 0;
  fc.assert(
    fc.property(randomDraft, operation, settings, (draft, id, raw) => {
      const facts = factsWith(raw);
      const order = readOrder(id, draft, facts);
      if (!arePlainDomains(order, domainNames(order))) return;
      plain += 1;
      const findings = applyRules({ draft, order, facts });
      expect(applyOrderRules({ draft, order, facts })).toEqual(findings);
      if (!hasPlainHead(order)) return;
      sure += 1;
      expect(payloadProblems(id, assembleOrder(order, 'so-marker'))).toEqual([]);
    }),
    { numRuns: 8_000 },
  );
  expect(plain).toBeGreaterThan(200);
  expect(sure).toBeGreaterThan(50);
});

test('the identity that is written at once has the text of the same fields by the plain rules, to the letter', () => {
  fc.assert(
    fc.property(randomDraft, operation, (draft, id) => {
      const order = readOrder(id, draft, factsWith());
      expect(identityOf(order, null).domains).toMatchObject({ text: plainDomains(order) });
    }),
    { numRuns: 3_000 },
  );
});

function plainDomains({ domains }: ScaledMailOrder): string {
  const all = domains.map(({ domain, firstName, lastName, picture, redirect, type, aliases }) => {
    const names = aliases.map(({ from: _, ...own }) => own);
    return { domain, firstName, lastName, picture, redirect, type, aliases: plainSorted(names) };
  });
  return plainCanonicalJson(plainSorted(all));
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '!', '"', '#', '\\', '\n', '\ud800', '\udc00', '\u007f', 'é') }),
  nastyText,
);

test('the first sign in which two texts differ never puts them in another order than their written texts have', () => {
  fc.assert(
    fc.property(text, text, text, (start, one, other) => {
      const [a, b] = [start + one, start + other];
      const said = compareWritten(a, b);
      const [first, second] = [textJson(a), textJson(b)];
      if (said !== 0) expect(said).toBe(first < second ? -1 : 1);
      if (/^[#-[\]-~]+$/.test(a + b) && a !== b) expect(said).not.toBe(0);
    }),
    { numRuns: 5_000 },
  );
});
