import { headerWait } from '../../domain/asked-wait.ts';
import type { HttpReply } from '../../domain/http.ts';
import { parseJson } from '../json-prefix.ts';

type Answer = Extract<HttpReply, { kind: 'answer' }>;
type Fields = Readonly<Record<string, unknown>>;

/** What one of the vendor's three shapes of an error says. */
export interface ErrorWords {
  readonly words: string;
  readonly code: string;
}

const THROTTLED_CODE = '4000';
/** How a throttled reply reads when only its number says so. */
export const THROTTLED_WORDS = 'Rate limit exceeded';

/**
 * The words and the code of an error: `error_message` of the gateway, else `message` of the application, else `message` or
 * `messages` of the validator, a text or a list of them. Null for anything else.
 */
export function errorWords(json: unknown): ErrorWords | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const fields = json as Fields;
  const words = [fields.error_message, fields.message, fields.messages].map(text).find((found) => found !== '');
  const code = [fields.error_code, fields.code, fields.statusCode].map(text).find((found) => found !== '') ?? '';
  return words === undefined ? null : { words, code };
}

/** The same refusal in the one shape that all vendors' replies are read in; any other reply as it is. */
export function plainRefusal(reply: HttpReply): HttpReply {
  if (reply.kind !== 'answer' || reply.status < 400) return reply;
  const said = errorWords(parseJson(reply.body.replace(/^\uFEFF/, '')));
  if (!said) return reply;
  const throttled = said.code === THROTTLED_CODE && !/rate limit/i.test(said.words);
  return { ...reply, body: JSON.stringify({ message: throttled ? `${THROTTLED_WORDS}: ${said.words}` : said.words }) };
}

/** True for a success whose body is one of the shapes of an error: it says yes and no at once. */
export function isErrorInside(json: Fields): boolean {
  if ('error_code' in json || 'error_message' in json || 'errors' in json) return true;
  return 'statusCode' in json && !(Number(json.statusCode) >= 200 && Number(json.statusCode) < 300);
}

/** How long until the rate limit is lifted, by the vendor's header; null when it does not say. */
export function resetWait(reply: Answer): number | null {
  return headerWait(reply.headers['x-ratelimit-reset'], reply.receivedAt);
}

/** A text, or a list of them; what is nested deeper says nothing. */
function text(value: unknown): string {
  return Array.isArray(value) ? value.map(plain).filter(Boolean).join('; ') : plain(value);
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}
