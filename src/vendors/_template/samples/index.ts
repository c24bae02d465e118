import { answer, type Sample } from '../../sample.ts';

const BOTH = ['alpha.example', 'beta.example'];
const ORDER = { id: 'ord_1', reference: 'spring', status: 'active', created_at: '2026-11-02T09:00:00Z', domains: BOTH };
const LIST = { status: 200, body: { total: 1, orders: [ORDER] } };
const NONE = { status: 200, body: { total: 0, orders: [] } };

// Change: the vendor's own answers. At least one order placed, one refused, one odd, one found, and one of each reading.
export const samples: readonly Sample[] = [
  {
    name: 'an order that was taken',
    kind: 'spend',
    operation: 'order',
    reply: answer(201, { order_id: 'ord_1' }),
    expect: { kind: 'placed', receipt: { orderId: 'ord_1', payment: 'taken' } },
  },
  {
    name: 'a field that is missing',
    kind: 'spend',
    operation: 'order',
    reply: answer(422, { error: 'domains is required' }),
    expect: { kind: 'refused', confirm: false },
  },
  {
    name: 'a domain that is in use, perhaps by our own earlier order',
    kind: 'spend',
    operation: 'order',
    reply: answer(422, { error: 'alpha.example is already in use' }),
    expect: { kind: 'refused', confirm: true },
  },
  {
    name: 'a yes without an order id',
    kind: 'spend',
    operation: 'order',
    reply: answer(201, {}),
    expect: { kind: 'unknown', code: 'EX-NO-ORDER-ID' },
  },
  {
    name: 'an order found by our tag',
    kind: 'read-back',
    operation: 'order',
    domains: BOTH,
    known: { marker: 'spring' },
    replies: { '/orders': LIST },
    expect: { kind: 'found', by: 'our tag' },
  },
  {
    name: 'an order found by its domains',
    kind: 'read-back',
    operation: 'order',
    domains: BOTH,
    replies: { '/orders': LIST },
    expect: { kind: 'found', receipt: { orderId: 'ord_1', payment: 'taken' } },
  },
  {
    name: 'an order found by its id',
    kind: 'read-back',
    operation: 'order',
    domains: BOTH,
    known: { orderId: 'ord_1' },
    replies: { '/orders': LIST, '/orders/ord_1': { status: 200, body: ORDER } },
    expect: { kind: 'found', by: 'its order id' },
  },
  {
    name: 'an order that is nowhere yet',
    kind: 'read-back',
    operation: 'order',
    domains: BOTH,
    replies: { '/orders': NONE },
    expect: { kind: 'not_found_yet' },
  },
  {
    name: 'one order',
    kind: 'survey',
    replies: { '/orders': LIST },
    expect: { kind: 'read', surroundings: { orderIds: ['ord_1'] } },
  },
  { name: 'no packages', kind: 'catalogue', replies: {}, expect: { kind: 'read', packages: [] } },
  { name: 'no forms', kind: 'half-orders', replies: {}, expect: { kind: 'read', orders: [] } },
];
