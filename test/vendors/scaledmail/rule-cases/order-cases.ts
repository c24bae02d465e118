import { factsWith } from '../../../support/drafts.ts';
import { many, one, type RuleCase, rule } from './rule-case.ts';

const HOSTING = { hosting_provider: 'Registrar', hosting_username: 'ada', hosting_password: 'secret' };
const SEQUENCER = { sequencer_provider: 'Sender', sequencer_username: 'ada', sequencer_password: 'secret' };

export const ORDER_CASES: readonly RuleCase[] = [
  rule(
    'SM-SOURCE',
    'unknown',
    'error 2 domain_source',
    one({ domain_source: 'namecheap' }),
    one({ domain_source: 'ScaledMail' }),
  ),
  rule('SM-SOURCE', 'missing', 'error 2 domain_source', one({ domain_source: '' }), one({ domain_source: '' }), {
    passFacts: factsWith({ domainSource: 'scaledmail' }),
  }),
  rule(
    'SM-SOURCE',
    'buy',
    'error 2 domain_source',
    one({ domain_source: 'buy' }),
    one({ domain_source: 'other', ...HOSTING }),
  ),
  rule('SM-PRICE-ID', 'where none is taken', 'error 2 price_id', one({ price_id: 'price_A' }), one({})),
  rule('SM-QUANTITY', 'where none is taken', 'error 2 quantity', one({ quantity: '1' }), one({})),
  rule('SM-FORM-UUID', 'where none is taken', 'error 2 form_uuid', one({ form_uuid: 'f-1' }), one({})),
  rule(
    'SM-PROVIDER-KEY',
    'unknown',
    'error 2 mailbox_type',
    one({ mailbox_type: 'gmail' }),
    one({ mailbox_type: 'Google' }),
  ),
  rule('SM-PROVIDER-KEY', 'missing', 'error 2 mailbox_type', one({ mailbox_type: '' }), one({ mailbox_type: 'smtp' })),
  rule(
    'SM-PROVIDER-KEY',
    'microsoft',
    'info 2 mailbox_type',
    one({ mailbox_type: 'Microsoft' }),
    one({ mailbox_type: 'outlook' }),
    { fixed: 'outlook' },
  ),
  rule('SM-PROVIDER-EMPTY', 'no domain', 'error 2 domain', [{ domain_source: 'scaledmail' }], one({})),
  rule('SM-DOMAIN-MAX', 'google', 'error 102 domain', many(101, 'google'), many(100, 'google')),
  rule('SM-DOMAIN-MAX', 'outlook', 'error 32 domain', many(31, 'outlook'), many(30, 'microsoft')),
  rule('SM-DOMAIN-MAX', 'smtp', 'error 72 domain', many(71, 'smtp'), many(70, 'smtp')),
  rule('SM-TAG-LEN', 'long', 'error 2 tag', one({ tag: 't'.repeat(21) }), one({ tag: 't'.repeat(20) })),
  rule(
    'SM-SEQ-FIELDS',
    'no password',
    'error 2 sequencer_password',
    one({ ...SEQUENCER, sequencer_password: '' }),
    one(SEQUENCER),
  ),
  rule(
    'SM-SEQ-EMPTY',
    'empty link',
    'error 2 sequencer_link',
    one({ ...SEQUENCER, sequencer_link: ' ' }),
    one({ ...SEQUENCER, sequencer_tag: '{{ID}}' }),
  ),
  rule(
    'SM-HOST-REQUIRED',
    'missing',
    'error 2 hosting_provider',
    one({ domain_source: 'other' }),
    one({ domain_source: 'other', ...HOSTING }),
  ),
  rule('SM-HOST-REQUIRED', 'waived', 'warning 2 hosting_provider', one({ domain_source: 'other' }), one({}), {
    facts: factsWith({ waiveHosting: true }),
  }),
  rule(
    'SM-HOST-FIELDS',
    'no user',
    'error 2 hosting_username',
    one({ domain_source: 'other', ...HOSTING, hosting_username: '' }),
    one({ domain_source: 'other', ...HOSTING }),
  ),
  rule(
    'SM-HOST-FIELDS',
    'empty link',
    'error 2 hosting_link',
    one({ domain_source: 'other', ...HOSTING, hosting_link: ' ' }),
    one({ domain_source: 'other', ...HOSTING, hosting_link: 'https://main.example' }),
  ),
  rule(
    'SM-HOST-UNUSED',
    'not other',
    'warning 2 hosting_provider',
    one(HOSTING),
    one({ domain_source: 'other', ...HOSTING }),
  ),
  rule('SM-GOOGLE-MPD', 'wrong setting', 'error 2 mailbox_type', one({}), one({}), {
    facts: factsWith({ googleMailboxes: 5 }),
    passFacts: factsWith({ googleMailboxes: 2 }),
  }),
  rule('SM-GOOGLE-MPD', 'unlisted setting', 'warning 2 mailbox_type', one({}), one({ mailbox_type: 'smtp' }), {
    facts: factsWith({ googleMailboxes: 4 }),
  }),
];
