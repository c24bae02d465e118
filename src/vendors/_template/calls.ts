import type { VendorCall } from '../../domain/vendor-call.ts';

// Change: every call that the vendor's own pages name, also those that are not used, each with the reason.
export const calls: readonly VendorCall[] = [
  { method: 'POST', path: '/orders', title: 'Create an order', use: { kind: 'used', in: ['place'] }, source: 'vendor' },
  {
    method: 'GET',
    path: '/orders',
    title: 'List orders',
    use: { kind: 'used', in: ['survey', 'find'] },
    source: 'vendor',
  },
  {
    method: 'GET',
    path: '/orders/{order_id}',
    title: 'Get an order',
    use: { kind: 'used', in: ['find'] },
    source: 'vendor',
  },
  {
    method: 'DELETE',
    path: '/orders/{order_id}',
    title: 'Cancel an order',
    use: { kind: 'not_used', why: 'It ends a paid order, which is for a person to do in the app.' },
    source: 'vendor',
  },
];
