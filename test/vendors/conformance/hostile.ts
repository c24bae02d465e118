import type { HttpReply } from '../../../src/domain/http.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import { answer, SAMPLE_TIME } from '../../../src/vendors/sample.ts';

type Kind = Verdict['kind'];

/** A reply that no vendor promises. */
export interface Hostile {
  readonly name: string;
  readonly reply: HttpReply;
  /** What it may be read as at the spend. */
  readonly atSpend: readonly Kind[];
  /** A list of nothing in some API: as one of several answers it may be believed. */
  readonly isEmptyList?: true;
}

const evidence = { reached: 'started', ms: 3, errorCode: 'ECONNRESET' } as const;
const HTML = '<!doctype html><html><body>Bad gateway</body></html>';
const TWO_MEGABYTES = 2_000_000;
const DEEP = 10_000;
const YES: readonly Kind[] = ['placed', 'unknown'];
const DOUBT: readonly Kind[] = ['unknown'];
const NO: readonly Kind[] = ['refused'];
const LATER: readonly Kind[] = ['not_placed'];

function ok(name: string, body: unknown, atSpend = DOUBT, headers: Readonly<Record<string, string>> = {}): Hostile {
  return { name: `200 ${name}`, reply: answer(200, body, headers), atSpend };
}

function status(code: number, name: string, body: unknown, atSpend: readonly Kind[], headers = {}): Hostile {
  return { name: `${code} ${name}`.trim(), reply: answer(code, body, headers), atSpend };
}

function deep(open: string, close: string): string {
  return open.repeat(DEEP) + close.repeat(DEEP);
}

const WORDS = ['error', 'message', 'messages', 'error_message', 'errors', 'data', 'payload', 'id', 'success'];

const connection: readonly Hostile[] = [
  { name: 'not sent', reply: { kind: 'not_sent', reason: 'getaddrinfo ENOTFOUND', evidence }, atSpend: LATER },
  { name: 'lost', reply: { kind: 'lost', reason: 'other side closed', evidence }, atSpend: DOUBT },
  { name: 'lost after 200', reply: { kind: 'lost', status: 200, reason: 'aborted', evidence }, atSpend: DOUBT },
  { name: 'lost after 400', reply: { kind: 'lost', status: 400, reason: 'aborted', evidence }, atSpend: DOUBT },
  { name: 'lost in many words', reply: { kind: 'lost', reason: 'other side '.repeat(60), evidence }, atSpend: DOUBT },
];

const unreadable: readonly Hostile[] = [
  ok('as a web page', HTML),
  ok('in words', 'OK'),
  { ...ok('with an array', '[]'), isEmptyList: true },
  ok('with an array of arrays', '[[],[]]'),
  ok('with a number', '7'),
  ok('with a text', '"placed"'),
  ok('with null', 'null'),
  ok('with true', 'true'),
  ok('with text after its JSON', '{}{'),
  ok('cut short although its length was stated', '{"id":"r', DOUBT, { 'content-length': '8' }),
  ok('cut short in a refusal', '{"success":false,"mess'),
  ok('with UTF-16 read as UTF-8', '\ufffd\ufffd{\0"\0i\0d\0"\0:\0"\0r\0"\0}\0'),
  ok('with gzip bytes', '\u001f\ufffd\b\0\0\0\0\0\0\u0003\ufffdVJ\ufffd/\ufffd\u0002\0'),
  ok('with bytes of nothing', '\0\0\0\0'),
  ok('with 2 MB of text', 'x'.repeat(TWO_MEGABYTES)),
  ok('with arrays 10,000 deep', deep('[', ']')),
  ok('with arrays that never end', '['.repeat(TWO_MEGABYTES / 10)),
  ok('with a callback', 'callback({"id":"recHOSTILE"})'),
];

const contradicting: readonly Hostile[] = [
  ok('with success false', { success: false }),
  ok('with success false and an id', { success: false, id: 'recHOSTILE', orderId: 'recHOSTILE' }),
  ok('with success as the text no', { success: 'no', id: 'recHOSTILE' }),
  ok('with an error', { error: 'no' }),
  ok('with an error and an id', { id: 'recHOSTILE', orderId: 'recHOSTILE', error: 'no' }),
  ok('with an error that is null', { error: null, id: 'recHOSTILE', orderId: 'recHOSTILE' }),
  ok('with an error 10,000 deep', `{"error":${deep('[', ']')}}`),
];

/** JSON objects that deny nothing: whether one is enough is the vendor's own matter. */
const odd: readonly Hostile[] = [
  ok('with nulls everywhere', Object.fromEntries([...WORDS.slice(1, -1), 'orderId'].map((key) => [key, null])), YES),
  ok('with wrong types everywhere', { message: [], data: 'x', payload: 7, id: [], orderId: {}, order: true }, YES),
  ok('with an id that is an object', { id: { $oid: 'x' }, orderId: { $oid: 'x' } }, YES),
  ok('with an id that is empty', { id: '', orderId: '' }, YES),
  ok('with an id that is a number', { id: 7, orderId: 7 }, YES),
  ok('with an id that is no whole number', { id: 1.5, orderId: -0.1 }, YES),
  ok('with an id of 10 kB', { id: 'r'.repeat(10_000), orderId: 'r'.repeat(10_000) }, YES),
  ok('with an id of several lines', { id: 'rec\n1', orderId: 'rec\n1' }, YES),
  ok('with an id of NUL bytes', '{"id":"rec\\u00001","orderId":"rec\\u00001"}', YES),
  ok('with one key twice', '{"id":"recA","id":"recB","orderId":"recA","orderId":"recB"}', YES),
  ok(
    'with __proto__',
    '{"__proto__":{"id":"recPROTO","orderId":"recPROTO"},"constructor":{"prototype":{"id":1}}}',
    YES,
  ),
  ok('with a byte order mark', '\ufeff{"message":"done"}', YES),
  ok('cut short', '{"id":"recCU', YES),
  ok('with 2 MB of a field', { note: 'x'.repeat(TWO_MEGABYTES) }, YES),
  ok('with objects 10,000 deep', `{"data":${deep('{"data":', '')}1${'}'.repeat(DEEP)}}`, YES),
  ok('with objects that never end', '{"data":'.repeat(TWO_MEGABYTES / 80), YES),
  ok('with a payment link that is a script', { orderId: 'recLINK', id: 'recLINK', checkoutUrl: 'javascript:0' }, YES),
  status(201, 'without a body', '', YES),
  status(202, 'in words', 'Accepted', DOUBT),
  status(204, 'without a body', '', YES),
  status(204, 'with a body', '{"id":"recODD"}', YES),
  status(205, '', '', YES),
  status(206, 'with a part', '{"id":"re', YES),
  status(207, 'with several statuses', [{ status: 200 }, { status: 400 }], DOUBT),
];

const refusing: readonly Hostile[] = [
  status(400, 'as a web page', HTML, NO),
  status(400, 'without a body', '', NO),
  status(400, 'with null', 'null', NO),
  status(400, 'with 2 MB of text', { error: 'x'.repeat(TWO_MEGABYTES), message: 'x'.repeat(TWO_MEGABYTES) }, NO),
  status(400, 'with words 10,000 deep', `{${WORDS.map((word) => `"${word}":${deep('[', ']')}`).join()}}`, NO),
  status(400, 'with an error that is a number', { error: 7, message: 7, error_message: 7 }, NO),
  status(400, 'cut short', '{"error":"The doma', NO),
  status(404, 'as a web page', HTML, NO),
  status(405, '', '', NO),
  status(415, '', 'Unsupported', NO),
  status(422, 'with a list', [{ field: 'domains' }], NO),
  status(401, 'without a body', '', LATER),
  status(401, 'that says placed', { id: 'recODD', orderId: 'recODD', success: true }, LATER),
  status(403, 'as a web page', '<html>Forbidden</html>', LATER),
  status(429, 'as a web page', '<html>slow down</html>', LATER),
  ...['0', '-5', '1e9', '99999999999999999999', 'soon', '', ' 7 ', 'Thu, 01 Jan 1970 00:00:00 GMT', '0x10'].map(
    (wait) => status(429, `with Retry-After "${wait}"`, '', LATER, { 'retry-after': wait }),
  ),
  ...[-1, Number.MAX_VALUE, SAMPLE_TIME, null, {}].map((retryAfter) =>
    status(429, `with retryAfter ${JSON.stringify(retryAfter)} in its body`, { retryAfter }, LATER),
  ),
];

const doubtful: readonly Hostile[] = [
  ...[100, 101, 103].map((code) => status(code, '', '', DOUBT)),
  ...[300, 304].map((code) => status(code, '', '', DOUBT)),
  ...[301, 302, 303, 307, 308].map((code) =>
    status(code, 'with a location', { id: 'recODD' }, DOUBT, { location: 'https://elsewhere.example/' }),
  ),
  ...[402, 406, 408, 409, 410, 411, 412, 413, 414, 417, 418, 421, 423, 424, 425, 426, 428, 431, 451, 499].map((code) =>
    status(code, '', { error: 'A word that nobody documents' }, DOUBT),
  ),
  ...[500, 501, 503, 504, 507, 520, 522, 524, 530, 599].map((code) => status(code, '', { error: 'No' }, DOUBT)),
  status(500, 'in the words of a bad key', { message: 'Unauthorized', error: 'Unauthorized' }, DOUBT),
  status(500, 'in the words of a yes', { id: 'recODD', orderId: 'recODD', success: true }, DOUBT),
  status(502, 'as a web page', HTML, DOUBT),
  status(503, 'with Retry-After', '', DOUBT, { 'retry-after': '1' }),
  status(600, '', '', DOUBT),
  status(0, '', '', DOUBT),
];

export const HOSTILE: readonly Hostile[] = [
  ...connection,
  ...unreadable,
  ...contradicting,
  ...odd,
  ...refusing,
  ...doubtful,
];
/** Those that no reader can fail at by their depth, for what looks at all of them at once. */
export const SHALLOW: readonly Hostile[] = HOSTILE.filter(({ name }) => !name.includes('deep'));
