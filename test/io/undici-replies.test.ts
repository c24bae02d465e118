import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/domain/http.ts';
import { Secret } from '../../src/domain/secret.ts';
import { renderRequest } from '../../src/io/render-request.ts';
import { type Behaviour, hostileServer, http, KEY, transportTo, type Witnessed } from '../support/hostile-servers.ts';

const order: HttpRequest = { effect: 'spend', method: 'POST', path: '/orders', query: {}, body: {} };
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

function replying(reply: string | Buffer): Promise<Witnessed> {
  return serve({ onRequest: (socket) => void socket.end(reply) });
}

describe('a reply', () => {
  it.each([301, 302, 303, 307, 308, 421, 401, 407, 429, 503])('%i is handed on as it is', async (status) => {
    const elsewhere = await replying(http(200, 'elsewhere'));
    const more = [`location: ${elsewhere.url}`, 'retry-after: 0', 'WWW-Authenticate: Basic realm="x"'];
    const server = await replying(http(status, '{"error":"no"}', more));
    for (const send of [
      () => transportTo(server.url).spend(order, () => {}),
      () => transportTo(server.url).read(list),
    ]) {
      const reply = await send();
      expect(reply).toMatchObject({ kind: 'answer', status, body: '{"error":"no"}' });
      expect(reply.kind === 'answer' && reply.headers['www-authenticate']).toBe('Basic realm="x"');
    }
    expect([server.connections(), server.requests().length, elsewhere.connections()]).toEqual([2, 2, 0]);
  });

  it('is read after 102 and 103, and only the first of two', async () => {
    const early = 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
    const server = await replying(early + http(200, '{"id":"one"}') + http(200, '{"id":"two"}'));
    const reply = await transportTo(server.url).spend(order, () => {});
    expect(reply).toMatchObject({ kind: 'answer', status: 200, body: '{"id":"one"}' });
    expect(server.requests().length).toBe(1);
  });

  it('may come before the request was read', async () => {
    const server = await serve({ onBytes: (socket) => void socket.write(http(413, '{"error":"too long"}')) });
    const long = { ...order, body: { text: 'x'.repeat(2_000_000) } };
    const reply = await transportTo(server.url).spend(long, () => {});
    expect(reply).toMatchObject({ kind: 'answer', status: 413, evidence: { reached: 'body_read' } });
    expect(server.requests().length).toBe(1);
  });

  it('without a length ends where the connection does, cut short or not', async () => {
    const server = await replying(http(200, '{"id":"rec', ['x-no-length: 1']));
    const reply = await transportTo(server.url).spend(order, () => {});
    expect(reply).toMatchObject({
      kind: 'answer',
      status: 200,
      body: '{"id":"rec',
      evidence: { reached: 'body_read' },
    });
  });

  it('may be packed against our wish, may not be UTF-8, and may be split inside a character', async () => {
    const packed = gzipSync('{"id":"rec1"}');
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`;
    const gzip = await replying(Buffer.concat([Buffer.from(head), packed]));
    expect(await transportTo(gzip.url).spend(order, () => {})).toMatchObject({ kind: 'answer', status: 200 });

    const odd = await replying(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\na\xffb', 'latin1'));
    expect(await transportTo(odd.url).read(list)).toMatchObject({ kind: 'answer', body: 'a\uFFFDb' });

    const whole = Buffer.from(http(200, '{"name":"Zoë"}'));
    const split = await serve({
      onRequest: (socket) => {
        socket.write(whole.subarray(0, -3));
        setTimeout(() => socket.end(whole.subarray(-3)), 20);
      },
    });
    expect(await transportTo(split.url).read(list)).toMatchObject({ kind: 'answer', body: '{"name":"Zoë"}' });
  });

  it('may be as long as the bound, to the byte', async () => {
    const server = await replying(http(200, 'x'.repeat(1_000)));
    expect((await transportTo(server.url, { maxResponseBytes: 1_000 }).read(list)).kind).toBe('answer');
    expect((await transportTo(server.url, { maxResponseBytes: 999 }).read(list)).kind).toBe('lost');
  });
});

describe('a request', () => {
  it('goes out once, on its own connection, with its length in bytes and nothing packed', async () => {
    const server = await replying(http(200, '{}', ['connection: keep-alive']));
    const transport = transportTo(server.url);
    const body = { name: 'Zoë Şample', password: new Secret({ kind: 'text', text: 'x' }) };
    for (let count = 1; count <= 3; count += 1) {
      await transport.spend({ ...order, body }, () => {});
      expect(server.connections()).toBe(count);
    }
    const text = '{"name":"Zoë Şample","password":"revealed"}';
    const [head = '', sent = ''] = server.text().split('\r\n\r\n');
    expect(sent.startsWith(text)).toBe(true);
    expect(head.toLowerCase().split('\r\n')).toEqual(
      expect.arrayContaining([
        'post /api/v1/orders http/1.1',
        'connection: close',
        'accept-encoding: identity',
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(text)}`,
        `x-api-key: ${KEY}`,
      ]),
    );
    expect(head.toLowerCase()).not.toContain('transfer-encoding');
    expect(head.toLowerCase()).not.toContain('expect:');
  });

  it('keeps the path of the base URL and writes the query so that everyone reads it alike', () => {
    const query = { a: 'x y', b: '1+1', c: 'p&q=r#s', d: 'Zoë/%' };
    const rendered = (base: string, request: HttpRequest) => renderRequest(new URL(base), request, {}, () => '');
    const { path, origin, body } = rendered('https://vendor.example/api/v1/', { ...list, query });
    expect(origin).toBe('https://vendor.example');
    expect(path).toBe('/api/v1/orders?a=x%20y&b=1%2B1&c=p%26q%3Dr%23s&d=Zo%C3%AB%2F%25');
    expect(body).toBeNull();
    for (const base of ['https://vendor.example', 'https://vendor.example/'])
      expect(rendered(base, list).path).toBe('/orders');
  });

  it.each(['a/b', 'a?b=c', '..', '.', 'a#b', '', '%2e%2e', 'a b', 'Zoë', '..\\x'])(
    'never leads to another address by an id such as "%s"',
    (id) => {
      const to = (path: string) =>
        renderRequest(new URL('https://vendor.example/v1'), { ...order, path: `/order/${path}` }, {}, () => '').path;
      const encoded = encodeURIComponent(id);
      if (['..', '.', ''].includes(id)) expect(() => to(encoded)).toThrow('would lead elsewhere');
      else {
        const url = new URL(to(encoded), 'https://vendor.example');
        expect([url.pathname, url.search, url.hash]).toEqual([`/v1/order/${encoded}`, '', '']);
      }
      if (id !== 'a/b') expect(() => to(id)).toThrow('would lead elsewhere');
    },
  );
});
