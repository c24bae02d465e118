import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { http } from '../../support/hostile-servers.ts';
import { HASTE } from '../../support/order-bench.ts';
import type { Course, Sight, Truth } from './course.ts';
import { afterSelling, redirectingDoor, replyDoor } from './doors.ts';
import type { Scenario } from './play.ts';
import { answers } from './replies.ts';
import { rowFor, type Said } from './table.ts';

const PLACED: Said = { kind: 'placed', payment: 'taken' };
const NOT_JSON: Said = { kind: 'unknown', code: 'NOT-JSON' };
const CONTRADICTION: Said = { kind: 'unknown', code: 'CONTRADICTION' };
const AT_ITS_END = 'x-no-length: 1';
const EARLY = 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n';
const GZIP = gzipSync('{"id":"rec1000"}');
const CHUNKED = ['transfer-encoding: chunked'];

/** Whole answers in odd clothes: the name, the bytes, what they are to be read as, and whether the line stays open. */
const ANSWERS: readonly (readonly [string, string | Buffer, Said, 'stays open'?])[] = [
  ['HTTP/1.0, closed', 'HTTP/1.0 200 OK\r\n\r\n{"id":"rec1000"}', PLACED],
  ['HTTP/1.0, closed in its body', 'HTTP/1.0 200 OK\r\n\r\n{"id":"rec1', PLACED],
  ['HTTP/1.0, closed before its body', 'HTTP/1.0 200 OK\r\n\r\n', PLACED],
  ['HTTP/1.0 with 500', 'HTTP/1.0 500 No\r\n\r\n{}', { kind: 'unknown', code: 'HTTP-500' }],
  ['cut in an id, without a length', http(200, '{"id":"rec1', [AT_ITS_END]), PLACED],
  ['cut in a word, without a length', http(200, '{"message":"Order rec', [AT_ITS_END]), PLACED],
  ['cut in a denial, without a length', http(200, '{"success":fal', [AT_ITS_END]), CONTRADICTION],
  ['cut in an error, without a length', http(200, '{"error":"No mo', [AT_ITS_END]), CONTRADICTION],
  ['cut HTML, without a length', http(200, '<html><body>Hel', [AT_ITS_END]), NOT_JSON],
  ['a list that is cut, without a length', http(200, '[{"id":"re', [AT_ITS_END]), NOT_JSON],
  ['cut JSON with a length to match', http(200, '{"id":"rec1'), NOT_JSON],
  ['a length that is too short', http(200, '{"id":"rec1000"}', ['content-length: 7']), NOT_JSON],
  ['a length of nothing', http(200, '{"error":"x"}', ['content-length: 0']), PLACED],
  ['chunks', http(200, '4\r\n{"id\r\nc\r\n":"rec1000"}\r\n0\r\nx-end: 1\r\n\r\n', CHUNKED), PLACED],
  ['chunks, line stays open', http(200, '2\r\n{}\r\n0\r\n\r\n', CHUNKED), PLACED, 'stays open'],
  ['a refusal in chunks', http(422, '2\r\n{}\r\n0\r\n\r\n', CHUNKED), rowFor(422, 'braces').said],
  ['after 102 and 103', EARLY + http(200, '{}'), PLACED],
  ['500 after 102 and 103', EARLY + http(500, '{}'), { kind: 'unknown', code: 'HTTP-500' }],
  ['two answers, the first a yes', http(200, '{}') + http(500, '{}'), PLACED],
  ['two answers, the first a doubt', http(500, '{}') + http(200, '{}'), { kind: 'unknown', code: 'HTTP-500' }],
  ['two answers, the first a refusal', http(400, '{}') + http(200, '{}'), rowFor(400, 'braces').said],
  ['kept alive', http(200, '{}', ['connection: keep-alive', 'keep-alive: timeout=600']), PLACED, 'stays open'],
  ['kept alive for no time', http(200, '{}', ['connection: keep-alive', 'keep-alive: timeout=0']), PLACED],
  ['said to close, stays open', http(200, '{}', ['connection: close']), PLACED, 'stays open'],
  ['500, line stays open', http(500, '{}'), { kind: 'unknown', code: 'HTTP-500' }, 'stays open'],
  ['429, line stays open', http(429, '{}'), rowFor(429, 'braces').said, 'stays open'],
  ['packed', packed(200), NOT_JSON],
  ['a packed refusal', packed(400), rowFor(400, 'unknown words').said],
  ['a byte order mark', http(200, '\uFEFF{"id":"rec1000"}'), PLACED],
  ['blanks', http(200, ' \r\n\t '), PLACED],
  ['UTF-16', Buffer.concat([Buffer.from(http(200, '', [AT_ITS_END])), Buffer.from('{"id":"x"}', 'utf16le')]), NOT_JSON],
  ['an id that is an object', http(200, '{"id":{"x":1},"data":{"id":7.5}}'), PLACED],
  ['status 600', http(600, '{}'), { kind: 'unknown', code: 'HTTP-600' }],
  ['status 999', http(999, '{}'), { kind: 'unknown', code: 'HTTP-999' }],
];

function packed(status: number): Buffer {
  const head = `HTTP/1.1 ${status} Words\r\ncontent-encoding: gzip\r\ncontent-length: ${GZIP.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), GZIP]);
}

export function oddAnswers(truths: readonly Truth[]): readonly Scenario[] {
  return ANSWERS.flatMap(([name, bytes, said, open]) =>
    truths.map((truth) =>
      scenario(name, said, truth, (sell) =>
        open ? afterSelling(sell, (socket) => void socket.write(bytes)) : replyDoor(bytes, sell),
      ),
    ),
  );
}

/** Answers that make other clients send again, or somewhere else. */
export function redirects(truths: readonly Truth[]): readonly Scenario[] {
  const statuses = [200, 201, 300, 301, 302, 303, 305, 307, 308, 401, 407, 408, 421, 425, 426, 503];
  return statuses.flatMap((status) => {
    const { said, row } = rowFor(status, 'braces');
    const open: Scenario['open'] = (sell) => redirectingDoor(status, sell);
    return truths.map((truth) => ({ ...scenario(`${status} to another origin`, said, truth, open), row }));
  });
}

/** What a 429 says about the wait, and whether it is tried again in the same run. */
export function throttlings(): readonly Scenario[] {
  const date = (ms: number) => new Date(HASTE.now() + ms).toUTCString();
  const waits = ['0', '1', '0.5', '299', 'soon', '-1', date(-60_000), date(600_000 * 0.2)];
  const again = waits.flatMap((wait) =>
    (['sold', 'not sold'] as const).map((truth) =>
      answers({ status: 429, body: 'unknown words', truth, headers: [`retry-after: ${wait}`] }),
    ),
  );
  const tooLong = ['301', '86400', String(Math.round(HASTE.now() / 1000) + 10_000_000)].flatMap((wait) =>
    (['sold', 'not sold'] as const).map((truth) => ({
      ...answers({ status: 429, body: 'unknown words', truth, headers: [`retry-after: ${wait}`] }),
      course: { first: 'not_sent', spends: [1, truth === 'sold' ? 0 : 1] } as const satisfies Partial<Course>,
    })),
  );
  return [...again, ...tooLong, ...onlyOnce()];
}

/** The second try of the same run is served: one sale, two spends. */
function onlyOnce(): readonly Scenario[] {
  const first = { throttled: http(429, '{}'), 'throttled by words': http(400, '{"error":"Too many requests"}') };
  const course = { first: 'placed', second: 'already_placed', third: 'already_placed', spends: [2, 0] } as const;
  return Object.entries(first).map(([name, reply]) => ({
    ...scenario(`${name} once`, rowFor(429, 'braces').said, 'not sold', () => Promise.reject(new Error('see open'))),
    // Here the door itself sells, at the second try.
    truth: 'sold' as const,
    open: async (sell) => {
      const turns: (() => void)[] = [];
      const late = (text: string) => void turns.push(() => sell(text));
      return afterSelling(late, (socket: Socket, turn: number) => {
        if (turn > 1) turns.at(-1)?.();
        socket.end(turn > 1 ? http(200, '{}') : reply);
      });
    },
    course,
  }));
}

function scenario(name: string, said: Said, truth: Truth, open: Scenario['open'], sight: Sight = 'sees'): Scenario {
  const row = `a whole answer is read by the table: ${said.kind}`;
  return { name, row, truth, sight, said, open, vendorSaidYes: said.kind === 'placed' };
}
