import { askedWait } from '../domain/asked-wait.ts';
import { comeBackText } from '../domain/come-back.ts';
import type { HttpReply, HttpRequest } from '../domain/http.ts';
import type { ReadFailure } from '../domain/vendor.ts';
import { parseJson } from './json-prefix.ts';
import { oneLine, reasonOf } from './read-carefully.ts';

/** What one read gave: a value, or why there is none. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure; readonly status: number | null };

/** Turns a body's JSON into a value, or gives undefined when it has another shape. */
export type Shape<T> = (json: unknown) => T | undefined;

/** One read. Anything but a 200 or 201 with a body of the expected shape is a failure that says why. */
export function* readJson<T>(request: HttpRequest, shape: Shape<T>): Generator<HttpRequest, Reading<T>, HttpReply> {
  const reply = yield request;
  const what = `${request.method} ${request.path}`;
  if (reply.kind !== 'answer') return failed(`${what} gave no answer: ${oneLine(reply.reason)}`, null);
  if (reply.status !== 200 && reply.status !== 201) {
    const when = comeBackText(askedWait(reply), reply.receivedAt);
    return failed(`${what} answered ${reply.status}: ${reasonOf(reply)}${when}`, reply.status);
  }
  const known = readAlready.get(reply);
  if (known?.shape === shape) return { ok: true, value: known.value as T };
  const json = parseJson(reply.body.replace(/^\uFEFF/, ''));
  if (json === undefined) return failed(`${what} answered with something that is not JSON.`, 200);
  const value = shape(json);
  if (value === undefined) return failed(`${what} answered in a form we do not know.`, 200);
  readAlready.set(reply, { shape, value });
  return { ok: true, value };
}

/** Orders that are read back in one round share long lists, which are parsed once for all of them. */
const readAlready = new WeakMap<HttpReply, { readonly shape: Shape<unknown>; readonly value: unknown }>();

/** A failure of a read that was answered, but not in full. */
export function failed(reason: string, status: number | null): Extract<Reading<never>, { ok: false }> {
  return { ok: false, status, failure: { unauthorised: status === 401 || status === 403, reason } };
}
