import { Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import type { Evidence, HttpReply, HttpRequest } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';
import type { Secret } from '../domain/secret.ts';
import { type Rendered, renderRequest } from './render-request.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
/** A timer asked for more than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface TransportOptions {
  readonly baseUrl: URL;
  /** The header that carries the key. */
  readonly authorization: Readonly<Record<string, string>>;
  readonly reveal: (secret: Secret) => string;
  /** How long a spend, a read may take from its first byte to the last byte of its answer. */
  readonly spendTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly maxResponseBytes?: number;
  readonly clock: Clock;
}

/**
 * HTTP by the rules for spends: the package's own `Client` and never the global `fetch` (which re-sends a POST by itself),
 * one fresh HTTP/1.1 connection for each request, no retry, no redirect, the body in one buffer. Never rejects.
 */
export function undiciTransport(options: TransportOptions): Transport {
  const open = new Set<Exchange>();
  const { baseUrl, authorization, reveal, clock, maxResponseBytes = MAX_RESPONSE_BYTES } = options;
  let closed = false;
  const exchange = async (request: HttpRequest, timeoutMs: number, onStart: () => void): Promise<HttpReply> => {
    const one = new Exchange(onStart, clock, timeoutMs);
    open.add(one);
    try {
      if (closed) throw new Error('the connection to the vendor was already closed');
      one.send(renderRequest(baseUrl, request, authorization, reveal), request.method, maxResponseBytes);
    } catch (error) {
      one.onResponseError(null, error);
    }
    const reply = await one.reply;
    open.delete(one);
    one.stop();
    return reply;
  };
  return {
    read: (request, onStart) =>
      exchange(request, options.readTimeoutMs, () => {
        if (request.effect !== 'read') throw new Error('a request that may cost money was about to be sent as a read');
        onStart?.();
      }),
    spend: (request, onStart) => exchange(request, options.spendTimeoutMs, onStart),
    async close() {
      closed = true;
      for (const one of open) one.stop(coded('the program closed the connection', 'CLOSED'));
      await Promise.all([...open].map((one) => one.reply));
    },
  };
}

/**
 * One request's life, on one connection. Whether a byte left is decided by `onStart` having returned, never by an error
 * code: the same codes were seen on both sides of that line.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly reply: Promise<HttpReply>;
  readonly #onStart: () => void;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #startedAt: number;
  #settle: (reply: HttpReply) => void = () => {};
  #client: Client | undefined;
  #socket: Socket | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #entered = false;
  #sent = false;
  #failed = false;
  #reached: Evidence['reached'] = 'nothing';
  #status: number | undefined;
  #headers: Record<string, string> = {};
  readonly #chunks: Buffer[] = [];

  constructor(onStart: () => void, clock: Clock, timeoutMs: number) {
    this.#onStart = onStart;
    this.#clock = clock;
    this.#timeoutMs = Math.min(LONGEST_TIMER_MS, Math.max(1, Math.ceil(timeoutMs)));
    this.#startedAt = clock.now();
    this.reply = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  send({ origin, path, headers, body }: Rendered, method: HttpRequest['method'], maxResponseSize: number): void {
    // The client's own limits are off: they start over with each byte, and are up to a second late.
    const limits = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize };
    this.#client = new Client(origin, { pipelining: 0, allowH2: false, ...limits, connect: this.#oneConnection() });
    this.#client.dispatch({ method, path, headers, body }, this);
  }

  /** Ends it now; a request that waits or is under way fails with the error. */
  stop(error?: Error): void {
    clearTimeout(this.#deadline);
    void this.#client?.destroy(error ?? null);
    this.#socket?.destroy();
  }

  /** The client opens a new connection by itself when the first dies early; here it gets none, so it cannot send again. */
  #oneConnection(): buildConnector.connector {
    const timeout = Math.min(CONNECT_TIMEOUT_MS, this.#timeoutMs);
    // Said plainly, because an environment variable could turn the check of certificates off.
    const connect = buildConnector({ timeout, allowH2: false, maxCachedSessions: 0, rejectUnauthorized: true });
    let used = false;
    return (to, done) => {
      if (used) return done(new Error('the connection closed before the request was sent'), null);
      used = true;
      const socket: unknown = connect(to, (error, connection) => {
        if (!connection) return done(error ?? new Error('the connection failed'), null);
        this.#advance('nothing', 'connected');
        done(null, connection);
        this.#watchWriting(connection);
      });
      if (socket instanceof Socket) this.#socket = socket;
    };
  }

  /** The client writes head and body while it is told of the connection; an empty write behind them says they are out. */
  #watchWriting(connection: Socket): void {
    if (!this.#sent || connection.destroyed || connection.bytesWritten === 0) return;
    this.#advance('started', 'headers_sent');
    connection.write('', (error) => {
      if (!error) this.#advance('headers_sent', 'body_sent');
    });
  }

  #advance(from: Evidence['reached'], to: Evidence['reached']): void {
    if (this.#reached === from) this.#reached = to;
  }

  onRequestStart(): void {
    if (this.#entered) throw new Error('a request was about to be sent a second time');
    this.#entered = true;
    this.#onStart();
    if (this.#failed) throw new Error('the request was given up before it was sent');
    this.#sent = true;
    this.#reached = 'started';
    const late = coded(`no whole answer within ${this.#timeoutMs} ms`, 'TIMEOUT');
    // An answer that came in while the program was busy is read first.
    this.#deadline = setTimeout(() => setImmediate(() => this.stop(late)), this.#timeoutMs);
  }

  onResponseStart(
    _controller: unknown,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (statusCode < 200) return;
    this.#status = statusCode;
    this.#reached = 'status_seen';
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.#headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
    }
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    // A body without a length ends with its connection; a reset is no end, though the client passes it on as one.
    if (this.#socket?.errored) {
      this.onResponseError(null, this.#socket.errored);
      return;
    }
    this.#reached = 'body_read';
    this.#settle({
      kind: 'answer',
      status: this.#status ?? 0,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks).toString('utf8'),
      receivedAt: this.#clock.now(),
      evidence: this.#evidence(),
    });
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#failed = true;
    const evidence = this.#evidence(codeOf(error));
    const reason = wordsOf(error);
    if (!this.#sent) this.#settle({ kind: 'not_sent', reason, evidence });
    else this.#settle({ kind: 'lost', reason, evidence, ...(this.#status ? { status: this.#status } : {}) });
  }

  #evidence(errorCode?: string): Evidence {
    const ms = Math.max(0, this.#clock.now() - this.#startedAt);
    return { reached: this.#reached, ms, ...(errorCode ? { errorCode } : {}) };
  }
}

function coded(words: string, code: string): Error {
  return Object.assign(new Error(words), { code });
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const inner = error instanceof AggregateError ? error.errors.map((item) => wordsOf(item)).join('; ') : '';
  return words || inner || 'the connection failed';
}
