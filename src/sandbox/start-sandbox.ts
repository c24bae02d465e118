import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileRecord, memoryRecord } from './record.ts';
import type { Reply } from './reply.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { openAccount } from './scaledmail/account.ts';
import { SANDBOX_PACKAGES } from './scaledmail/packages.ts';
import { type Incoming, replyTo, type Shop } from './scaledmail/routes.ts';

const PREFIX = '/api/v1';
/** Shorter than a second by what a request may be held up on its way, or a client that keeps to the rate is refused. */
const WINDOW_MS = 900;
const LARGEST_BODY = 4 * 1024 * 1024;

/** Starts a stand-in vendor on loopback, and resolves when it listens. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const shop = shopOf(options);
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    void incomingOf(request).then(
      (incoming) => {
        const name = `${incoming.method} ${incoming.path.replace(/^\/(orders|create-order|submit-form)\/.+$/, '/$1/:id')}`;
        requests.set(name, (requests.get(name) ?? 0) + 1);
        const now = options.now();
        send(replyTo(incoming, shop, now), new Date(now), response);
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
  const fresh = () => {
    shop.account.refresh();
    return shop.account;
  };
  return {
    url: `http://127.0.0.1:${port}${PREFIX}`,
    port,
    sold: () => fresh().sold(),
    repeats: () => fresh().repeats(),
    requests: () => Object.fromEntries(requests),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function shopOf(options: SandboxOptions): Shop {
  const rate = options.rate === undefined ? 5 : options.rate;
  const admitted: number[] = [];
  return {
    account: openAccount(options.recordFile === null ? memoryRecord() : fileRecord(options.recordFile)),
    packages: options.packages ?? SANDBOX_PACKAGES,
    purchased: options.purchased ?? null,
    provisionMs: options.provisionMs ?? 60_000,
    settings: {
      seed: options.seed,
      faults: options.faults,
      faultRate: options.faultRate ?? 0.3,
      lateMs: options.lateMs ?? 8_000,
      slowMs: options.slowMs ?? 1_500,
      sellsTwice: options.sellsTwice ?? false,
      purchased: options.purchased ? new Set(options.purchased) : null,
      rate,
    },
    admits: (now) => {
      if (rate === null) return true;
      while (admitted[0] !== undefined && admitted[0] <= now - WINDOW_MS) admitted.shift();
      if (admitted.length >= rate) return false;
      admitted.push(now);
      return true;
    },
  };
}

async function incomingOf(request: IncomingMessage): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://sandbox.example');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST_BODY) throw new Error('the body is too large');
    chunks.push(bytes);
  }
  return {
    method: request.method ?? '',
    path: pathOf(url.pathname),
    query: url.searchParams,
    authorization: request.headers.authorization ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Below the prefix and decoded; a path that cannot be decoded stays as it is, and is found nowhere. */
function pathOf(pathname: string): string {
  const below = pathname.startsWith(`${PREFIX}/`) ? pathname.slice(PREFIX.length) : pathname;
  try {
    return decodeURIComponent(below);
  } catch {
    return below;
  }
}

/** Dated by the account's own clock, as what it shows is. */
function send(reply: Reply, at: Date, response: ServerResponse): void {
  setTimeout(() => {
    if (reply.cut) return void response.socket?.destroy();
    response.writeHead(reply.status, { 'content-type': reply.contentType, date: at.toUTCString() });
    response.end(reply.body);
  }, reply.afterMs);
}
