import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What came in, one request each. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A status, a whole answer, or a way to misbehave. */
export type Answer =
  | number
  | {
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
      readonly afterMs?: number;
    }
  | 'silent'
  | 'close'
  | 'gigabyte'
  | 'half';

export interface Receiver {
  readonly url: string;
  readonly host: string;
  readonly received: readonly Received[];
  /** Bytes of answers that were handed to the system. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

/** A service like healthchecks on loopback; each request gets the next answer, and the last one again and again. */
export async function heartbeatReceiver(...answers: readonly Answer[]): Promise<Receiver> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let sent = 0;
  let next = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    // Counted as they begin, so that a try that is given up has had its answer.
    const answer = answers[Math.min(next, answers.length - 1)] ?? 200;
    next += 1;
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://receiver.example');
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', headers } = request;
      received.push({ method, path: url.pathname, query: url.search, headers, body });
      reply(response, answer, (bytes) => {
        sent += bytes;
      });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url: `http://${host}`,
    host,
    received,
    sent: () => sent,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function reply(response: ServerResponse, answer: Answer, count: (bytes: number) => void): void {
  if (answer === 'silent') return;
  if (answer === 'close') {
    response.socket?.destroy();
    return;
  }
  if (answer === 'gigabyte') {
    response.writeHead(200);
    pour(response, count);
    return;
  }
  if (answer === 'half') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('O');
    return;
  }
  const {
    status,
    body = status === 200 ? 'OK' : '',
    headers = {},
    afterMs = 0,
  } = typeof answer === 'number' ? { status: answer } : answer;
  setTimeout(() => response.writeHead(status, headers).end(body), afterMs);
}

/** As fast as it is taken, up to a gigabyte. */
function pour(response: ServerResponse, count: (bytes: number) => void): void {
  let left = 1024;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      count(MEGABYTE.length);
      if (!response.write(MEGABYTE)) break;
    }
    if (left === 0) response.end();
    else if (!response.destroyed) response.once('drain', more);
  };
  more();
}
