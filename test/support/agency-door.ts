import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who came to a vendor: the key and the organization of a request. */
export interface Visit {
  readonly method: string;
  readonly key: string;
  readonly organization: string;
}

export interface Door {
  readonly url: string;
  readonly visits: readonly Visit[];
  close(): Promise<void>;
}

/** Stands before a vendor on loopback, lets everything through, and notes whose key and organization came. */
export async function doorTo(target: URL): Promise<Door> {
  const visits: Visit[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then(async (text) => {
      const url = new URL(request.url ?? '/', target);
      const { authorization, 'x-api-key': own } = request.headers;
      visits.push({
        method: request.method ?? '',
        key: String(authorization ?? own ?? '').replace(/^Bearer /, ''),
        organization: url.searchParams.get('organization_id') ?? '',
      });
      const isPost = request.method === 'POST';
      const reply = await fetch(url, { method: request.method ?? 'GET', ...(isPost ? { body: text } : {}) });
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    visits,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
