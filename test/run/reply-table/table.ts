/** Verdicts as the ledger holds them, and the cause that results show. */
export type Said =
  | { readonly kind: 'placed'; readonly payment: 'taken' | 'pending' }
  | { readonly kind: 'refused'; readonly code: string; readonly confirm: boolean }
  | { readonly kind: 'not_sent' | 'unauthorised' | 'throttled'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

/** What a body is, whatever the status it comes with. */
export type BodyName = keyof typeof BODIES;

export const BODIES = {
  empty: '',
  braces: '{}',
  'unknown words': '{"error":"The moon is in the wrong house"}',
  html: '<!doctype html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>',
  'an id': '{"id":"rec1000"}',
  'success true': '{"success":true,"message":"Order received"}',
  'success false': '{"success":false,"message":"Something went wrong"}',
  'cut JSON': '{"message":"Order rec',
  'a list': '[]',
  'a text': '"done"',
  'a null': 'null',
  'bad key': '{"error":"Unauthorized"}',
  'too fast': '{"error":"Too many requests, slow down"}',
  'charge failed': '{"error":"Subscription created but unable to charge"}',
  'charge failed, an id': '{"error":"Subscription created but unable to charge","id":"rec1000"}',
  'known refusal': '{"error":"Missing required fields: domains"}',
  'already used': '{"error":"Domain alpha.example is already in use"}',
} as const;

/** One row of "Reading a reply": the first that fits says what the reply is read as. */
interface Row {
  readonly row: string;
  readonly fits: (status: number, body: BodyName) => boolean;
  readonly said: (status: number, body: BodyName) => Said;
}

export const NOT_SENT: Said = { kind: 'not_sent', code: 'NOT-SENT' };
export const LOST: Said = { kind: 'unknown', code: 'REPLY-LOST' };

const REFUSED = [400, 404, 405, 415, 422];
/** What contradicts itself, and what is not a JSON object though it has its full length. */
const NO_YES: readonly BodyName[] = ['html', 'cut JSON', 'a list', 'a text', 'a null'];
const YES_AND_NO: readonly BodyName[] = [
  ...(['unknown words', 'success false', 'bad key', 'too fast'] as const),
  ...(['charge failed', 'charge failed, an id', 'known refusal', 'already used'] as const),
];
const CHARGE_FAILED: readonly BodyName[] = ['charge failed', 'charge failed, an id'];
/** HTTP gives these no body, whatever follows their head. */
const BARE = [204, 304];

/** The table, row by row, as the specification and this vendor's own README have it. */
export const ROWS: readonly Row[] = [
  {
    row: 'bytes that HTTP does not allow there, which is a transport failure: unknown',
    fits: (status, body) => BARE.includes(status) && body !== 'empty',
    said: () => LOST,
  },
  {
    row: '"Subscription created but unable to charge" within 4xx: placed, payment pending',
    fits: (status, body) => is4xx(status) && CHARGE_FAILED.includes(body),
    said: () => ({ kind: 'placed', payment: 'pending' }),
  },
  {
    row: '401, 403: not placed',
    fits: (status) => status === 401 || status === 403,
    said: () => ({ kind: 'unauthorised', code: 'UNAUTHORISED' }),
  },
  {
    row: '429: not placed',
    fits: (status) => status === 429,
    said: () => ({ kind: 'throttled', code: 'THROTTLED' }),
  },
  {
    row: "within 4xx the vendor's own words for a bad key: not placed",
    fits: (status, body) => is4xx(status) && body === 'bad key',
    said: () => ({ kind: 'unauthorised', code: 'UNAUTHORISED' }),
  },
  {
    row: "within 4xx the vendor's own words for throttling: not placed",
    fits: (status, body) => is4xx(status) && body === 'too fast',
    said: () => ({ kind: 'throttled', code: 'THROTTLED' }),
  },
  {
    row: '400, 404, 405, 415, 422: refused',
    fits: (status) => REFUSED.includes(status),
    said: (status, body) => ({ kind: 'refused', code: `HTTP-${status}`, confirm: body !== 'known refusal' }),
  },
  {
    row: '402, 409, any other 4xx, 3xx, 5xx: unknown',
    fits: (status) => status >= 300,
    said: (status) => ({ kind: 'unknown', code: `HTTP-${status}` }),
  },
  {
    row: '2xx that contradicts itself: unknown',
    fits: (_status, body) => YES_AND_NO.includes(body),
    said: () => ({ kind: 'unknown', code: 'CONTRADICTION' }),
  },
  {
    row: '2xx that is not JSON: unknown',
    fits: (_status, body) => NO_YES.includes(body),
    said: () => ({ kind: 'unknown', code: 'NOT-JSON' }),
  },
  {
    row: '2xx that we can read: placed',
    fits: () => true,
    said: () => ({ kind: 'placed', payment: 'taken' }),
  },
];

export function rowFor(status: number, body: BodyName): { readonly row: string; readonly said: Said } {
  const found = ROWS.find((row) => row.fits(status, body));
  if (!found) throw new Error(`no row of the table fits ${status} with ${body}`);
  return { row: found.row, said: found.said(status, body) };
}

function is4xx(status: number): boolean {
  return status >= 400 && status < 500;
}
