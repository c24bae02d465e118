import { Client, type Dispatcher } from 'undici';
import type { Evidence, HttpReply, HttpRequest } from '../domain/http.ts';
import type { Clock, Transport } from '../domain/ports.ts';
import type { Secret } from '../domain/secret.ts';
import { renderRequest } from './render-request.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

export interface TransportOptions {
  readonly baseUrl: URL;
  /** The header that carries the key. */
  readonly authorization: Readonly<Record<string, string>>;
  readonly reveal: (secret: Secret) => string;
  readonly spendTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly clock: Clock;
}

/**
 * HTTP by the rules for spends: the package's own `Client` and never the global `fetch` (which re-sends a POST by itself),
 * one fresh HTTP/1.1 connection for each request, no retry, no redirect, the body in one buffer.
 */
export function undiciTransport(options: TransportOptions): Transport {
  const open = new Set<Client>();
  const exchange = async (request: HttpRequest, timeoutMs: number, onStart: () => void): Promise<HttpReply> => {
    const started = options.clock.now();
    let rendered: ReturnType<typeof renderRequest>;
    try {
      rendered = renderRequest(options.baseUrl, request, options.authorization, options.reveal);
    } catch (error) {
      return { kind: 'not_sent', reason: wordsOf(error), evidence: { reached: 'nothing', ms: 0 } };
    }
    const client = new Client(rendered.origin, {
      pipelining: 0,
      allowH2: false,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: MAX_RESPONSE_BYTES,
    });
    open.add(client);
    const watch = new Exchange(onStart, () => options.clock.now(), started);
    client.once('connect', () => watch.connected());
    const deadline = setTimeout(
      () => void client.destroy(new Error(`no whole answer within ${timeoutMs} ms`)),
      timeoutMs + CONNECT_TIMEOUT_MS,
    );
    try {
      const { path, headers, body } = rendered;
      client.dispatch({ method: request.method, path, headers, body }, watch);
      return await watch.reply;
    } finally {
      clearTimeout(deadline);
      open.delete(client);
      void client.destroy();
    }
  };
  return {
    read: (request) => exchange(request, options.readTimeoutMs, () => {}),
    spend: (request, onStart) => exchange(request, options.spendTimeoutMs, onStart),
    async close() {
      await Promise.all([...open].map((client) => client.destroy()));
    },
  };
}

/**
 * One request's life. Whether a byte left is decided by `onStart` having returned, never by an error code: the same codes
 * were seen on both sides of that line.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly reply: Promise<HttpReply>;
  readonly #onStart: () => void;
  readonly #now: () => number;
  readonly #startedAt: number;
  #settle: (reply: HttpReply) => void = () => {};
  #entered = false;
  #sent = false;
  #reached: Evidence['reached'] = 'nothing';
  #status: number | undefined;
  #headers: Record<string, string> = {};
  readonly #chunks: Buffer[] = [];

  constructor(onStart: () => void, now: () => number, startedAt: number) {
    this.#onStart = onStart;
    this.#now = now;
    this.#startedAt = startedAt;
    this.reply = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  connected(): void {
    if (this.#reached === 'nothing') this.#reached = 'connected';
  }

  onRequestStart(): void {
    if (this.#entered) throw new Error('a request was about to be sent a second time');
    this.#entered = true;
    this.#onStart();
    this.#sent = true;
    this.#reached = 'started';
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
    this.#reached = 'body_read';
    this.#settle({
      kind: 'answer',
      status: this.#status ?? 0,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks).toString('utf8'),
      receivedAt: this.#now(),
      evidence: this.#evidence(),
    });
  }

  onResponseError(_controller: unknown, error: Error): void {
    const evidence = this.#evidence((error as Error & { code?: string }).code);
    const reason = wordsOf(error);
    if (!this.#sent) this.#settle({ kind: 'not_sent', reason, evidence });
    else this.#settle({ kind: 'lost', reason, evidence, ...(this.#status ? { status: this.#status } : {}) });
  }

  #evidence(errorCode?: string): Evidence {
    return { reached: this.#reached, ms: this.#now() - this.#startedAt, ...(errorCode ? { errorCode } : {}) };
  }
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const inner = error instanceof AggregateError ? error.errors.map((item) => wordsOf(item)).join('; ') : '';
  return words || inner || 'the connection failed';
}
