import { factsWith } from '../../../support/drafts.ts';
import { NAMES, one, type RuleCase, rule } from './rule-case.ts';

const BUY = { domain: 'alpha.example', max_price: '20.00' };
const WARM = { domain: 'alpha.example', stock_id: 'recEXAMPLE1' };
const PRICED = { ...WARM, max_price: '150.00' };
const SEQUENCER = { sequencer_provider: 'Sender', sequencer_username: 'ada', sequencer_password: 'secret' };
const LINKED = { ...SEQUENCER, sequencer_link: 'https://app.main.example' };
const domains = (number: number) => Array.from({ length: number }, (_, i) => ({ ...BUY, domain: `d${i}.example` }));

const registrations: readonly RuleCase[] = [
  rule('SM-BUY-MAX', 'eleven', 'error 12 domain', domains(11), domains(10)),
  rule('SM-BUY-CEILING', 'none', 'error 2 max_price', [{ ...BUY, max_price: '' }], [BUY]),
  rule('SM-BUY-CEILING', 'by setting', 'error 2 max_price', [{ ...BUY, max_price: '' }], [{ ...BUY, max_price: '' }], {
    passFacts: factsWith({ maxDomainPrice: '20.00' }),
  }),
  rule(
    'SM-BUY-CEILING',
    'no amount',
    'error 2 max_price',
    [{ ...BUY, max_price: '$20' }],
    [{ ...BUY, max_price: '20.5' }],
  ),
  rule(
    'SM-BUY-CEILING',
    'nothing',
    'error 2 max_price',
    [{ ...BUY, max_price: '0.00' }],
    [{ ...BUY, max_price: '0.01' }],
  ),
  rule('SM-BUY-UNUSED', 'a redirect', 'warning 2 redirect', [{ ...BUY, redirect: 'main.example' }], [BUY]),
  rule('SM-BUY-UNUSED', 'an alias', 'warning 2 alias', [{ ...BUY, alias: 'ada' }], [BUY]),
  rule(
    'SM-BUY-UNUSED',
    'a tag, once',
    'warning 2 tag',
    [
      { ...BUY, tag: 'may' },
      { ...BUY, domain: 'b.example' },
    ],
    [BUY],
  ),
  rule('SM-STOCK-ID', 'on a registration', 'error 2 stock_id', [{ ...BUY, stock_id: 'recEXAMPLE1' }], [BUY]),
  rule('SM-DOMAIN-SYNTAX', 'of a registration', 'error 2 domain', [{ ...BUY, domain: 'alpha' }], [BUY]),
  rule(
    'SM-DOMAIN-DUP-ORDER',
    'of a registration',
    'error 3 domain',
    [BUY, BUY],
    [BUY, { ...BUY, domain: 'b.example' }],
  ),
  rule('SM-PROVIDER-EMPTY', 'of a registration', 'error 2 domain', [{ max_price: '20.00' }], [BUY]),
  rule('SM-PRICE-ID', 'on a registration', 'error 2 price_id', [{ ...BUY, price_id: 'price_A' }], [BUY]),
  rule('SM-QUANTITY', 'on a registration', 'error 2 quantity', [{ ...BUY, quantity: '2' }], [BUY]),
  rule('SM-FORM-UUID', 'on a registration', 'error 2 form_uuid', [{ ...BUY, form_uuid: 'f-1' }], [BUY]),
];

const preWarmed: readonly RuleCase[] = [
  rule('SM-STOCK-ID', 'missing', 'error 3 stock_id', [WARM, { domain: 'b.example' }], [WARM]),
  rule(
    'SM-STOCK-ID',
    'twice',
    'error 3 stock_id',
    [WARM, { ...WARM, domain: 'b.example' }],
    [WARM, { domain: 'b.example', stock_id: 'recEXAMPLE2' }],
  ),
  rule('SM-STOCK-ID', 'odd text', 'error 2 stock_id', [{ ...WARM, stock_id: 'rec 1' }], [WARM]),
  rule('SM-SEQ-FIELDS', 'no link', 'error 2 sequencer_link', [{ ...WARM, ...SEQUENCER }], [{ ...WARM, ...LINKED }]),
  rule('SM-BUY-CEILING', 'no amount', 'error 2 max_price', [{ ...WARM, max_price: 'cheap' }], [PRICED]),
  rule('SM-BUY-CEILING', 'none, pre-warmed', 'warning 2 max_price', [WARM], [PRICED]),
  rule(
    'SM-BUY-UNUSED',
    'names',
    'warning 2 first_name',
    [{ ...WARM, first_name: 'Ada' }],
    [{ ...WARM, redirect: 'main.example' }],
  ),
  rule(
    'SM-TAG-LEN',
    'pre-warmed',
    'error 2 tag',
    [{ ...WARM, tag: 't'.repeat(21) }],
    [{ ...WARM, tag: 't'.repeat(20) }],
  ),
  rule('SM-REDIRECT-SYNTAX', 'pre-warmed', 'error 2 redirect', [{ ...WARM, redirect: 'a b' }], [WARM]),
];

/** Purchases of domains, and what other orders do not take from them. */
export const BUYING_CASES: readonly RuleCase[] = [
  ...registrations.map((item) => ({ ...item, operation: 'buy-domains' })),
  ...preWarmed.map((item) => ({ ...item, operation: 'buy-pre-warm' })),
  rule('SM-STOCK-ID', 'on an order of mailboxes', 'error 2 stock_id', [{ ...NAMES, stock_id: 'recEXAMPLE1' }], [NAMES]),
  rule('SM-BUY-UNUSED', 'terms of another vendor', 'warning 2 plan_type', one({ plan_type: 'quarterly' }), [NAMES]),
  rule('SM-BUY-UNUSED', 'a ceiling on mailboxes', 'warning 2 max_price', one({ max_price: '20.00' }), [NAMES]),
  rule('SM-SOURCE', 'buy, which no document lists', 'warning 2 domain_source', one({ domain_source: 'buy' }), [NAMES], {
    facts: factsWith({ allowBuy: true }),
  }),
];
