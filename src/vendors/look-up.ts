import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { ReadFailure } from '../domain/vendor.ts';
import type { Reading } from './read-list.ts';

/** What a look-up told, or why it told nothing: that is never a pass. */
export type Told<T> = { readonly told: true; readonly value: T } | { readonly told: false; readonly why: string };

/** A look-up that failed ends the conversation: it may pass, or the key was refused. */
export type LookedUp<T> = Told<T> | { readonly told: 'failed'; readonly failure: ReadFailure };

/** One look-up within a conversation. */
export type LookUp<T> = Generator<HttpRequest, LookedUp<T>, HttpReply>;

const IN_PASSING: ReadonlySet<number> = new Set([408, 429]);

/** No answer, a refused key and what passes by itself are failures; any other answer that is not what we know told nothing. */
export function lookedUp<T>(reading: Reading<T>): LookedUp<T> {
  if (reading.ok) return { told: true, value: reading.value };
  const { status, failure } = reading;
  const passes = status === null || status >= 500 || IN_PASSING.has(status);
  return passes || failure.unauthorised ? { told: 'failed', failure } : { told: false, why: failure.reason };
}
