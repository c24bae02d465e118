import type { HttpRequest } from '../../../domain/http.ts';
import { answer, type Sample } from '../../sample.ts';

const purchase = (path: string, body: HttpRequest['body'], conditions = {}): HttpRequest => ({
  effect: 'spend',
  method: 'POST',
  path,
  query: { organization_id: 'org-1' },
  contentType: 'application/json',
  ...(body === undefined ? {} : { body }),
  conditions,
});

const REGISTRATION = {
  kind: 'spend',
  operation: 'buy-domains',
  request: purchase('/buy-domains', { domains: ['alpha.example', 'beta.example'] }, { max_price: '20.00' }),
  looks: {
    '/search-domains': {
      status: 200,
      body: [
        { domain: 'alpha.example', status: 'available', price: 15.5, renewPrice: 17, blacklisted: [] },
        { domain: 'beta.example', status: 'available', price: 12, renewPrice: 17 },
      ],
    },
  },
} as const;

const PRE_WARM = {
  kind: 'spend',
  operation: 'buy-pre-warm',
  request: purchase('/buy-pre-warm-inboxes', {
    tag: 'so-0000000000000000f',
    domains: [{ id: 'recEXAMPLE1', domain: 'alpha.example' }],
  }),
  looks: {
    '/pre-warm-inboxes': {
      status: 200,
      body: {
        total: 1,
        google: [
          {
            id: 'recEXAMPLE1',
            domain: 'alpha.example',
            warmup_age: 3,
            emailMailboxCount: 2,
            pricing: { oneTimePrice: 25, monthlyPrice: 7 },
            emailMailbox: [],
          },
        ],
        outlook: [],
      },
    },
  },
} as const;

const bought = (domain: string, created_at: string) => ({
  domain,
  created_at,
  renewal_at: '2027-11-02T09:00:05.000Z',
  renewal_price: 17,
});

/** Purchases of domains: what is asked before, how the reply is read, and how they are found again. */
export const buying: readonly Sample[] = [
  {
    ...REGISTRATION,
    name: 'a registration, with what the search said as its amount',
    reply: answer(200, {}),
    expect: {
      kind: 'placed',
      receipt: { orderId: null, payment: 'taken', amount: { minor: 2750, currency: 'USD' } },
    },
  },
  {
    ...REGISTRATION,
    name: 'a registration that the vendor refuses, which may be a part of it',
    reply: answer(400, { error: 'Domain beta.example is required to be available' }),
    expect: { kind: 'refused', code: 'HTTP-400', confirm: true },
  },
  {
    ...REGISTRATION,
    name: 'a registration with a part that failed',
    reply: answer(200, { purchased: ['alpha.example'], failed: ['beta.example'] }),
    expect: { kind: 'unknown', code: 'CONTRADICTION' },
  },
  {
    ...REGISTRATION,
    name: 'a registration with a list of failures that is empty',
    reply: answer(200, { id: 'recEXAMPLE1', failed: [] }),
    expect: {
      kind: 'placed',
      receipt: { orderId: 'recEXAMPLE1', payment: 'taken', amount: { minor: 2750, currency: 'USD' } },
    },
  },
  {
    ...REGISTRATION,
    name: 'a registration whose charge failed',
    reply: answer(400, { error: 'Subscription created but unable to charge' }),
    expect: { kind: 'placed', receipt: { orderId: null, payment: 'pending', code: 'CHARGE-FAILED' } },
  },
  {
    ...PRE_WARM,
    name: 'a pre-warmed domain, at its price and first month',
    reply: answer(200, { payment_id: 'recEXAMPLE2' }),
    expect: {
      kind: 'placed',
      receipt: { orderId: 'recEXAMPLE2', payment: 'taken', amount: { minor: 3200, currency: 'USD' } },
    },
  },
  {
    name: 'a registration found among the purchased domains',
    namesNoOrder: true,
    kind: 'read-back',
    operation: 'buy-domains',
    domains: ['beta.example', 'alpha.example'],
    replies: {
      '/purchased-domains': {
        status: 200,
        body: {
          domains: [
            bought('older.example', '2026-01-01T09:00:00.000Z'),
            bought('beta.example', '2026-11-02T09:00:06.000Z'),
            bought('alpha.example', '2026-11-02T09:00:05.000Z'),
          ],
        },
      },
    },
    expect: {
      kind: 'found',
      receipt: { orderId: 'purchased:alpha.example@2026-11-02T09:00:05.000Z+1', payment: 'taken' },
    },
  },
  {
    name: 'a registration of which a part is there',
    kind: 'read-back',
    operation: 'buy-domains',
    domains: ['alpha.example', 'beta.example'],
    replies: {
      '/purchased-domains': {
        status: 200,
        body: { domains: [bought('alpha.example', '2026-11-02T09:00:05.000Z')] },
      },
    },
    expect: {
      kind: 'inconclusive',
      note: 'Purchased: alpha.example (2026-11-02T09:00:05.000Z); not purchased: beta.example.',
    },
  },
  {
    name: 'a registration that is nowhere yet',
    kind: 'read-back',
    operation: 'buy-domains',
    domains: ['alpha.example'],
    replies: { '/purchased-domains': { status: 200, body: { domains: [] } } },
    expect: { kind: 'not_found_yet' },
  },
  {
    name: 'a list of purchased domains that is not whole',
    kind: 'read-back',
    operation: 'buy-domains',
    domains: ['alpha.example'],
    replies: { '/purchased-domains': { status: 200, body: { total: 2, domains: [] } } },
    expect: { kind: 'inconclusive' },
  },
];
