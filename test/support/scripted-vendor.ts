import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the vendor does with a request: answer, or cut the connection before or after it looks at it. */
export type Scripted =
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
      readonly delayMs?: number;
    }
  | { readonly drop: true }
  | { readonly hang: true }
  /** Written to the connection as it is, which is then closed. */
  | { readonly raw: string };

/** `POST /create-custom-order` → what happens the first, second, … time; the last one stays. */
export type Script = Readonly<Record<string, readonly Scripted[]>>;

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ScriptedVendor {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Requests that may cost money. */
  readonly spends: readonly Seen[];
  close(): Promise<void>;
}

/** A vendor on loopback that says what a file tells it to; what the file does not name is an empty account. */
export async function scriptedVendor(script: Script): Promise<ScriptedVendor> {
  const seen: Seen[] = [];
  const turns = new Map<string, number>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://vendor.example');
      const path = url.pathname.replace(/^\/api\/v1/, '');
      seen.push({ method: request.method ?? '', path, query: Object.fromEntries(url.searchParams), body });
      const name = `${request.method} ${path}`;
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      const replies = script[name] ?? EMPTY[name] ?? [{ status: 404, body: { error: 'Not found' } }];
      const scripted = replies[Math.min(turn, replies.length - 1)] ?? { drop: true };
      setTimeout(() => play(scripted, response), 'delayMs' in scripted ? scripted.delayMs : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    seen,
    get spends() {
      return seen.filter(({ method }) => method === 'POST');
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const EMPTY: Script = {
  'GET /organizations': [{ body: { organizations: [{ id: 'org_test', name: 'Test' }] } }],
  'GET /packages': [{ body: { total: 0, packages: [] } }],
  'GET /orders': [{ body: { total: 0, payments: [] } }],
  'GET /domains': [{ body: { domains: [] } }],
  'GET /pending-forms': [{ body: { total: 0, forms: [] } }],
};

/** Before anything that the scripts say was made. */
const SCRIPTED_AT = 'Thu, 01 Jan 2026 00:00:00 GMT';

function play(scripted: Scripted, response: ServerResponse): void {
  if ('hang' in scripted) return;
  if ('raw' in scripted) return void response.socket?.end(scripted.raw);
  if ('drop' in scripted) return void response.socket?.destroy();
  const text = scripted.text ?? JSON.stringify(scripted.body ?? {});
  response.writeHead(scripted.status ?? 200, {
    'content-type': scripted.text ? 'text/html' : 'application/json',
    date: SCRIPTED_AT,
    ...scripted.headers,
  });
  response.end(text);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return text;
  }
}
