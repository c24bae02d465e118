import { answer, SAMPLE_TIME, type Sample } from '../../sample.ts';

const RETRY_AT = SAMPLE_TIME / 1000 + 42;

/** Answers that mean that no order was made. */
export const refused: readonly Sample[] = [
  {
    name: 'a known refusal',
    kind: 'spend',
    operation: 'create-order',
    reply: answer(400, { error: 'The number of domains must be exactly 2' }),
    expect: { kind: 'refused', code: 'HTTP-400', confirm: false },
  },
  {
    name: 'a domain that is in use, perhaps by our own order',
    kind: 'spend',
    operation: 'create-custom-order',
    reply: answer(400, { error: 'Domain alpha.example is invalid: already used' }),
    expect: { kind: 'refused', code: 'HTTP-400', confirm: true },
  },
  {
    name: 'a refusal in words we do not know',
    kind: 'spend',
    operation: 'submit-form',
    reply: answer(422, { error: 'Something else' }),
    expect: { kind: 'refused', code: 'HTTP-422', confirm: true },
  },
  {
    name: 'a key that does not work',
    kind: 'spend',
    operation: 'create-order',
    reply: answer(401, { message: 'Unauthorized' }),
    expect: { kind: 'not_placed', cause: 'unauthorised', code: 'UNAUTHORISED' },
  },
  {
    name: 'too many requests',
    kind: 'spend',
    operation: 'create-custom-order',
    reply: answer(429, { message: 'Too many requests', retryAfter: RETRY_AT, limit: 15 }),
    expect: { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', retryAfterMs: 42_000 },
  },
];
