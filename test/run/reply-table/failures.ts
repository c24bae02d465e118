import type { Socket } from 'node:net';
import { LedgerError, TryLaterError } from '../../../src/domain/errors.ts';
import type { LedgerEntry, NewEntry } from '../../../src/domain/ledger-entry.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openDatabase } from '../../../src/io/sqlite/open-database.ts';
import { http } from '../../support/hostile-servers.ts';
import type { Sight, Truth } from './course.ts';
import * as doors from './doors.ts';
import type { Door, Scenario } from './play.ts';
import { LOST, NOT_SENT } from './table.ts';

/** Long enough for an answer that comes at once on a busy machine, short enough for all that never come. */
const SHORT_MS = 400;
const ROW_NOT_SENT = 'the start callback never returned: not sent';
const ROW_LOST = 'any transport failure after it: unknown';

type Way = (sell: (text: string) => void) => Promise<Door>;

function notSent(name: string, open: Way, more: Partial<Scenario> = {}): Scenario {
  const fixed = { truth: 'not sold', sight: 'sees', said: NOT_SENT } as const;
  return { name, row: ROW_NOT_SENT, open, ...fixed, ...more };
}

/** Nothing of the order leaves, so it cannot have been sold. */
export function notSentScenarios(): readonly Scenario[] {
  const plain = () => doors.rudeDoor({ onBytes: (socket) => void socket.end(http(400, 'plain')) }, 'https');
  const full = new LedgerError(
    'The ledger cannot be used (database or disk is full).',
    'Make room.',
    'LEDGER-UNUSABLE',
  );
  const busy = new TryLaterError('The ledger cannot be reached (database is locked).', 'Later.', 'LEDGER-BUSY');
  return [
    notSent('connection refused', doors.closedDoor),
    notSent('a name that nobody has', doors.namelessDoor),
    notSent('TLS to a port that speaks plain HTTP', plain),
    notSent('TLS without a certificate', doors.unprovenDoor),
    notSent('TLS to a port that closes at once', () =>
      doors.rudeDoor({ onConnection: (socket) => void socket.destroy() }, 'https'),
    ),
    notSent('TLS to a port that closes in the handshake', () =>
      doors.rudeDoor({ onBytes: (socket) => void socket.resetAndDestroy() }, 'https'),
    ),
    notSent('TLS to a port that says nothing', () => doors.rudeDoor({}, 'https'), { timeoutMs: SHORT_MS }),
    notSent('the ledger is busy at the start', (sell) => doors.replyDoor(http(200, '{}'), sell), failing(busy)),
    notSent('the ledger is full at the start', (sell) => doors.replyDoor(http(200, '{}'), sell), failing(full)),
  ];
}

/** Another process holds the ledger just when the order is about to leave; the append waits its five seconds. */
export function reallyBusy(): readonly Scenario[] {
  const tamper = (ledger: Ledger, path: string): Ledger =>
    whenStarting(ledger, (append) => {
      const other = openDatabase(path, 0);
      try {
        other.exec('BEGIN IMMEDIATE');
        return append();
      } finally {
        other.close();
      }
    });
  return [notSent('the ledger is really busy', (sell) => doors.replyDoor(http(200, '{}'), sell), { tamper })];
}

/** A ledger that cannot take the entry without which nothing may be sent. */
function failing(error: Error): Pick<Scenario, 'tamper'> {
  const fail = (): never => {
    throw error;
  };
  return { tamper: (ledger) => whenStarting(ledger, fail) };
}

function whenStarting(ledger: Ledger, act: (append: () => LedgerEntry) => LedgerEntry): Ledger {
  const append = (entry: NewEntry): LedgerEntry =>
    entry.type === 'spend_started' ? act(() => ledger.append(entry)) : ledger.append(entry);
  return new Proxy(ledger, { get: (target, name) => (name === 'append' ? append : bound(target, name)) });
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
}

/** What a connection may suffer before its request was read: nothing can have been sold. */
export function earlyScenarios(): readonly Scenario[] {
  const early = (name: string, act: (socket: Socket) => void, said: Scenario['said'], timeoutMs?: number) =>
    notSent(name, () => doors.rudeDoor({ onConnection: act }), {
      ...{ row: ROW_LOST, said },
      ...(timeoutMs ? { timeoutMs } : {}),
    });
  const later = (act: () => void) => void setTimeout(act, 20);
  return [
    early('closed as soon as it is there', (socket) => void socket.end(), 'by its start'),
    early('destroyed as soon as it is there', (socket) => void socket.destroy(), 'by its start'),
    early('reset as soon as it is there', (socket) => void socket.resetAndDestroy(), 'by its start'),
    early('never read, then reset', (socket) => later(() => socket.pause().resetAndDestroy()), LOST),
    early('never read, then closed', (socket) => later(() => socket.pause().destroy()), LOST),
    early('never read', (socket) => void socket.pause(), LOST, SHORT_MS),
    early('garbage at once', (socket) => void socket.write('SSH-2.0-hello\r\n'), LOST),
  ];
}

const HANGS = true;
const JSON_200 = http(200, '{"id":"rec1000"}');

/** Whole requests that get no whole answer. */
const LOSSES: readonly (readonly [string, string | Buffer, boolean?])[] = [
  ['silence', '', HANGS],
  ['closed without a word', ''],
  ['half a status line', 'HTTP/1.1 2'],
  ['half a status line, then silence', 'HTTP/1.1 2', HANGS],
  ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ['a head, then silence', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n', HANGS],
  ['a head, then closed', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n'],
  ['a head without a length, then silence', 'HTTP/1.1 200 OK\r\n\r\n', HANGS],
  ['half a body with its length', http(200, '{"id":"rec1', ['content-length: 16'])],
  ['half a body with its length, then silence', http(200, '{"id":"rec1', ['content-length: 16']), HANGS],
  ['half a refusal with its length', http(400, '{"error":"Missing req', ['content-length: 40'])],
  ['half a throttling with its length', http(429, '{"error":"Too many req', ['content-length: 40'])],
  ['half a bad key with its length', http(401, '{"error":"Unauth', ['content-length: 24'])],
  ['half a chunk', http(200, '10\r\n{"id":"rec', ['transfer-encoding: chunked'])],
  ['a chunk without the last one', http(200, '10\r\n{"id":"rec1000"}\r\n', ['transfer-encoding: chunked'])],
  ['a chunk without the last one, silence', http(200, '2\r\n{}\r\n', ['transfer-encoding: chunked']), HANGS],
  ['a chunk of no size', http(200, 'zz\r\n{}\r\n0\r\n\r\n', ['transfer-encoding: chunked'])],
  ['a chunk longer than its size', http(200, '1\r\n{}\r\n0\r\n\r\n', ['transfer-encoding: chunked'])],
  ['100 then nothing', 'HTTP/1.1 100 Continue\r\n\r\n', HANGS],
  ['100 then closed', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['102 then nothing', 'HTTP/1.1 102 Processing\r\n\r\n', HANGS],
  ['103 then closed', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
  ['101', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ['garbage', 'SSH-2.0-nothing here\r\n'],
  ['binary garbage', Buffer.from([0, 255, 22, 3, 1, 0, 1, 128])],
  ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a small http', `http/1.1 200 ok\r\n\r\n{}`],
  ['ICY', 'ICY 200 OK\r\n\r\n{}'],
  ['a request instead of an answer', 'POST /api/v1/create-custom-order HTTP/1.1\r\n\r\n'],
  ['no status', 'HTTP/1.1  \r\ncontent-length: 2\r\n\r\n{}'],
  ['a status that is no number', 'HTTP/1.1 OK 200\r\ncontent-length: 2\r\n\r\n{}'],
  ['a head over the bound', http(200, '{}', [`x-long: ${'x'.repeat(40_000)}`])],
  [
    'too many headers over the bound',
    http(
      200,
      '{}',
      Array.from({ length: 4_000 }, (_, n) => `x-${n}: some text`),
    ),
  ],
  ['a body over the bound', http(200, `{"text":"${'x'.repeat(5_000)}"}`)],
  ['a refusal over the bound', http(400, `{"error":"Missing required ${'x'.repeat(5_000)}"}`)],
  ['two lengths', http(200, '{}', ['content-length: 2', 'content-length: 1'])],
  ['a length and chunks', http(200, '{}', ['content-length: 2', 'transfer-encoding: chunked'])],
  ['a length that is no number', http(200, '{}', ['content-length: two'])],
  ['a length below nothing', http(200, '{}', ['content-length: -2'])],
  ['a head with a NUL', http(200, '{}', ['x-nul: a\0b'])],
];

/** Each loss, of an order that was sold and of one that was not; a connection that hangs ends at the time limit. */
export function lossScenarios(truths: readonly Truth[], sight: Sight = 'sees'): readonly Scenario[] {
  const lost = (name: string, open: Way, more: Partial<Scenario> = {}) =>
    truths.map(
      (truth): Scenario => ({ name, row: ROW_LOST, truth, sight, said: LOST, open, maxResponseBytes: 4_000, ...more }),
    );
  const raw = LOSSES.flatMap(([name, bytes, hangs]) =>
    lost(
      name,
      (sell) => doors.afterSelling(sell, (socket) => void (hangs ? socket.write(bytes) : socket.end(bytes))),
      hangs ? { timeoutMs: SHORT_MS } : {},
    ),
  );
  const reset = (bytes: string) => (socket: Socket) =>
    void socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 10));
  const half = http(200, '{"id":', ['content-length: 16']);
  return [
    ...raw,
    ...lost('reset at the first bytes', doors.hastyDoor),
    ...lost('reset after it was read', (sell) => doors.afterSelling(sell, (socket) => void socket.resetAndDestroy())),
    ...lost('destroyed after it was read', (sell) => doors.afterSelling(sell, (socket) => void socket.destroy())),
    ...lost('reset in a body with a length', (sell) => doors.afterSelling(sell, reset(half))),
    ...lost('a whole answer byte by byte, too slowly', (sell) => doors.afterSelling(sell, drip(JSON_200)), {
      timeoutMs: SHORT_MS,
    }),
  ];
}

function drip(text: string): (socket: Socket) => void {
  return (socket) => {
    let at = 0;
    const timer = setInterval(() => socket.write(text.slice(at, ++at)), 25);
    socket.on('close', () => clearInterval(timer));
  };
}
