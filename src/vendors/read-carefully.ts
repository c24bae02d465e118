import { askedWait } from '../domain/asked-wait.ts';
import { comeBackText } from '../domain/come-back.ts';
import type { HttpReply } from '../domain/http.ts';
import type { Verdict } from '../domain/verdict.ts';
import { completeCutJson, parseJson } from './json-prefix.ts';

type Answer = Extract<HttpReply, { kind: 'answer' }>;

/** What a vendor adds to the default reading: its own words within 4xx. */
export interface VendorWords {
  /** The vendor's own words for a key that does not work. */
  readonly unauthorised: RegExp;
  /** The vendor's own words for going too fast. */
  readonly throttled: RegExp;
  /** True when a refusal in these words of the vendor must be confirmed by a read-back: it may be our own earlier order. */
  readonly confirm: (reason: string) => boolean;
}

/** A reply that says the order was taken. `json` is null when the body was empty or cut short. */
export interface Success {
  readonly kind: 'success';
  readonly json: Readonly<Record<string, unknown>> | null;
  readonly reason: string;
}

const REFUSED: ReadonlySet<number> = new Set([400, 404, 405, 415, 422]);
const REASON_LENGTH = 300;
const PAGE_LENGTH = 4_000;

/** The cautious default: only what is certain is certain, and what is not recognised is a doubt. */
export function readCarefully(reply: HttpReply, words: VendorWords): Verdict | Success {
  if (reply.kind === 'not_sent')
    return { kind: 'not_placed', cause: 'not_sent', code: 'NOT-SENT', reason: oneLine(reply.reason) };
  if (reply.kind === 'lost') return { kind: 'unknown', code: 'REPLY-LOST', reason: oneLine(reply.reason) };
  if (reply.status >= 200 && reply.status < 300) return readSuccess(reply);
  if (reply.status >= 400 && reply.status < 500) return readClientError(reply, words);
  return { kind: 'unknown', code: `HTTP-${reply.status}`, reason: reasonOf(reply) };
}

/** The vendor's own words in a reply: `error`, else `message`, else the beginning of the text or page; on one line. */
export function reasonOf(reply: Answer): string {
  const json = objectOf(parseJson(bodyText(reply)));
  const words = wordsOf(json?.error) || wordsOf(json?.message) || wordsOfPage(reply.body);
  return oneLine(words) || `The vendor answered ${reply.status} without a word.`;
}

/** What a page says, without its markup; any other text as it is. */
function wordsOfPage(body: string): string {
  const start = body.slice(0, PAGE_LENGTH);
  if (!/^\s*</.test(start)) return body;
  const words = start.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>?/g, ' ');
  return words.trim() || 'a page without words';
}

function readClientError(reply: Answer, words: VendorWords): Verdict {
  const reason = reasonOf(reply);
  if (reply.status === 429 || (!isBadKey(reply.status) && words.throttled.test(reason))) {
    const retryAfterMs = askedWait(reply);
    const wait = retryAfterMs === null ? {} : { retryAfterMs };
    const when = comeBackText(retryAfterMs, reply.receivedAt);
    return { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', reason: `${reason}${when}`, ...wait };
  }
  if (isBadKey(reply.status) || words.unauthorised.test(reason))
    return { kind: 'not_placed', cause: 'unauthorised', code: 'UNAUTHORISED', reason };
  const code = `HTTP-${reply.status}`;
  // What is not the vendor's JSON, such as a page of something in between, is none of its known refusals.
  const confirm = objectOf(parseJson(bodyText(reply))) === null || words.confirm(reason);
  if (REFUSED.has(reply.status)) return { kind: 'refused', code, reason, confirm };
  return { kind: 'unknown', code, reason };
}

function isBadKey(status: number): boolean {
  return status === 401 || status === 403;
}

function readSuccess(reply: Answer): Verdict | Success {
  const text = bodyText(reply);
  if (text === '') return { kind: 'success', json: null, reason: 'The vendor took it and said nothing more.' };
  const json = parseJson(text);
  if (json === undefined) return readCutShort(reply, text);
  const object = objectOf(json);
  if (!object) return { kind: 'unknown', code: 'NOT-JSON', reason: `The reply is no JSON object: ${oneLine(text)}` };
  return contradictionOf(object, reply) ?? { kind: 'success', json: object, reason: 'The vendor took it.' };
}

/** Only a body without a stated length can be cut short and still arrive without an error. */
function readCutShort(reply: Answer, text: string): Verdict | Success {
  const completed = reply.headers['content-length'] === undefined ? objectOf(completeCutJson(text)) : null;
  if (!completed) return { kind: 'unknown', code: 'NOT-JSON', reason: reasonOf(reply) };
  // An id in such a body may be cut as well, so none is taken from it.
  return (
    contradictionOf(completed, reply) ?? {
      kind: 'success',
      json: null,
      reason: 'The vendor took it, but its reply was cut short.',
    }
  );
}

function contradictionOf(json: Readonly<Record<string, unknown>>, reply: Answer): Verdict | null {
  const denies = 'success' in json && json.success !== true && json.success !== 'true';
  if (!denies && !('error' in json)) return null;
  return { kind: 'unknown', code: 'CONTRADICTION', reason: reasonOf(reply) };
}

function bodyText(reply: Answer): string {
  return reply.body.replace(/^\uFEFF/, '').trim();
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (isObject(value) && typeof value.message === 'string') return value.message.trim();
  return typeof value === 'object' && value !== null ? jsonText(value) : '';
}

/** Empty for what is nested too deep to be written. */
function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** On one line, and no longer than is shown. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, REASON_LENGTH);
}
