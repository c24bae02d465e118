import { answer, type Sample } from '../../sample.ts';

/** Answers that leave a doubt, and read-backs that settle one or do not. */
export const odd: readonly Sample[] = [
  {
    name: 'a yes that denies itself',
    kind: 'spend',
    operation: 'create-order',
    reply: answer(200, { success: false }),
    expect: { kind: 'unknown', code: 'CONTRADICTION' },
  },
  {
    name: 'a web page',
    kind: 'spend',
    operation: 'create-custom-order',
    reply: answer(200, '<html><body>Welcome</body></html>'),
    expect: { kind: 'unknown', code: 'NOT-JSON' },
  },
  {
    name: 'an error of the server',
    kind: 'spend',
    operation: 'submit-form',
    reply: answer(500, { error: 'Internal server error' }),
    expect: { kind: 'unknown', code: 'HTTP-500', reason: 'Internal server error' },
  },
  {
    name: 'an order found by its domains',
    kind: 'read-back',
    operation: 'create-order',
    domains: ['alpha.example', 'beta.example'],
    replies: {
      '/domains': {
        status: 200,
        body: {
          domains: [
            { id: 'recEXAMPLE3', domain: 'alpha.example', payment_id: 'recEXAMPLE1', tag: '' },
            { id: 'recEXAMPLE4', domain: 'beta.example', payment_id: 'recEXAMPLE1', tag: '' },
          ],
        },
      },
      '/orders/recEXAMPLE1': {
        status: 200,
        body: {
          id: 'recEXAMPLE1',
          amount: 14,
          tag: '',
          status: 'Active',
          total_domains: 80,
          packages: [{ type: 'Google', domains: [{ name: 'alpha.example' }, { name: 'beta.example' }] }],
        },
      },
    },
    expect: {
      kind: 'found',
      receipt: { orderId: 'recEXAMPLE1', payment: 'taken', amount: { minor: 1400, currency: 'USD' } },
    },
  },
  {
    name: 'an order that is nowhere yet',
    kind: 'read-back',
    operation: 'create-custom-order',
    domains: ['alpha.example'],
    replies: {
      '/domains': { status: 200, body: [] },
      '/orders': { status: 200, body: { total: 0, payments: [] } },
      '/pending-forms': { status: 200, body: { total: 0, forms: [] } },
    },
    expect: { kind: 'not_found_yet' },
  },
  {
    name: 'a list of orders that is not whole',
    kind: 'read-back',
    operation: 'create-custom-order',
    domains: ['alpha.example'],
    replies: {
      '/domains': { status: 200, body: { data: [] } },
      '/orders': { status: 200, body: { total: 2, payments: [] } },
    },
    expect: { kind: 'inconclusive' },
  },
];
