import type { VendorCall } from '../../domain/vendor-call.ts';

/** Every call of Saleshandy's domain endpoints that its own pages name. */
export const calls: readonly VendorCall[] = [
  {
    method: 'GET',
    path: '/domain/search',
    title: 'Search for domains (named as the first step of a purchase, not described)',
    use: { kind: 'used', in: ['preflight'] },
    source: 'vendor',
  },
  {
    method: 'GET',
    path: '/domain/plans',
    title: 'Plans (named as the second step of a purchase, not described)',
    use: { kind: 'used', in: ['pullCatalogue'] },
    source: 'vendor',
  },
  {
    method: 'POST',
    path: '/domain/generate-mailbox-names',
    title: 'Generate mailbox names',
    use: { kind: 'used', in: ['suggestNames'] },
    source: 'vendor',
  },
  {
    method: 'POST',
    path: '/domain',
    title: 'Purchase Email Infrastructure',
    use: { kind: 'used', in: ['place'] },
    source: 'vendor',
  },
  {
    method: 'GET',
    path: '/domain',
    title: 'List domains and mailboxes',
    use: { kind: 'used', in: ['survey', 'find', 'follow', 'preflight'] },
    source: 'vendor',
  },
  {
    method: 'GET',
    path: '/domain/orders',
    title: 'List orders (named as a source of order ids, not described)',
    use: { kind: 'used', in: ['survey', 'find'] },
    source: 'vendor',
  },
  {
    method: 'GET',
    path: '/domain/orders/{orderId}',
    title: 'Get an order with its domains',
    use: { kind: 'used', in: ['place', 'find', 'follow'] },
    source: 'vendor',
  },
  {
    method: 'DELETE',
    path: '/domain/{id}',
    title: 'Delete a domain',
    use: { kind: 'not_used', why: 'It takes a domain down, which is for a person to do in the app.' },
    source: 'vendor',
  },
  {
    method: 'POST',
    path: '/domain/{id}/revoke',
    title: 'Undo the deletion of a domain',
    use: { kind: 'not_used', why: 'Nothing is deleted by this program, so there is nothing to undo.' },
    source: 'vendor',
  },
];
