import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the vendors can be reached: `hole` takes spends and never answers, `cut` sells and loses the answer. */
export type Way = 'open' | 'refused' | 'broken' | 'hole' | 'denied';

/** Stands before the vendors on one port for the whole year, whatever the weather is behind it. */
export class Gate {
  way: Way = 'open';
  target = 0;
  port = 0;
  /** Spends that came in. */
  spends = 0;
  /** Told of each spend when it is there. */
  onSpend: () => unknown = () => {};
  /** Only the vendor whose address begins so is in trouble; empty for all of them. */
  only = '';
  /** The vendors go away after this many spends; null for never. */
  breaksAt: number | null = null;
  #server: Server | null = null;

  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer((request, response) => void this.#pass(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** From now on the vendors are reached this way. */
  async turn(way: Way, target: number, only = ''): Promise<void> {
    this.way = way;
    this.breaksAt = null;
    this.only = only;
    this.target = target;
    await (way === 'refused' ? this.close() : this.open());
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await wholeOf(request).catch(() => null);
    if (body === null) return;
    const isSpend = request.method === 'POST' && !request.url?.includes('search-domains');
    if (isSpend) this.spends += 1;
    if (isSpend) this.onSpend();
    if (this.breaksAt !== null && this.spends > this.breaksAt) [this.way, this.only] = ['broken', ''];
    const way = (request.url ?? '').startsWith(this.only) ? this.way : 'open';
    if (way === 'broken') return say(response, 503, { message: 'Service unavailable' });
    if (way === 'denied') return say(response, 401, { message: 'Unauthorized' });
    if (way === 'hole' && isSpend) return;
    const { method, headers, url: path } = request;
    const onward = ask({ host: '127.0.0.1', port: this.target, path, method, headers }, (reply) => {
      wholeOf(reply).then(
        (bytes) => {
          response.writeHead(reply.statusCode ?? 502, reply.headers);
          response.end(bytes);
        },
        () => response.socket?.destroy(),
      );
    });
    onward.on('error', () => response.socket?.destroy());
    onward.end(body);
  }
}

function say(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function wholeOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
