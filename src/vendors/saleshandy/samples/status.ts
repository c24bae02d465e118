import type { Sample } from '../../sample.ts';

const LISTED = { id: 'd1', name: 'alpha.example', orderId: 'aB3dE9', mailboxes: ['ada@alpha.example'] };
const BETA = { ...LISTED, id: 'd2', name: 'beta.example', mailboxes: ['ada@beta.example', 'sam@beta.example'] };
const FOLLOWED = { orderId: 'aB3dE9', domains: ['alpha.example', 'beta.example'], mailboxes: 3 };

function shown(...domains: readonly object[]) {
  return { '/domain/orders/aB3dE9': { status: 200, body: { message: 'Success', payload: { domains } } } };
}

/** Where a placed order stands: before it is paid, while it is set up, and after. */
export const status: readonly Sample[] = [
  {
    name: 'an order that waits to be paid',
    kind: 'status',
    operation: 'purchase',
    followed: { ...FOLLOWED, payment: 'checkout' },
    replies: shown(LISTED, BETA),
    expect: { states: ['under_way', 'under_way'], problems: ['DELIVERY-UNPAID'] },
  },
  {
    name: 'an order that is being set up',
    kind: 'status',
    operation: 'purchase',
    followed: FOLLOWED,
    replies: shown({ ...LISTED, status: 'active' }, { ...BETA, status: 'inProgress' }),
    expect: { states: ['delivered', 'under_way'], problems: [] },
  },
  {
    name: 'an order of which one domain failed',
    kind: 'status',
    operation: 'purchase',
    followed: FOLLOWED,
    replies: shown({ ...LISTED, status: 'failed' }, { ...BETA, status: 'active' }),
    expect: { states: ['failed', 'delivered'], problems: ['DELIVERY-DOMAIN-FAILED'] },
  },
  {
    name: 'an order that is not there any more',
    kind: 'status',
    operation: 'purchase',
    followed: FOLLOWED,
    replies: {},
    expect: { states: ['missing', 'missing'], problems: ['DELIVERY-ORDER-GONE'] },
  },
];
