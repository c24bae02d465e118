import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderDraft } from '../../src/domain/draft.ts';
import { REGISTRANT_COLUMNS } from '../../src/domain/registrant.ts';
import { assembleOrder } from '../../src/vendors/saleshandy/assemble.ts';
import { identityOf } from '../../src/vendors/saleshandy/identity.ts';
import { readOrder } from '../../src/vendors/saleshandy/order.ts';
import { hasSureBody } from '../../src/vendors/saleshandy/rules/sure-body.ts';
import { isBody } from '../../src/vendors/saleshandy/schema.ts';
import { factsWith } from '../support/drafts.ts';
import { nastyText } from '../support/nasty-texts.ts';
import { plainCanonicalJson, plainSorted } from '../support/plain-json.ts';

const at = { file: 'may.csv', line: 2 };
const usually = (...texts: readonly string[]) =>
  fc
    .oneof({ weight: 40, arbitrary: fc.constantFrom(...texts) }, nastyText, fc.constantFrom('', ' ', 'a"b', 'Ada'))
    .map((value) => ({ value, at }));
const fieldsOf = (columns: readonly string[]) =>
  fc.record(Object.fromEntries(columns.map((column) => [column, usually('Ada')])));

const alias = fc.record({ alias: usually('ada', 'b', 'Sam'), fields: fieldsOf(['first_name', 'last_name']) });
const domain = fc.record({
  domain: usually('alpha.example', 'beta.example'),
  fields: fc.record({ redirect: usually('main.example') }, { requiredKeys: [] }),
  aliases: fc.array(alias, { maxLength: 3 }),
});
const terms = fc.record({
  email_service_provider: usually('Google', 'azure'),
  plan_type: usually('quarterly', 'annualflexi'),
  is_free_order: usually('true', 'no'),
});
const draft = fc
  .tuple(fieldsOf(REGISTRANT_COLUMNS), terms, fc.array(domain, { maxLength: 3 }))
  .map(([owner, rest, domains]): OrderDraft => {
    const whole = domains.map((one) => ({
      ...{ domain: one.domain, fields: one.fields, rows: [at] },
      aliases: one.aliases.map((own) => ({ ...own, row: at })),
    }));
    const fields = { ...owner, ...rest };
    return { name: 'o', vendor: 'saleshandy', operation: null, fields, domains: whole, rows: [at], findings: [] };
  });
const settings = fc.constantFrom(
  {},
  { fields: { email: null, localPart: 'local' } },
  { fields: { redirect: 'constructor' } },
);

test('an order whose body is surely right has a body that the whole schema takes', () => {
  let sure = 0;
  fc.assert(
    fc.property(draft, settings, (any, raw) => {
      const order = readOrder(any, factsWith(raw));
      if (!hasSureBody(order)) return;
      sure += 1;
      expect(isBody(assembleOrder(order).body, order.settings.fields)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(sure).toBeGreaterThan(100);
});

test('the domains of an identity have the text of their fields by the plain rules', () => {
  fc.assert(
    fc.property(draft, (any) => {
      const order = readOrder(any, factsWith());
      const domains = order.domains.map(({ domain: name, redirect, mailboxes }) => {
        const own = mailboxes.map(({ local, ...names }) => ({ ...names, from: undefined, local: local.toLowerCase() }));
        return { domain: name, redirect, mailboxes: plainSorted(own) };
      });
      expect(identityOf(order).domains).toMatchObject({ text: plainCanonicalJson(plainSorted(domains)) });
    }),
  );
});
