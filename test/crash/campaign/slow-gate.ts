import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { between } from './random.ts';

export interface Delays {
  readonly random: () => number;
  /** The longest time a spend waits before the vendor sees it, milliseconds; it arrives even if its sender is dead. */
  readonly beforeMs: number;
  /** The longest time its reply waits. */
  readonly afterMs: number;
}

export interface SlowGate {
  readonly url: string;
  /** Spends that came in and were not answered yet. */
  readonly inFlight: number;
  /** Spends that came in so far. */
  readonly spends: number;
  close(): Promise<void>;
}

/** Stands before a vendor and holds every spend up on its way there and back; reads pass at once. */
export async function slowGate(target: string, delays: Delays): Promise<SlowGate> {
  const base = new URL(target);
  const counts = { inFlight: 0, spends: 0 };
  const server = createServer((request, response) => void pass(request, response, base, delays, counts));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base.pathname}`,
    get inFlight() {
      return counts.inFlight;
    },
    get spends() {
      return counts.spends;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  base: URL,
  delays: Delays,
  counts: { inFlight: number; spends: number },
): Promise<void> {
  const body = await wholeOf(request).catch(() => null);
  if (body === null) return;
  const spend = request.method === 'POST';
  if (spend) counts.spends += 1;
  if (spend) counts.inFlight += 1;
  if (spend) await pause(between(0, delays.beforeMs, delays.random));
  const { method, headers } = request;
  const onward = ask({ host: base.hostname, port: base.port, path: request.url, method, headers }, (reply) => {
    void wholeOf(reply).then(
      async (bytes) => {
        if (spend) await pause(between(0, delays.afterMs, delays.random));
        if (spend) counts.inFlight -= 1;
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        response.end(bytes);
      },
      () => cut(),
    );
  });
  const cut = () => {
    if (spend) counts.inFlight -= 1;
    response.socket?.destroy();
  };
  onward.on('error', cut);
  onward.end(body);
}

async function wholeOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
