import type { Limits } from '../../domain/vendor.ts';

// Change: the vendor's own numbers, each with its row in README.md.
export const MAX_DOMAINS = 20;
export const MAX_TAG = 20;
export const MAX_NAME = 50;
export const MAX_ALIAS = 64;

export const LIMITS: Limits = {
  rate: {
    // Change: every window that the vendor documents or that was seen; all of them are kept at once.
    windows: [{ requests: 2, perMs: 1_000, counts: 'account' }],
    // Change: the paths that hold ids, so that every id counts for one endpoint.
    endpointOf: ({ method, path }) => `${method} ${path.replace(/^\/orders\/.+$/, '/orders/:id')}`,
  },
  spendTimeoutMs: 180_000,
  readTimeoutMs: 30_000,
  maxAttempts: 2,
  readBackAfterMs: [5_000, 30_000],
  watchPauseMs: { first: 5_000, longest: 300_000 },
  // Change: null for both where an order cannot carry a text of ours.
  maxTagLength: MAX_TAG,
  sharedTagCode: 'EX-TAG-SHARED',
};
