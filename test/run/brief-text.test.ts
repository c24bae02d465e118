import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { briefsIn, briefText } from '../../src/run/brief-text.ts';
import type { OrderBrief } from '../../src/run/order-view.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const count = fc.nat(1_000_000);
const money = fc.record({ minor: count, currency: fc.constantFrom('USD', 'EUR') });
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    code: text,
    severity: fc.constantFrom('error', 'warning', 'info'),
    at: fc.record(
      { file: text, sheet: text, line: count, column: text, cell: text },
      { requiredKeys: ['file', 'line'] },
    ),
    value: text,
    message: text,
    fix: text,
    fixed: text,
  },
  { requiredKeys: ['code', 'severity', 'at', 'value', 'message'] },
) as fc.Arbitrary<Finding>;
const run = fc.record({ file: text, sheet: text, from: count, to: count }, { requiredKeys: ['file', 'from', 'to'] });
const names = fc.array(text, { maxLength: 3 });
const known = fc
  .record(
    {
      organization: text,
      domains: names,
      claims: fc.option(names),
      mailboxes: count,
      tag: fc.option(text),
      price: fc.option(money),
      ceiling: money,
      renewal: fc.record({ every: fc.constant('month' as const), amount: fc.option(money) }),
    },
    { requiredKeys: ['organization', 'domains', 'claims', 'mailboxes', 'tag', 'price'] },
  )
  .map(({ claims, ...rest }) => ({ ...rest, claims: claims ?? rest.domains }));
const brief = fc.record({
  name: text,
  vendorName: text,
  operationName: text,
  client: text,
  columns: names,
  domainCount: count,
  runs: fc.array(run, { maxLength: 3 }),
  vendorId: fc.option(text),
  operationId: fc.option(text),
  account: text,
  key: text,
  checked: fc.option(known),
  findings: fc.array(finding, { maxLength: 2 }),
  rowFindings: fc.array(finding, { maxLength: 2 }),
  hasPayload: fc.boolean(),
}) as unknown as fc.Arbitrary<OrderBrief>;

test('what one thread writes, another reads word by word', () => {
  fc.assert(
    fc.property(fc.array(brief, { maxLength: 5 }), (briefs) => {
      expect(briefsIn(briefText(briefs))).toEqual(briefs);
    }),
  );
});

test('two kinds whose texts run into each other stay two', () => {
  fc.assert(
    fc.property(brief, (one) => {
      const pair = [
        { ...one, vendorName: 'a\nb', operationName: 'c' },
        { ...one, vendorName: 'a', operationName: 'b\nc' },
      ];
      expect(briefsIn(briefText(pair))).toEqual(pair);
    }),
  );
});
