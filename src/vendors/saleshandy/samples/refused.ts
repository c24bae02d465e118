import { answer, SAMPLE_TIME, type Sample } from '../../sample.ts';

const RESET = new Date(SAMPLE_TIME + 42_000).toISOString();

/** Answers that mean that no order was made, in each of the three shapes. */
export const refused: readonly Sample[] = [
  {
    name: 'the validator, with a list',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, {
      statusCode: 400,
      message: ['domains.0.property domain should not exist', 'zipcode must be valid'],
      error: 'Bad Request',
    }),
    expect: {
      kind: 'refused',
      code: 'SH-NO-EXTRA',
      reason: 'domains.0.property domain should not exist; zipcode must be valid',
      confirm: false,
    },
  },
  {
    name: 'the validator, with messages',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(422, { statusCode: 422, messages: 'phoneNumber must be a valid phone number' }),
    expect: { kind: 'refused', code: 'HTTP-422', reason: 'phoneNumber must be a valid phone number', confirm: false },
  },
  {
    name: 'the application, of a domain that may be our own',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, { code: 1201, type: 'DOMAIN', message: 'alpha.example is already purchased' }),
    expect: { kind: 'refused', code: 'HTTP-400', reason: 'alpha.example is already purchased', confirm: true },
  },
  {
    name: 'the validator, of a domain that may be our own',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, { statusCode: 400, message: ['domains.0 is invalid: already taken'] }),
    expect: { kind: 'refused', code: 'HTTP-400', confirm: true },
  },
  {
    name: 'the gateway, in words we do not know',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, { error: true, error_code: 1000, error_message: 'Something else' }),
    expect: { kind: 'refused', code: 'HTTP-400', reason: 'Something else', confirm: true },
  },
  {
    name: 'the gateway, throttled by its number alone',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, { error: true, error_code: 4000, error_message: 'Slow down' }, { 'x-ratelimit-reset': RESET }),
    expect: { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', retryAfterMs: 42_000 },
  },
  {
    name: 'too many requests',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(429, { message: 'Rate Limit exceeded' }, { 'retry-after': '7', 'x-ratelimit-reset': RESET }),
    expect: { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', retryAfterMs: 7_000 },
  },
  {
    name: 'a key of another environment',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(400, { code: 400, type: 'AUTH', message: 'Invalid token' }),
    expect: { kind: 'not_placed', cause: 'unauthorised', code: 'UNAUTHORISED' },
  },
];
