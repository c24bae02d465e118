import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const RECORDER = pathToFileURL(fileURLToPath(new URL('../support/record-network.mjs', import.meta.url))).href;
const HURRIED = fileURLToPath(new URL('../support/hurried-main.mjs', import.meta.url));
const KEY = 'key-that-goes-to-one-host-only-55';

/** A port where nothing of ours may arrive; keeps what does. */
interface Trap {
  readonly url: string;
  readonly caught: () => string;
  close(): Promise<void>;
}

async function trap(): Promise<Trap> {
  let caught = '';
  const server = createServer((socket) => {
    caught += 'connection\n';
    socket.on('error', () => {}).on('data', (bytes) => (caught += bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caught: () => caught,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

let folder: string;
let elsewhere: Trap;
const vendors: ScriptedVendor[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-network-'));
  elsewhere = await trap();
  const orders = ['one', 'two'].map((name) => googleOrder(name, `${name}.example`));
  writeFileSync(join(folder, 'may.csv'), sheetOf(...orders));
});
afterEach(async () => {
  for (const vendor of vendors.splice(0)) await vendor.close();
  await elsewhere.close();
  rmSync(folder, { recursive: true, force: true });
});

async function vendorWith(script: Script): Promise<ScriptedVendor> {
  const vendor = await scriptedVendor(script);
  vendors.push(vendor);
  return vendor;
}

interface Recorded {
  readonly exit: number | null;
  readonly said: string;
  /** Everything that was reached, such as `connect 127.0.0.1:80`. */
  readonly reached: readonly string[];
}

/** The built program, or another script, with every connection written down. */
async function recorded(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  script = HURRIED,
): Promise<Recorded> {
  const file = join(folder, 'network.ndjson');
  rmSync(file, { force: true });
  const child = spawn(process.execPath, ['--import', RECORDER, script, ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      RECORD_NETWORK: file,
      SHEETORDER_LEDGER: join(folder, 'ledger.sqlite'),
      SCALEDMAIL_API_KEY: KEY,
      SCALEDMAIL_ORGANIZATION_ID: 'org_test',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const reached = lines.map((line) => JSON.parse(line) as { what: string; to: string });
  return { exit, said, reached: [...new Set(reached.map(({ what, to }) => `${what} ${to}`))].sort() };
}

/** The vendor, and nobody else. */
function onlyThe(vendor: ScriptedVendor): readonly string[] {
  return [`connect ${new URL(vendor.url).host}`];
}

describe('nobody but the vendor is spoken to', () => {
  test('the recorder itself works: it sees a connection, a name and a process', async () => {
    const script = join(folder, 'stray.mjs');
    writeFileSync(
      script,
      `import { execFileSync } from 'node:child_process';
       import { lookup } from 'node:dns/promises';
       await fetch('${elsewhere.url}', { signal: AbortSignal.timeout(300) }).catch(() => {});
       await lookup('stray.invalid').catch(() => {});
       execFileSync(process.execPath, ['--version']);`,
    );
    const { reached } = await recorded([], {}, script);
    expect(reached).toEqual([
      `connect ${new URL(elsewhere.url).host}`,
      `execFileSync ${process.execPath}`,
      'lookup stray.invalid',
    ]);
  });

  test('by check, submit, reconcile, results and catalog', async () => {
    const vendor = await vendorWith({
      'POST /create-custom-order': [{ body: { id: 'rec1' } }, { status: 500, text: 'x' }],
    });
    const env = { SCALEDMAIL_BASE_URL: vendor.url };
    const offline = [
      ['check', 'may.csv'],
      ['inspect', 'may.csv'],
      ['results', 'may.csv'],
      ['ledger', 'list'],
    ];
    const online = [
      ['catalog', 'pull'],
      ['submit', 'may.csv', '--yes', '--rate', 'none'],
      ['reconcile', '--rate', 'none'],
    ];
    for (const words of online) expect((await recorded(words, env)).reached, words.join(' ')).toEqual(onlyThe(vendor));
    for (const words of offline) expect((await recorded(words, env)).reached, words.join(' ')).toEqual([]);
    expect(vendor.spends).toHaveLength(2);
  });

  test('whatever the proxy variables say', async () => {
    const vendor = await vendorWith({
      'POST /create-custom-order': [{ body: { id: 'rec1' } }, { body: { id: 'rec2' } }],
    });
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'npm_config_proxy', 'npm_config_https_proxy'];
    const proxies = names.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, elsewhere.url]);
    const env = {
      ...Object.fromEntries(proxies),
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: join(folder, 'may.csv'),
      SCALEDMAIL_BASE_URL: vendor.url,
    };
    const ran = await recorded(['submit', 'may.csv', '--yes', '--rate', 'none'], env);
    expect([ran.exit, ran.reached], ran.said).toEqual([0, onlyThe(vendor)]);
    expect(elsewhere.caught()).toBe('');
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed: not by a read, not by a spend', async (status) => {
    const headers = { location: `${elsewhere.url}/api/v1`, refresh: `0;url=${elsewhere.url}` };
    const away = [{ status, text: 'moved', headers }];
    const vendor = await vendorWith({ 'POST /create-custom-order': away, 'GET /packages': away });
    const env = { SCALEDMAIL_BASE_URL: vendor.url };
    const pulled = await recorded(['catalog', 'pull'], env);
    expect([pulled.exit, pulled.reached], pulled.said).toEqual([75, onlyThe(vendor)]);
    const submitted = await recorded(['submit', 'may.csv', '--yes', '--concurrency', '1'], env);
    expect([submitted.exit, submitted.reached], submitted.said).toEqual([4, onlyThe(vendor)]);
    // Each order once: what a redirect means nobody knows, so nothing is sent again.
    const domains = vendor.spends.map(({ body }) => JSON.stringify(body).match(/(one|two)\.example/)?.[0]);
    expect(domains).toEqual(['one.example', 'two.example']);
    expect(elsewhere.caught()).toBe('');
  });
});
