/** Calls that are used by what the conformance suite does not reach yet. */
export const NOT_REACHED: readonly string[] = [
  'GET /organizations',
  'GET /pre-warm-inboxes',
  'POST /buy-pre-warm-inboxes',
  'POST /buy-domains',
  'POST /search-domains',
  'GET /purchased-domains',
];
