import type { HttpReply } from '../../src/domain/http.ts';
import { HOSTILE } from './conformance/hostile.ts';

/** Replies that no vendor promises, and what each may be read as at the spend; without 404, which some reads take for an answer. */
export const hostileReplies: readonly (readonly [string, HttpReply, readonly string[]])[] = HOSTILE.filter(
  ({ reply }) => reply.kind !== 'answer' || reply.status !== 404,
).map(({ name, reply, atSpend }) => [name, reply, atSpend] as const);
