import { createServer, type Socket } from 'node:net';
import { systemClock } from '../../src/io/system-clock.ts';
import { type TransportOptions, undiciTransport } from '../../src/io/undici-transport.ts';

/** Stands for the key; no reply, reason or evidence may show it. */
export const KEY = 'key-that-nobody-may-see-7391';

/** What one port saw: every connection, and every byte of every request. */
export interface Witnessed {
  readonly port: number;
  readonly url: URL;
  readonly connections: () => number;
  readonly text: () => string;
  /** Request lines seen. */
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface Behaviour {
  /** As soon as a connection is there. */
  readonly onConnection?: (socket: Socket) => void;
  /** On the first bytes of a request. */
  readonly onBytes?: (socket: Socket) => void;
  /** Once a request is here with its whole body. */
  readonly onRequest?: (socket: Socket) => void;
}

/** A port on loopback that behaves as it is told and remembers what it saw. */
export async function hostileServer(behaviour: Behaviour): Promise<Witnessed> {
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    listen(socket, seen, behaviour);
    behaviour.onConnection?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const text = () => Buffer.concat(seen).toString('utf8');
  return {
    port,
    url: new URL(`http://127.0.0.1:${port}/api/v1`),
    connections: () => connections,
    text,
    requests: () => text().match(/(GET|POST) \S+ HTTP\/1\.1(?=\r\n)/g) ?? [],
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(socket: Socket, seen: Buffer[], { onBytes, onRequest }: Behaviour): void {
  let mine = Buffer.alloc(0);
  let done = false;
  socket.on('data', (chunk) => {
    if (mine.length === 0) onBytes?.(socket);
    seen.push(chunk);
    mine = Buffer.concat([mine, chunk]);
    if (done || !isWhole(mine)) return;
    done = true;
    onRequest?.(socket);
  });
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))?.[1] ?? '0';
  return bytes.length - end - 4 >= Number(length);
}

/** Text of an HTTP/1.1 reply with its right length, unless `headers` say otherwise. */
export function http(status: number, body: string, headers: readonly string[] = []): string {
  const length = headers.some((line) => /^(content-length|transfer-encoding|x-no-length)/i.test(line))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`];
  return [`HTTP/1.1 ${status} Words`, ...headers, ...length, '', body].join('\r\n');
}

/** The transport under test, with short limits. */
export function transportTo(baseUrl: URL, more: Partial<TransportOptions> = {}) {
  return undiciTransport({
    baseUrl,
    authorization: { 'x-api-key': KEY },
    reveal: () => 'revealed',
    spendTimeoutMs: 5_000,
    readTimeoutMs: 5_000,
    clock: systemClock,
    ...more,
  });
}
