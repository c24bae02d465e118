import type { Sample } from '../../sample.ts';

const BOTH = ['alpha.example', 'beta.example'];
const ROWS = BOTH.map((domain, index) => ({
  id: `recROW${index}`,
  domain,
  status: 'Active',
  order_type: 'google',
  payment_id: 'recEXAMPLE1',
  tag: 'spring',
  total_mailboxes: 2,
}));
const DETAILS = {
  id: 'recEXAMPLE1',
  created_at: '2026-11-02T09:00:00.000Z',
  amount: 14,
  tag: 'spring',
  status: 'Active',
  packages: [{ type: 'Google', domains: BOTH.map((name) => ({ name, status: '' })) }],
};
const FORM = {
  payment_id: 'recEXAMPLE2',
  uuid: '0f8c2c1e-0000-4000-8000-000000000001',
  description: 'Google',
  created_at: '2026-11-01',
  amount: 7,
  type: 'package-subscription',
  data: { quantity: 1, domains_required: 1, domains: ['gamma.example'] },
};
const FORMS = { status: 200, body: { total: 1, forms: [FORM] } };
const NO_FORMS = { status: 200, body: { total: 0, forms: [] } };
const DOMAINS = { status: 200, body: { domains: ROWS } };

/** What an account holds, and where an order stands: after the documents, and after what others saw of `/domains`. */
export const reads: readonly Sample[] = [
  {
    name: 'orders, domains and a form that waits',
    kind: 'survey',
    replies: {
      '/orders': { status: 200, body: { total: 1, payments: [{ id: 'recEXAMPLE1', status: 'Active' }] } },
      '/domains': DOMAINS,
      '/pending-forms': FORMS,
    },
    expect: {
      kind: 'read',
      surroundings: {
        orderIds: ['recEXAMPLE1', 'recEXAMPLE2'],
        domains: { 'alpha.example': { orderId: 'recEXAMPLE1', tag: 'spring' } },
        forms: [{ uuid: FORM.uuid, orderId: 'recEXAMPLE2', domains: ['gamma.example'] }],
      },
    },
  },
  {
    name: 'a mixed package',
    kind: 'catalogue',
    replies: {
      '/packages': {
        status: 200,
        body: {
          total: 1,
          packages: [
            {
              id: 'price_EXAMPLE',
              tier: 'low-sending',
              name: 'Mixed',
              mode: 'subscription',
              price: 199,
              domains: 12,
              google: { mailbox: 20 },
              microsoft: { mailbox: 100, domains: 2 },
              frequency: '/monthly',
            },
          ],
        },
      },
    },
    expect: {
      kind: 'read',
      packages: [{ id: 'price_EXAMPLE', price: { minor: 19_900, currency: 'USD' }, mailboxes: { outlook: 100 } }],
    },
  },
  {
    name: 'a form that waits to be filled in',
    kind: 'half-orders',
    replies: { '/pending-forms': FORMS },
    expect: { kind: 'read', orders: [{ uuid: FORM.uuid, orderId: 'recEXAMPLE2', wanted: 1, mailboxType: 'google' }] },
  },
  ...['create-order', 'create-custom-order', 'submit-form'].map(
    (operation): Sample => ({
      name: `an order of ${operation} whose domains are active`,
      kind: 'status',
      operation,
      followed: { orderId: 'recEXAMPLE1', domains: BOTH, mailboxes: 4 },
      replies: { '/domains': DOMAINS, '/orders/recEXAMPLE1': { status: 200, body: DETAILS } },
      expect: { states: ['delivered', 'delivered'], problems: [] },
    }),
  ),
  {
    name: 'an order found among those that are new',
    kind: 'read-back',
    operation: 'create-custom-order',
    domains: BOTH,
    replies: {
      '/domains': { status: 200, body: { domains: [] } },
      '/orders': { status: 200, body: { total: 1, payments: [{ id: 'recEXAMPLE1', status: 'Active' }] } },
      '/orders/recEXAMPLE1': { status: 200, body: DETAILS },
    },
    expect: { kind: 'found', by: 'its domains' },
  },
  {
    name: 'an order found by our tag',
    kind: 'read-back',
    operation: 'create-custom-order',
    domains: BOTH,
    known: { marker: 'spring' },
    replies: { '/domains': DOMAINS, '/orders/recEXAMPLE1': { status: 200, body: DETAILS } },
    expect: { kind: 'found', by: 'our tag' },
  },
  {
    name: 'an order that waits for its form',
    kind: 'read-back',
    operation: 'create-order',
    domains: ['gamma.example'],
    replies: {
      '/domains': { status: 200, body: { domains: [] } },
      '/orders': { status: 200, body: { total: 0, payments: [] } },
      '/pending-forms': FORMS,
    },
    expect: { kind: 'found', receipt: { orderId: 'recEXAMPLE2', payment: 'taken', code: 'FORM-PENDING' } },
  },
  {
    name: 'a form that was taken',
    kind: 'read-back',
    operation: 'submit-form',
    domains: BOTH,
    known: { claims: [`form:${FORM.uuid}`] },
    replies: {
      '/pending-forms': NO_FORMS,
      '/domains': DOMAINS,
      '/orders/recEXAMPLE1': { status: 200, body: DETAILS },
    },
    expect: { kind: 'found', receipt: { orderId: 'recEXAMPLE1', payment: 'taken' } },
  },
];
