import type { Rate } from '../../domain/rate.ts';

/** Said by the vendor's support: 20 a minute for each endpoint and 300 a minute in all, by key. */
export const RATE: Rate = {
  windows: [
    { requests: 20, perMs: 60_000, counts: 'endpoint' },
    { requests: 300, perMs: 60_000, counts: 'account' },
  ],
  // Whether every order id is an endpoint by itself is not known, so they count as one.
  endpointOf: ({ method, path }) => `${method} ${path.replace(/^\/domain\/orders\/.+$/, '/domain/orders/:id')}`,
};
