import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const GUARD = pathToFileURL(fileURLToPath(new URL('../support/no-network.mjs', import.meta.url))).href;
const folder = mkdtempSync(join(tmpdir(), 'sheetorder-dry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'may.csv'), sheetOf(googleOrder('may-1', 'alpha.example')));

/** Runs the built program where every socket is forbidden. */
function guarded(words: readonly string[], env: Record<string, string>) {
  return spawnSync(process.execPath, ['--import', GUARD, MAIN, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    encoding: 'utf8',
  });
}

describe('check', () => {
  test('opens no socket and needs no key', () => {
    const ran = guarded(
      ['check', 'may.csv', '--report', 'may.html', '--report', 'may.json', '--plan', 'plan.json'],
      {},
    );
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('1 ready');
    expect(existsSync(join(folder, 'may.html'))).toBe(true);
  });

  test('makes no ledger', () => {
    guarded(['check', 'may.csv', '--ledger', 'fresh.sqlite'], {});
    expect(readdirSync(folder).filter((name) => name.startsWith('fresh'))).toEqual([]);
  });

  test('the guard itself works: submit is stopped by it', () => {
    const env = {
      SCALEDMAIL_API_KEY: 'k',
      SCALEDMAIL_ORGANIZATION_ID: 'o',
      SCALEDMAIL_BASE_URL: 'http://127.0.0.1:9/',
    };
    expect(guarded(['submit', 'may.csv', '--yes', '--ledger', 'x.sqlite'], env).status).toBe(99);
  });

  test('finds what submit finds: the same verdict and key for every order', async () => {
    const vendor = await scriptedVendor({ 'POST /create-custom-order': [{ body: { id: 'rec1' } }] });
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    const half = googleOrder('may-2', 'beta.example').split('\n')[0] ?? '';
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('may-1', 'alpha.example'), half));
    await bench.run('check', bench.path('may.csv'), '--results', bench.path('dry.csv'));
    await bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('live.csv'));
    const dry = bench.csv('dry.csv');
    const live = bench.csv('live.csv');
    expect(dry.map((row) => row.status)).toEqual(['ready', 'invalid']);
    expect(live.map((row) => row.status)).toEqual(['placed', 'invalid']);
    expect(live.map((row) => row.key)).toEqual(dry.map((row) => row.key));
    expect(live[1]).toEqual(dry[1]);
    await vendor.close();
    bench.close();
  });
});
