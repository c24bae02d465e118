import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { BriefWriter, briefsIn } from '../../src/run/brief-text.ts';
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

/** As a thread writes it: from the order, of which the brief is what is kept. */
function written(briefs: readonly OrderBrief[]): string {
  const writer = new BriefWriter();
  for (const { vendorId, operationId, hasPayload, rowFindings, ...rest } of briefs) {
    const vendor = vendorId === null ? null : { id: vendorId };
    const operation = operationId === null ? null : { id: operationId };
    const order = { ...rest, vendor, operation, payload: hasPayload ? {} : null } as unknown as CheckedOrder;
    writer.add(order, rowFindings);
  }
  return writer.text();
}

test('what one thread writes, another reads word by word', () => {
  fc.assert(
    fc.property(fc.array(brief, { maxLength: 5 }), (briefs) => {
      expect(briefsIn(written(briefs))).toEqual(briefs);
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
      expect(briefsIn(written(pair))).toEqual(pair);
    }),
  );
});
