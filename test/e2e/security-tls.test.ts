import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const HURRIED = fileURLToPath(new URL('../support/hurried-main.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sheetorder-tls-'));
const openssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate for a name or an address, signed by nobody. */
function certificate(name: string, subject: string): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  spawnSync('openssl', [...made, '-subj', '/CN=test', '-addext', `subjectAltName=${subject}`]);
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

describe.skipIf(!openssl)('a vendor that cannot prove who it is', () => {
  const servers: Server[] = [];
  let asked = 0;
  const urls: Record<string, string> = {};

  beforeAll(async () => {
    for (const [name, subject] of [
      ['unsigned', 'IP:127.0.0.1'],
      ['other', 'DNS:other.example'],
    ] as const) {
      const server = createServer(certificate(name, subject), (_, response) => {
        asked += 1;
        response.end(JSON.stringify({ total: 0, packages: [] }));
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      urls[name] = `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
    }
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function pull(name: string, env: Readonly<Record<string, string>>) {
    asked = 0;
    const child = spawn(process.execPath, [HURRIED, 'catalog', 'pull', '--ledger', join(folder, 'ledger.sqlite')], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        SCALEDMAIL_BASE_URL: urls[name] ?? '',
        SCALEDMAIL_API_KEY: 'key-for-one-host-56',
        SCALEDMAIL_ORGANIZATION_ID: 'org_test',
        ...env,
      },
    });
    const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { exit, asked };
  }

  test('is asked nothing: its certificate is signed by nobody', async () => {
    expect(await pull('unsigned', {})).toEqual({ exit: 75, asked: 0 });
  });

  test("is asked nothing: a certificate that the machine trusts is somebody else's", async () => {
    const trusted = { NODE_EXTRA_CA_CERTS: join(folder, 'other.pem') };
    expect(await pull('other', trusted)).toEqual({ exit: 75, asked: 0 });
  });

  test('is asked when the machine was told to trust its certificate', async () => {
    expect(await pull('unsigned', { NODE_EXTRA_CA_CERTS: join(folder, 'unsigned.pem') })).toEqual({
      exit: 0,
      asked: 1,
    });
  });

  test('is asked nothing whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    expect(await pull('unsigned', { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual({ exit: 75, asked: 0 });
  });
});
