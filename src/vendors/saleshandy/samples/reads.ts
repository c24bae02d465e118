import type { Sample } from '../../sample.ts';

const ROW = { id: 'd1', name: 'alpha.example', orderId: 'aB3dE9', status: 'active', mailboxes: ['ada@alpha.example'] };
const DOMAINS = { status: 200, body: { message: 'Done.', payload: { domains: [ROW] } } };

/** What an account holds. Only `domains[]`, `id` and `status` are documented; the rest is invented. */
export const reads: readonly Sample[] = [
  {
    name: 'domains and orders',
    kind: 'survey',
    replies: {
      '/domain': DOMAINS,
      '/domain/orders': { status: 200, body: { payload: { orders: [{ id: 'cD4fG1', domains: ['beta.example'] }] } } },
    },
    optional: ['/domain/orders'],
    expect: {
      kind: 'read',
      surroundings: { orderIds: ['aB3dE9', 'cD4fG1'], domains: { 'alpha.example': { orderId: 'aB3dE9', tag: '' } } },
    },
  },
  {
    name: 'domains of an account that lists no orders',
    kind: 'survey',
    replies: { '/domain': DOMAINS },
    optional: ['/domain/orders'],
    expect: { kind: 'read', surroundings: { orderIds: ['aB3dE9'], forms: [] } },
  },
  {
    name: 'plans, which are not described',
    kind: 'catalogue',
    replies: { '/domain/plans': { status: 200, body: { payload: [{ name: 'quarterly', price: 9 }] } } },
    expect: { kind: 'failed', failure: { unauthorised: false } },
  },
  {
    name: 'none, since there are none',
    kind: 'half-orders',
    replies: {},
    expect: { kind: 'read', orders: [] },
  },
  {
    name: 'addresses on the domain, and one that is not',
    kind: 'names',
    replies: {
      '/domain/generate-mailbox-names': {
        status: 201,
        body: { message: 'Done.', payload: ['ada.sample@alpha.example', 'asample', 'ada@beta.example'] },
      },
    },
    expect: { kind: 'read', names: ['ada.sample', 'asample'] },
  },
];
