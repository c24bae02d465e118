import { factsWith } from '../../../support/drafts.ts';
import { GOOD, type RuleCase, row, rule } from './rule-case.ts';

/** This many domains with a mailbox each. */
function many(number: number) {
  return Array.from({ length: number }, (_, i) => ({ ...GOOD, domain: `d${i}.example` }));
}

const THREE = factsWith({ schemaVerified: true, maxDomains: 3 });

/** Rules on an order's terms. */
export const TERMS_CASES: readonly RuleCase[] = [
  rule('SH-ESP', 'missing', 'error 2 email_service_provider', row({ email_service_provider: '' }), row()),
  rule(
    'SH-ESP',
    'unknown',
    'error 2 email_service_provider',
    row({ email_service_provider: 'Gmail' }),
    row({ email_service_provider: 'Azure' }),
  ),
  rule(
    'SH-ESP',
    'another case, sent as it should be',
    'info 2 email_service_provider',
    row({ email_service_provider: 'MICROSOFT' }),
    row({ email_service_provider: 'Microsoft' }),
    { fixed: 'Microsoft' },
  ),
  rule('SH-PLAN', 'unknown', 'error 2 plan_type', row({ plan_type: 'monthly' }), row({ plan_type: '' })),
  rule(
    'SH-PLAN',
    'with a space',
    'error 2 plan_type',
    row({ plan_type: 'Annual Flexi' }),
    row({ plan_type: 'annualFlexi' }),
    { fixed: 'annualFlexi' },
  ),
  rule(
    'SH-PLAN',
    'another case, sent as it should be',
    'info 2 plan_type',
    row({ plan_type: 'annualfixed' }),
    row({ plan_type: 'annualFixed' }),
    { fixed: 'annualFixed' },
  ),
  rule(
    'SH-PLAN-AZURE',
    'a year of Azure',
    'error 2 plan_type',
    row({ email_service_provider: 'Azure', plan_type: 'annualFlexi' }),
    row({ email_service_provider: 'Azure', plan_type: 'quarterly' }),
  ),
  rule(
    'SH-FLAGS-BOTH',
    'free and a replacement',
    'error 2 is_free_order',
    row({ is_free_order: 'true', is_replacement: 'yes' }),
    row({ is_free_order: 'true', is_replacement: 'no' }),
  ),
  rule(
    'SH-FLAGS-BOOL',
    'neither yes nor no',
    'error 2 is_free_order',
    row({ is_free_order: 'maybe' }),
    row({ is_free_order: 'FALSE' }),
  ),
  rule(
    'SH-FLAGS-BOOL',
    'of a replacement',
    'error 2 is_replacement',
    row({ is_replacement: '2' }),
    row({ is_replacement: '1' }),
  ),
  rule('SH-COLUMN-UNUSED', 'a quantity', 'error 2 quantity', row({ quantity: '3' }), row({ quantity: '1' })),
  ...['price_id', 'form_uuid', 'coupon', 'max_price', 'stock_id'].map((column) =>
    rule('SH-COLUMN-UNUSED', column, `error 2 ${column}`, row({ [column]: 'x' }), row()),
  ),
  rule('SH-COLUMN-UNUSED', 'a tag', 'warning 2 tag', row({ tag: 'may' }), row()),
  rule('SH-COLUMN-UNUSED', 'a source', 'warning 2 domain_source', row({ domain_source: 'other' }), row()),
  rule('SH-DOMAINS-MIN', 'none', 'error 2 domain', row({ domain: '', alias: '' }), row()),
  rule('SH-DOMAINS-MAX', 'one too many', 'warning 5 domain', many(4), many(3), { facts: THREE }),
  rule('SH-DOMAINS-MAX', 'one more than fifty', 'warning 52 domain', many(51), many(50)),
  rule('SH-SCHEMA-UNVERIFIED', 'not verified', 'error 2 vendor', row(), row(), {
    facts: factsWith(),
    passFacts: factsWith({ schemaVerified: true }),
  }),
  rule('SH-SCHEMA-UNVERIFIED', 'on this machine, which counts as live', 'error 2 vendor', row(), row(), {
    facts: { ...factsWith(), origin: 'http://127.0.0.1:8080' },
    passFacts: { ...factsWith({ schemaVerified: true }), origin: 'http://127.0.0.1:8080' },
  }),
  rule('SH-SCHEMA-UNVERIFIED', 'in the sandbox, which knows its own names', 'warning 2 vendor', row(), row(), {
    facts: { ...factsWith(), origin: 'sandbox' },
    passFacts: { ...factsWith({ schemaVerified: true }), origin: 'sandbox' },
  }),
];
