import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAIN } from '../support/built.ts';

const SHEET = fileURLToPath(new URL('../../fixtures/demo/may.csv', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-loads-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of ours and of packages that one command line of the built program loads, as Node itself lists them. */
async function loaded(...words: readonly string[]): Promise<readonly string[]> {
  const listed = mkdtempSync(join(folder, 'list-'));
  const env = { PATH: process.env.PATH, HOME: folder, SHEETORDER_LEDGER: join(folder, 'ledger.sqlite') };
  await new Promise<void>((resolve) => {
    const all = { ...env, NODE_V8_COVERAGE: listed };
    execFile(process.execPath, [MAIN, ...words], { cwd: folder, env: all }, () => resolve());
  });
  const files = readdirSync(listed).map((name) => JSON.parse(readFileSync(join(listed, name), 'utf8')) as Listed);
  const urls = files.flatMap(({ result }) => result.map(({ url }) => url)).filter((url) => url.startsWith('file:'));
  return urls.map((url) => fileURLToPath(url).replace(ROOT, '')).sort();
}

interface Listed {
  readonly result: readonly { readonly url: string }[];
}

const LATE = /undici|start-sandbox|sqlite|packages\//;

describe('the built program loads', () => {
  test.each(['--help', '--version'])('two files of its own for %s', async (word) => {
    expect(await loaded(word)).toEqual(['dist/chunks/start.js', 'dist/cli/main.js']);
  });

  test('for a check of a CSV file nothing of workbooks, databases, connections and other commands', async () => {
    const files = await loaded('check', SHEET);
    expect(files).toContain('dist/chunks/core.js');
    expect(files.filter((file) => LATE.test(file))).toEqual([]);
    expect(files.length).toBeLessThan(12);
  });

  test('for the page of a code no database and no connection', async () => {
    expect((await loaded('explain', 'SM-ALIAS-COUNT')).filter((file) => LATE.test(file))).toEqual([]);
  });

  test('what reads workbooks when it writes or reads one', async () => {
    const path = join(folder, 'may.xlsx');
    for (const words of [
      ['template', '--xlsx', '--output', path],
      ['check', path],
    ])
      expect(await loaded(...words)).toEqual(
        expect.arrayContaining(['dist/packages/fflate.cjs', 'dist/packages/xlsx.cjs']),
      );
  });

  test('the database once there is a ledger, and the connection only to speak to a vendor', async () => {
    const sent = await loaded('submit', SHEET, '--sandbox', '--yes');
    expect(sent.some((file) => /photostructure/.test(file))).toBe(true);
    expect(sent.some((file) => /chunks\/undici/.test(file))).toBe(true);
    const checked = await loaded('check', SHEET, '--sandbox');
    expect(checked.some((file) => /photostructure/.test(file))).toBe(true);
    expect(checked.filter((file) => /undici/.test(file))).toEqual([]);
  });
});
