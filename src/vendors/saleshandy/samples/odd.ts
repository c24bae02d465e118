import { answer, type Sample } from '../../sample.ts';

const ALPHA = {
  id: 'd1',
  name: 'alpha.example',
  orderId: 'aB3dE9',
  status: 'inProgress',
  mailboxes: ['ada@alpha.example'],
};
const BETA = { ...ALPHA, id: 'd2', name: 'beta.example', mailboxes: ['ada@beta.example'] };
const BOTH = ['alpha.example', 'beta.example'];

/** Answers that leave a doubt, and read-backs that settle one or do not. */
export const odd: readonly Sample[] = [
  {
    name: 'a yes without an order id',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(201, { message: 'Order created.', payload: {} }),
    expect: { kind: 'unknown', code: 'SH-NO-ORDER-ID' },
  },
  {
    name: 'a yes that is cut short',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(201, '{"message":"Order created.","payload":{"orderId":"aB3'),
    expect: { kind: 'unknown', code: 'SH-NO-ORDER-ID' },
  },
  {
    name: 'a yes that holds an error',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(200, { error_code: 4000, error_message: 'Rate Limit exceeded', payload: { orderId: 'aB3dE9' } }),
    expect: { kind: 'unknown', code: 'CONTRADICTION' },
  },
  {
    name: 'a conflict',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(409, { code: 1, type: 'ORDER', message: 'Order in progress' }),
    expect: { kind: 'unknown', code: 'HTTP-409', reason: 'Order in progress' },
  },
  {
    name: 'an order found among the orders',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: {
      '/domain/orders': { status: 200, body: { payload: { orders: [{ id: 'aB3dE9' }] } } },
      '/domain/orders/aB3dE9': { status: 200, body: { payload: { domains: [BETA, ALPHA] } } },
    },
    expect: { kind: 'found', receipt: { orderId: 'aB3dE9', payment: 'taken' }, by: 'its domains' },
  },
  {
    name: 'an order found by its domains, where orders are not listed',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: {
      '/domain': { status: 200, body: { payload: { domains: [ALPHA, BETA] } } },
      '/domain/orders/aB3dE9': { status: 200, body: { payload: { domains: [{ name: 'alpha.example' }, BETA] } } },
    },
    optional: ['/domain/orders'],
    expect: { kind: 'found', receipt: { orderId: 'aB3dE9', payment: 'pending', code: 'SH-NO-CHECKOUT' } },
  },
  {
    name: 'an order that somebody has paid',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: {
      '/domain/orders': { status: 200, body: { payload: { orders: [{ id: 'aB3dE9', domains: BOTH }] } } },
      '/domain/orders/aB3dE9': { status: 200, body: { payload: { orderId: 'aB3dE9', domains: [ALPHA, BETA] } } },
    },
    expect: { kind: 'found', receipt: { orderId: 'aB3dE9', payment: 'taken' }, paid: true },
  },
  {
    name: 'an order with only a part of the domains',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: {
      '/domain/orders': { status: 200, body: { payload: { orders: [{ id: 'aB3dE9', domains: ['alpha.example'] }] } } },
      '/domain/orders/aB3dE9': { status: 200, body: { payload: { domains: [ALPHA] } } },
    },
    expect: { kind: 'inconclusive' },
  },
  {
    name: 'domains that name no order',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: { '/domain': { status: 200, body: { payload: { domains: [{ ...ALPHA, orderId: '' }] } } } },
    expect: { kind: 'inconclusive' },
  },
  {
    name: 'an account without the domains',
    kind: 'read-back',
    operation: 'purchase',
    domains: BOTH,
    replies: { '/domain': { status: 200, body: { payload: { domains: [{ ...ALPHA, name: 'xalpha.example' }] } } } },
    expect: { kind: 'not_found_yet' },
  },
];
