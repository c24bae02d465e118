import type { Random } from './random.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Answer =
  | 'id'
  | 'no-id'
  | 'empty'
  | 'cut'
  | 'html-sold'
  | 'html-not'
  | '500-sold'
  | '500-not'
  | '302-sold'
  | '402-not'
  | '409-sold'
  | 'denies-sold'
  | 'denies-not'
  | 'charge-failed'
  | 'refused'
  | 'refused-oddly'
  | 'refused-oddly-sold'
  | '401'
  | '429'
  | '429-sold'
  | 'other-id'
  | 'odd-id'
  | 'null-body';

export const SOLD: ReadonlySet<Answer> = new Set<Answer>([
  'id',
  'no-id',
  'empty',
  'cut',
  'html-sold',
  '500-sold',
  '302-sold',
  '409-sold',
  'denies-sold',
  'charge-failed',
  'refused-oddly-sold',
  '429-sold',
  'other-id',
  'odd-id',
]);
/** Answers that say "not placed" of an order that was sold: only a vendor that lists at once is understood then. */
export const LISTED_AT_ONCE: ReadonlySet<Answer> = new Set<Answer>(['refused-oddly-sold', '429-sold']);

/** A vendor's reply of one sort. `id`: of what was sold; `other`: of another order that the program knows. */
export function replyFor(answer: Answer, id: string | undefined, other: string | undefined, random: Random): Reply {
  switch (answer) {
    case 'id':
      return json(200, { id: id });
    case 'no-id':
      return json(200, {});
    case 'empty':
      return { status: 200, body: '', headers: {} };
    case 'cut':
      return { status: 200, body: `{"id":"${id}","stat`, headers: {} };
    case 'html-sold':
    case 'html-not':
      return { status: 200, body: '<html>Please wait</html>', headers: { 'content-length': '24' } };
    case '500-sold':
    case '500-not':
      return json(random.pick([500, 502, 503, 504, 520]), { error: 'Internal server error' });
    case '302-sold':
      return { status: 302, body: '', headers: { location: 'https://elsewhere.example/' } };
    case '402-not':
      return json(402, { error: 'Payment required' });
    case '409-sold':
      return json(409, { error: 'Conflict' });
    case 'denies-sold':
    case 'denies-not':
      return json(200, { success: false });
    case 'charge-failed':
      return json(400, { error: 'Subscription created but unable to charge' });
    case 'refused':
      return json(random.pick([400, 422]), { error: 'Field first_name is required' });
    case 'refused-oddly':
    case 'refused-oddly-sold':
      return json(random.pick([400, 404, 422]), { error: 'Something went wrong' });
    case '401':
      return json(401, { message: 'Unauthorized' });
    case '429':
    case '429-sold':
      return json(429, { message: 'Too many requests', limit: 5 });
    case 'other-id':
      return json(200, { id: other ?? id });
    case 'odd-id':
      return json(200, { id: random.pick([null, {}, [], true, '', ' ']) });
    case 'null-body':
      return { status: 200, body: 'null', headers: {} };
  }
}

export function json(status: number, value: unknown): Reply {
  const body = JSON.stringify(value);
  return { status, body, headers: { 'content-length': String(body.length), 'content-type': 'application/json' } };
}
