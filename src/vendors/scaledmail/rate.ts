import type { Rate } from '../../domain/rate.ts';

/** Documented: 5 a second over everything, and 15 a minute for searches, which one copy of the documents has purchases of domains share. */
export const RATE: Rate = {
  windows: [
    { requests: 5, perMs: 1_000, counts: 'account' },
    {
      requests: 15,
      perMs: 60_000,
      counts: 'account',
      endpoints: ['POST /search-domains', 'POST /suggest-domains', 'POST /buy-domains'],
    },
  ],
  endpointOf: ({ method, path }) => `${method} ${path.replace(/^\/([^/]+)\/.+$/, '/$1/:id')}`,
};
