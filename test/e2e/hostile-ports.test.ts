import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const servers: Server[] = [];

/** A port on which every connection is treated the same way; counts them. */
async function port(
  greet: (socket: import('node:net').Socket) => void,
): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    greet(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, connections: () => connections };
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function submitTo(url: string) {
  const bench = new Bench({ SCALEDMAIL_BASE_URL: url });
  writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
  const ran = await bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('r.csv'));
  const [row] = bench.csv('r.csv');
  bench.close();
  return { exit: ran.exit, status: row?.status, code: row?.error_code, attempts: row?.attempts };
}

const NOTHING_SENT = { exit: 75, status: 'not_sent', code: 'SURVEY-FAILED', attempts: '0' };

describe('a port where no vendor is', () => {
  test('closed: nothing is sent, try later', async () => {
    const { url } = await port(() => {});
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await submitTo(url)).toEqual(NOTHING_SENT);
  });

  test('speaks no HTTP: nothing is sent, try later', async () => {
    const { url } = await port((socket) => socket.end('220 mail.example ESMTP\r\n'));
    expect(await submitTo(url)).toEqual(NOTHING_SENT);
  });

  test('hangs up at once: nothing is sent, try later', async () => {
    const { url } = await port((socket) => socket.destroy());
    expect(await submitTo(url)).toEqual(NOTHING_SENT);
  });

  test('a base URL that is not https and not this machine is refused', async () => {
    const bench = new Bench();
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));
    expect(
      (await bench.run('submit', bench.path('may.csv'), '--yes', '--base-url', 'http://vendor.example')).exit,
    ).toBe(2);
    bench.close();
  });
});
