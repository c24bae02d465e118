import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type BookLine, fileRecord, memoryRecord, recordOf } from './record.ts';
import type { Reply } from './reply.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import type { Incoming, StandIn } from './stand-in.ts';
import { STAND_INS } from './stand-ins.ts';

const LARGEST_BODY = 4 * 1024 * 1024;

/** Starts the stand-in vendors on one loopback port, and resolves when they listen. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const standIns = openStandIns(options);
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    void textOf(request).then(
      (body) => {
        const { standIn, incoming } = addressed(request, body, standIns);
        const name = standIn.nameOf(incoming);
        requests.set(name, (requests.get(name) ?? 0) + 1);
        const now = options.now();
        send(standIn.reply(incoming, now), new Date(now), response);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const urls = Object.fromEntries(standIns.map(({ vendor, base }) => [vendor, `http://127.0.0.1:${port}${base}`]));
  return {
    url: urls.scaledmail ?? '',
    urls,
    port,
    sold: () => standIns.flatMap((standIn) => standIn.sold()),
    repeats: () => standIns.flatMap((standIn) => standIn.repeats()),
    requests: () => Object.fromEntries(requests),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Each has a reader of its own on the one record, since each takes in what was added at its own time. */
function openStandIns(options: SandboxOptions): readonly StandIn[] {
  const { recordFile, rate, lifted = [] } = options;
  const lines: BookLine[] = [];
  return Object.entries(STAND_INS).map(([vendor, open]) => {
    const record = recordFile === null ? memoryRecord(lines) : fileRecord(recordFile);
    return open(options, recordOf(vendor, record), rate !== null && !lifted.includes(vendor));
  });
}

/** Who is asked, and what; an address that is nobody's goes to the first, which knows nothing there either. */
function addressed(
  request: IncomingMessage,
  body: string,
  standIns: readonly StandIn[],
): { readonly standIn: StandIn; readonly incoming: Incoming } {
  const url = new URL(request.url ?? '/', 'http://sandbox.example');
  const standIn = standIns.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`)) ?? standIns[0];
  if (!standIn) throw new Error('the sandbox plays nobody');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const incoming = {
    method: request.method ?? '',
    path: below(standIn.prefix, url.pathname),
    query: url.searchParams,
    key: headers[standIn.keyHeader] ?? '',
    headers,
    body,
    origin: `http://127.0.0.1:${request.socket.localPort ?? 0}`,
  };
  return { standIn, incoming };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST_BODY) throw new Error('the body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Below the prefix and decoded; a path that cannot be decoded stays as it is, and is found nowhere. */
function below(prefix: string, pathname: string): string {
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Dated by the account's own clock, as what it shows is. */
function send(reply: Reply, at: Date, response: ServerResponse): void {
  setTimeout(() => {
    if (reply.cut) return void response.socket?.destroy();
    response.writeHead(reply.status, {
      'content-type': reply.contentType,
      date: at.toUTCString(),
      ...reply.headers,
    });
    response.end(reply.body);
  }, reply.afterMs);
}
