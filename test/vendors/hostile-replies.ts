import type { HttpReply } from '../../src/domain/http.ts';
import { answer } from '../../src/vendors/sample.ts';

const evidence = { reached: 'started', ms: 3, errorCode: 'ECONNRESET' } as const;

/** Replies that no vendor promises, and what each may be read as at the spend. */
export const hostileReplies: readonly (readonly [string, HttpReply, readonly string[]])[] = [
  ['not sent', { kind: 'not_sent', reason: 'getaddrinfo ENOTFOUND', evidence }, ['not_placed']],
  ['lost', { kind: 'lost', reason: 'other side closed', evidence }, ['unknown']],
  ['lost after a status of 200', { kind: 'lost', status: 200, reason: 'aborted', evidence }, ['unknown']],
  ['302', answer(302, '', { location: 'https://elsewhere.example/' }), ['unknown']],
  ['307', answer(307, ''), ['unknown']],
  ['401 without a body', answer(401, ''), ['not_placed']],
  ['403 as a web page', answer(403, '<html>Forbidden</html>'), ['not_placed']],
  ['402', answer(402, { error: 'Payment required' }), ['unknown']],
  ['409', answer(409, { error: 'Conflict' }), ['unknown']],
  ['418', answer(418, ''), ['unknown']],
  ['429 as a web page', answer(429, '<html>slow down</html>'), ['not_placed']],
  ['500', answer(500, { error: 'Internal server error' }), ['unknown']],
  ['502 as a web page', answer(502, '<html>Bad gateway</html>'), ['unknown']],
  ['504', answer(504, ''), ['unknown']],
  ['200 as a web page', answer(200, '<!doctype html><title>Log in</title>'), ['unknown']],
  ['200 in words', answer(200, 'OK'), ['unknown']],
  ['200 with an array', answer(200, '[]'), ['unknown']],
  ['200 with a number', answer(200, '7'), ['unknown']],
  ['200 with success false', answer(200, { success: false, id: 'rec1' }), ['unknown']],
  ['200 with an error', answer(200, { id: 'rec1', error: 'no' }), ['unknown']],
  ['200 cut short in a refusal', answer(200, '{"success":false,"mess'), ['unknown']],
  ['200 cut short although its length was stated', answer(200, '{"id":"r', { 'content-length': '8' }), ['unknown']],
  ['200 with text after its JSON', answer(200, '{}{'), ['unknown']],
];
