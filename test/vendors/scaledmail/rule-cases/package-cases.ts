import { factsWith } from '../../../support/drafts.ts';
import { aliases, NAMES, one, type RuleCase, rule } from './rule-case.ts';

const CATALOGUE = {
  vendor: 'scaledmail',
  account: 'a',
  pulledAt: '2026-11-01T00:00:00Z',
  packages: [
    {
      id: 'price_A',
      name: 'Two',
      price: { minor: 1400, currency: 'USD' },
      period: '/monthly',
      domains: 2,
      mailboxes: { google: 4 },
      typeDomains: {},
    },
  ],
};
const TWO = [
  { ...NAMES, price_id: 'price_A' },
  { ...NAMES, domain: 'beta.example' },
];
const FOUR = [...TWO, { ...NAMES, domain: 'c.example' }, { ...NAMES, domain: 'd.example' }];

export const PACKAGE_CASES: readonly RuleCase[] = [
  rule(
    'SM-SOURCE',
    'buy on a package',
    'error 2 domain_source',
    one({ price_id: 'price_A', domain_source: 'buy' }),
    one({ price_id: 'price_A' }),
    { facts: factsWith({ allowBuy: true }) },
  ),
  rule('SM-PRICE-ID', 'missing', 'error 2 price_id', one({}), one({ price_id: 'price_A' })),
  rule('SM-PRICE-ID', 'another path', 'error 2 price_id', one({ price_id: '..' }), one({ price_id: 'price_A' })),
  rule('SM-PRICE-ID', 'odd beginning', 'warning 2 price_id', one({ price_id: 'pkg_A' }), one({ price_id: 'price_A' })),
  rule(
    'SM-QUANTITY',
    'no whole number',
    'error 2 quantity',
    one({ price_id: 'price_A', quantity: '1.5' }),
    one({ price_id: 'price_A', quantity: '1' }),
  ),
  rule(
    'SM-QUANTITY',
    'zero',
    'error 2 quantity',
    one({ price_id: 'price_A', quantity: '0' }),
    one({ price_id: 'price_A', quantity: '12' }),
  ),
  rule(
    'SM-PROVIDER-KEY',
    'missing with the other body',
    'error 2 mailbox_type',
    one({ price_id: 'price_A', mailbox_type: '' }),
    one({ price_id: 'price_A', mailbox_type: '' }),
    { facts: factsWith({ packageBody: 'providers' }), passFacts: factsWith() },
  ),
  rule(
    'SM-ALIAS-COUNT',
    'without a type',
    'error 2 domain',
    aliases(3, '', { price_id: 'price_A' }),
    aliases(4, '', { price_id: 'price_A' }),
  ),
  rule('SMO-PACKAGE', 'not listed', 'warning 2 price_id', one({ price_id: 'price_B' }), TWO, {
    facts: factsWith({}, CATALOGUE),
  }),
  rule('SMO-PACKAGE-COUNT', 'too few', 'error 2 price_id', one({ price_id: 'price_A' }), TWO, {
    facts: factsWith({}, CATALOGUE),
  }),
  rule(
    'SMO-PACKAGE-COUNT',
    'another type',
    'error 2 price_id',
    TWO.map((row) => ({ ...row, mailbox_type: 'smtp' })),
    TWO.map((row) => ({ ...row, mailbox_type: '' })),
    { facts: factsWith({}, CATALOGUE) },
  ),
  rule(
    'SMO-PACKAGE-COUNT',
    'times a quantity',
    'info 2 quantity',
    FOUR.map((row) => ({ ...row, quantity: '2' })),
    TWO,
    { facts: factsWith({}, CATALOGUE) },
  ),
];
