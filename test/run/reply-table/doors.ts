import type { Socket } from 'node:net';
import { createServer } from 'node:tls';
import { type Behaviour, hostileServer, http } from '../../support/hostile-servers.ts';
import type { Door } from './play.ts';

type Sell = (text: string) => void;

/** The body of the request that came last. */
export function bodyOf(text: string): string {
  return text.slice(text.lastIndexOf('\r\n\r\n') + 4);
}

/** A door that behaves in its own way before there is a whole request; it never sells. */
export async function rudeDoor(behaviour: Behaviour, scheme = 'http'): Promise<Door> {
  const server = await hostileServer(behaviour);
  const url = new URL(`${scheme}://127.0.0.1:${server.port}/api/v1`);
  return { url, requests: () => server.requests().length, close: server.close };
}

/** A door that takes a whole request, sells, and then does this to the connection. */
export async function afterSelling(sell: Sell, act: (socket: Socket, turn: number) => void): Promise<Door> {
  let turn = 0;
  const server = await hostileServer({
    onRequest: (socket) => {
      sell(bodyOf(server.text()));
      turn += 1;
      act(socket, turn);
    },
  });
  return { url: server.url, requests: () => server.requests().length, close: server.close };
}

/** Says the same thing to every request. */
export function replyDoor(reply: string | Buffer, sell: Sell): Promise<Door> {
  return afterSelling(sell, (socket) => void socket.end(reply));
}

/** Sells and resets as soon as the first bytes of the request are there. */
export function hastyDoor(sell: Sell): Promise<Door> {
  return rudeDoor({
    onConnection: (socket) =>
      socket.once('data', (chunk) => {
        sell(bodyOf(chunk.toString('utf8')));
        socket.resetAndDestroy();
      }),
  });
}

/** Sends everybody to another origin; whoever goes there is counted, and would be sold a second order. */
export async function redirectingDoor(status: number, sell: Sell): Promise<Door> {
  const other = await hostileServer({ onRequest: (socket) => void socket.end(http(200, '{}')) });
  const more = [`location: http://localhost:${other.port}/api/v1/create-custom-order`, `refresh: 0; url=${other.url}`];
  const door = await replyDoor(http(status, '{}', [...more, 'www-authenticate: Basic realm="x"']), sell);
  return {
    ...door,
    elsewhere: other.connections,
    close: () => Promise.all([door.close(), other.close()]),
  };
}

/** A port where nobody listens any more. */
export async function closedDoor(): Promise<Door> {
  const door = await rudeDoor({});
  await door.close();
  return { ...door, close: async () => {} };
}

/** A name that nobody has. */
export async function namelessDoor(): Promise<Door> {
  return { url: new URL('https://vendor.invalid/api/v1'), requests: () => 0, close: async () => {} };
}

/** Speaks TLS and has no certificate to show. */
export async function unprovenDoor(): Promise<Door> {
  const server = createServer(() => {}).on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url: new URL(`https://127.0.0.1:${port}/api/v1`), requests: () => 0, close };
}
