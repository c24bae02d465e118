import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/domain/http.ts';
import type { TransportOptions } from '../../src/io/undici-transport.ts';
import { type Behaviour, hostileServer, http, KEY, transportTo, type Witnessed } from '../support/hostile-servers.ts';

const order: HttpRequest = {
  effect: 'spend',
  method: 'POST',
  path: '/orders',
  query: {},
  body: { name: 'Ada Sample', domains: ['alpha.example'] },
};
const list: HttpRequest = { effect: 'read', method: 'GET', path: '/orders', query: {} };

const servers: Witnessed[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(behaviour: Behaviour): Promise<Witnessed> {
  const server = await hostileServer(behaviour);
  servers.push(server);
  return server;
}

/** One spend; `starts` counts how often the callback was entered. */
async function spend(baseUrl: URL, more: Partial<TransportOptions> = {}, request = order) {
  let starts = 0;
  const transport = transportTo(baseUrl, more);
  const reply = await transport.spend(request, () => {
    starts += 1;
  });
  await transport.close();
  expect(JSON.stringify(reply)).not.toContain(KEY);
  return { reply, starts };
}

/** Time for bytes and connections that should not come. */
const lull = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the start callback', () => {
  it('is entered once, with the connection there and no byte sent', async () => {
    const server = await serve({ onRequest: (socket) => void socket.end(http(200, '{}')) });
    const events: string[] = [];
    const reply = await transportTo(server.url).spend(order, () => {
      events.push(`bytes ${server.text().length}`);
      queueMicrotask(() => events.push('later'));
    });
    expect(events).toEqual(['bytes 0', 'later']);
    expect(reply).toMatchObject({ kind: 'answer', status: 200, body: '{}', evidence: { reached: 'body_read' } });
    expect([server.connections(), server.requests()]).toEqual([1, ['POST /api/v1/orders HTTP/1.1']]);
  });

  it('stops the request when it throws: a connection, not one byte, and no second try', async () => {
    const server = await serve({});
    const reply = await transportTo(server.url).spend(order, () => {
      throw Object.assign(new Error('the ledger is full'), { code: 'SQLITE_FULL' });
    });
    await lull();
    expect(reply).toMatchObject({ kind: 'not_sent', reason: 'the ledger is full' });
    expect(reply.evidence).toMatchObject({ reached: 'connected', errorCode: 'SQLITE_FULL' });
    expect([server.connections(), server.text()]).toEqual([1, '']);
  });

  it('lets nothing out when the program closes the transport inside it', async () => {
    const server = await serve({});
    const transport = transportTo(server.url);
    const reply = await transport.spend(order, () => void transport.close());
    await lull();
    expect([reply.kind, server.text()]).toEqual(['not_sent', '']);
  });
});

describe('not sent', () => {
  it('when nobody listens on the port', async () => {
    const server = await hostileServer({});
    await server.close();
    const { reply, starts } = await spend(server.url);
    expect(reply).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing', errorCode: 'ECONNREFUSED' } });
    expect(starts).toBe(0);
  });

  it('when the name is not known', async () => {
    const { reply, starts } = await spend(new URL('https://vendor.invalid/api/v1'));
    expect(reply).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing' } });
    expect(reply.evidence.errorCode).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(starts).toBe(0);
  });

  it('when the port speaks no TLS, or is silent in the handshake', async () => {
    const talking = await serve({ onBytes: (socket) => void socket.end(http(400, 'plain')) });
    const silent = await serve({});
    for (const [server, limit] of [[talking, 5_000] as const, [silent, 100] as const]) {
      const { reply, starts } = await spend(new URL(`https://127.0.0.1:${server.port}/`), { spendTimeoutMs: limit });
      expect(reply).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing' } });
      expect([starts, server.connections(), server.requests()]).toEqual([0, 1, []]);
    }
  });

  it('when the request cannot be written: the key cannot stand in a header, the path leads away', async () => {
    const server = await serve({});
    const odd = { 'x-api-key': `${KEY}\nx-other: 1` };
    for (const [more, request] of [
      [{ authorization: odd }, order] as const,
      [{}, { ...order, path: '/create-order/..' }] as const,
    ]) {
      const { reply, starts } = await spend(server.url, more, request);
      expect(reply).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing' } });
      expect(starts).toBe(0);
    }
    expect(server.text()).toBe('');
  });

  it('once the transport is closed, and when a spend comes as a read', async () => {
    const server = await serve({ onRequest: (socket) => void socket.end(http(200, '{}')) });
    const transport = transportTo(server.url);
    expect(await transport.read(order)).toMatchObject({ kind: 'not_sent' });
    await transport.close();
    expect(await transport.read(list)).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing' } });
    expect(server.text()).toBe('');
  });
});

describe('sent, and no whole answer', () => {
  const cases: readonly [string, Behaviour, string, number?][] = [
    ['garbage', { onRequest: (socket) => void socket.end('SSH-2.0-nothing here\r\n') }, 'body_sent'],
    ['garbage at once', { onConnection: (socket) => void socket.write('SSH-2.0-hello\r\n') }, '.*_sent'],
    ['silence', { onRequest: () => {} }, 'body_sent'],
    ['a reset after reading', { onRequest: (socket) => void socket.resetAndDestroy() }, 'body_sent'],
    [
      'a reset before reading',
      { onConnection: (socket) => void socket.pause().resetAndDestroy() },
      '.*(_sent|nothing)',
    ],
    ['a close without a word', { onRequest: (socket) => void socket.end() }, 'body_sent'],
    [
      'half a body',
      { onRequest: (socket) => void socket.end(http(200, '{"id"', ['content-length: 20'])) },
      'status_seen',
      200,
    ],
    [
      'a chunk cut short',
      { onRequest: (socket) => void socket.end(http(200, '9\r\n{"id"', ['transfer-encoding: chunked'])) },
      'status_seen',
      200,
    ],
    [
      'half a body, then silence',
      { onRequest: (socket) => void socket.write(http(200, '{', ['content-length: 9'])) },
      'status_seen',
      200,
    ],
    ['half a head', { onRequest: (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-le') }, 'body_sent'],
    ['100 only', { onRequest: (socket) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n') }, 'body_sent'],
    ['103 only', { onRequest: (socket) => void socket.write('HTTP/1.1 103 Early Hints\r\n\r\n') }, 'body_sent'],
    [
      '101',
      {
        onRequest: (socket) => void socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      },
      'body_sent',
    ],
    [
      'a body over the bound',
      { onRequest: (socket) => void socket.end(http(200, 'x'.repeat(5_000))) },
      'status_seen',
      200,
    ],
    [
      'a head over the bound',
      { onRequest: (socket) => void socket.end(http(200, '{}', [`x-long: ${'x'.repeat(40_000)}`])) },
      'body_sent',
    ],
  ];

  it.each(cases)('%s', async (name, behaviour, reached, status) => {
    const server = await serve(behaviour);
    const { reply, starts } = await spend(server.url, { spendTimeoutMs: 150, maxResponseBytes: 4_000 });
    await lull();
    if (name !== 'a reset before reading') expect(starts).toBe(1);
    expect(reply.kind).toBe(starts === 1 ? 'lost' : 'not_sent');
    expect(reply.evidence.reached).toMatch(new RegExp(`^${reached}$`));
    expect('status' in reply ? reply.status : undefined).toBe(status);
    expect(server.connections()).toBe(1);
    expect(server.requests().length).toBe(name === 'a reset before reading' ? 0 : 1);
  });

  it('ends at the time limit also when bytes keep coming', async () => {
    const server = await serve({
      onRequest: (socket) => {
        socket.write(http(200, '', ['content-length: 1000000']));
        const drip = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(drip));
      },
    });
    const { reply } = await spend(server.url, { spendTimeoutMs: 200 });
    expect(reply).toMatchObject({
      kind: 'lost',
      status: 200,
      evidence: { reached: 'status_seen', errorCode: 'TIMEOUT' },
    });
    expect(reply.evidence.ms).toBeLessThan(1_000);
  });

  it('says that the body was not all sent when the server does not read', async () => {
    const server = await serve({ onConnection: (socket) => void socket.pause() });
    const long = { ...order, body: { text: 'x'.repeat(16_000_000) } };
    const { reply } = await spend(server.url, { spendTimeoutMs: 150 }, long);
    expect(reply).toMatchObject({ kind: 'lost', evidence: { reached: 'headers_sent', errorCode: 'TIMEOUT' } });
  });

  it('stays sent when the program is made to leave at once', async () => {
    const server = await serve({ onRequest: () => void transport.close() });
    const transport = transportTo(server.url);
    const reply = transport.spend(order, () => {});
    expect(await reply).toMatchObject({ kind: 'lost', evidence: { reached: 'body_sent', errorCode: 'CLOSED' } });
    expect(server.requests().length).toBe(1);
  });

  it('counts an answer that came in time while the program was busy', async () => {
    const server = await serve({
      onRequest: (socket) => {
        socket.end(http(200, '{}'));
        const until = Date.now() + 150;
        while (Date.now() < until);
      },
    });
    const { reply } = await spend(server.url, { spendTimeoutMs: 100 });
    expect(reply).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('takes a limit of many days for what it is', async () => {
    const server = await serve({
      onRequest: (socket) => void setTimeout(() => socket.end(http(200, '{}')), 50),
    });
    const { reply } = await spend(server.url, { spendTimeoutMs: 9_999 * 3_600_000 + 0.5 });
    expect(reply).toMatchObject({ kind: 'answer', status: 200 });
  });
});
