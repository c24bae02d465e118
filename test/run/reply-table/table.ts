import type { Status } from '../../../src/domain/status.ts';

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
  'known refusal': '{"error":"Missing required fields: domains"}',
  'already used': '{"error":"Domain alpha.example is already in use"}',
} as const;

/** One row of "Reading a reply": the first that fits says what the reply is read as. */
interface Row {
  readonly row: string;
  readonly fits: (status: number, body: BodyName) => boolean;
  readonly said: (status: number, body: BodyName) => Said;
}

const REFUSED = [400, 404, 405, 415, 422];
/** What contradicts itself, and what is not a JSON object though it has its full length. */
const NO_YES: readonly BodyName[] = ['html', 'cut JSON', 'a list', 'a text', 'a null'];
const YES_AND_NO: readonly BodyName[] = [
  ...(['unknown words', 'success false', 'bad key', 'too fast'] as const),
  ...(['charge failed', 'known refusal', 'already used'] as const),
];
/** HTTP gives these no body, whatever follows their head. */
const BARE = [204, 304];

/** The table, row by row, as the specification has it. */
export const ROWS: readonly Row[] = [
  {
    row: "401, 403, or within 4xx the vendor's own words for a bad key: not placed",
    fits: (status, body) => status === 401 || status === 403 || (is4xx(status) && status !== 429 && body === 'bad key'),
    said: () => ({ kind: 'unauthorised', code: 'UNAUTHORISED' }),
  },
  {
    row: "429, or within 4xx the vendor's own words for throttling: not placed",
    fits: (status, body) => status === 429 || (is4xx(status) && body === 'too fast'),
    said: () => ({ kind: 'throttled', code: 'THROTTLED' }),
  },
  {
    row: '400, 404, 405, 415, 422 with "Subscription created but unable to charge": placed, payment pending',
    fits: (status, body) => REFUSED.includes(status) && body === 'charge failed',
    said: () => ({ kind: 'placed', payment: 'pending' }),
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
    fits: (status, body) => !BARE.includes(status) && YES_AND_NO.includes(body),
    said: () => ({ kind: 'unknown', code: 'CONTRADICTION' }),
  },
  {
    row: '2xx that is not JSON: unknown',
    fits: (status, body) => !BARE.includes(status) && NO_YES.includes(body),
    said: () => ({ kind: 'unknown', code: 'NOT-JSON' }),
  },
  {
    row: '2xx that we can read: placed',
    fits: () => true,
    said: () => ({ kind: 'placed', payment: 'taken' }),
  },
];

export const NOT_SENT: Said = { kind: 'not_sent', code: 'NOT-SENT' };
export const LOST: Said = { kind: 'unknown', code: 'REPLY-LOST' };

export function rowFor(status: number, body: BodyName): { readonly row: string; readonly said: Said } {
  const found = ROWS.find((row) => row.fits(status, body));
  if (!found) throw new Error(`no row of the table fits ${status} with ${body}`);
  return { row: found.row, said: found.said(status, body) };
}

function is4xx(status: number): boolean {
  return status >= 400 && status < 500;
}

/** Whether the vendor sold the order, and from when on it lists it. */
export type Truth = 'sold' | 'sold, listed later' | 'not sold';
/** `blind`: once the order was sent, every read of this run fails. */
export type Sight = 'sees' | 'blind';

/** How the order must stand: its verdict in the ledger, its status after each run, the spends of the first two. */
export interface Course {
  readonly verdict: string;
  readonly code: string;
  readonly first: Status;
  readonly second: Status;
  readonly third: Status;
  readonly spends: readonly [number, number];
}

/** The course that the specification gives a reply: the same one, whatever made the vendor answer like that. */
export function courseOf(said: Said, truth: Truth, sight: Sight): Course {
  const seen = truth === 'sold' && sight === 'sees';
  const sold = truth !== 'not sold';
  const after = (first: Status, second: Status, third: Status = second) => ({ first, second, third });
  switch (said.kind) {
    case 'placed': {
      const status = said.payment === 'pending' ? 'payment_pending' : 'placed';
      const later = said.payment === 'pending' ? 'payment_pending' : 'already_placed';
      return { verdict: 'placed', code: '', ...after(status, later), spends: [1, 0] };
    }
    case 'unknown':
      return { ...doubt(said.code, seen, sold), spends: [1, 0] };
    case 'refused':
      if (said.confirm && sight === 'blind') return { ...doubt('REFUSAL-UNCONFIRMED', false, sold), spends: [1, 0] };
      if (said.confirm && seen)
        return { verdict: 'placed', code: '', ...after('placed', 'already_placed'), spends: [1, 0] };
      // The third run is asked to try refused orders again.
      return { verdict: 'refused', code: said.code, ...after('refused', 'refused', 'placed'), spends: [1, 0] };
    default: {
      const waits = said.kind === 'throttled' && sight === 'sees';
      const found = waits && seen;
      const first = found ? 'placed' : 'not_sent';
      const spends = said.kind === 'not_sent' ? 0 : waits && !found ? 2 : 1;
      const next = sold ? after(first, 'already_placed') : after(first, 'placed', 'already_placed');
      return { verdict: 'not_placed', code: said.code, ...next, spends: [spends, sold ? 0 : 1] };
    }
  }
}

function doubt(code: string, seen: boolean, sold: boolean): Omit<Course, 'spends'> {
  const verdict = { verdict: 'unknown', code };
  if (seen) return { ...verdict, first: 'placed', second: 'already_placed', third: 'already_placed' };
  const later = sold ? 'already_placed' : 'unknown';
  return { ...verdict, first: 'unknown', second: later, third: later };
}
