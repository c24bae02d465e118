import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHeartbeat } from '../../src/io/heartbeat.ts';
import { hurriedClock } from '../support/command.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('a service that cannot prove who it is', () => {
  test('is not told anything, also where the environment would have certificates unchecked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sheetorder-ping-tls-'));
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
    spawnSync('openssl', [...made, '-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1']);
    let asked = 0;
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      asked += 1;
      response.end('OK');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const notes: string[] = [];
    const url = new URL(`https://127.0.0.1:${port}/key-of-a-check`);
    const beat = openHeartbeat({
      url,
      log: false,
      clock: hurriedClock(),
      newId: () => 'id',
      note: (n) => notes.push(n),
    });
    await beat.end(true, '');
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    server.close();
    rmSync(folder, { recursive: true, force: true });
    expect(asked).toBe(0);
    expect(notes).toEqual([
      `PING-FAILED: 127.0.0.1:${port} could not be told how the run ended (the connection failed: DEPTH_ZERO_SELF_SIGNED_CERT). Nothing else is affected; look at --ping and at that service.`,
    ]);
  });
});
