import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeAtomic } from '../../src/io/atomic-write.ts';
import { Bench } from '../support/command.ts';
import { type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { workbook } from '../support/workbooks.ts';

const HURRIED = fileURLToPath(new URL('../support/hurried-main.mjs', import.meta.url));
const posix = process.platform !== 'win32';

let folder: string;
let vendor: ScriptedVendor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-files-'));
  vendor = await scriptedVendor({
    'POST /create-custom-order': [{ body: { id: 'rec1' } }, { status: 500, text: 'x' }],
    'GET /packages': [{ body: { total: 1, packages: [{ id: 'p1', name: 'P', price: 1, frequency: '', domains: 1 }] } }],
  });
});
afterEach(async () => {
  await vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The built program with a mask that keeps nothing back. */
async function open(...words: readonly string[]): Promise<{ exit: number | null; said: string }> {
  const line = 'umask 0; exec "$0" "$@"';
  const child = spawn('/bin/sh', ['-c', line, process.execPath, HURRIED, ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      SCALEDMAIL_BASE_URL: vendor.url,
      SCALEDMAIL_API_KEY: 'key-of-this-test-0002',
      SCALEDMAIL_ORGANIZATION_ID: 'org_test',
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  return { exit: await new Promise((resolve) => child.on('close', resolve)), said };
}

/** Everything below the folder but what was there at first, with its mode. */
function made(before: ReadonlySet<string>): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !before.has(path));
  return Object.fromEntries(paths.sort().map((path) => [path, modeOf(join(folder, path))]));
}

function modeOf(path: string): string {
  const stat = lstatSync(path);
  return `${stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other'} ${(stat.mode & 0o777).toString(8)}`;
}

describe.skipIf(!posix)('with umask 0', () => {
  test('every file that is written is for its owner alone, and so is every folder that is made', async () => {
    const sheet = sheetOf(
      googleOrder('bad', 'HTTPS://Bad.example/'),
      googleOrder('one', 'one.example'),
      googleOrder('two', 'two.example'),
    );
    writeFileSync(join(folder, 'may.csv'), sheet);
    const rows = sheet
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    writeFileSync(join(folder, 'book.xlsx'), workbook({ rows }));
    const before = new Set(readdirSync(folder));
    const files = ['--results', 'r.csv', '--annotated', 'a.csv', '--report', 'r.html', '--report', 'r.json'];
    const log = ['--log-file', 'run.log'];
    for (const [exit, ...words] of [
      [0, 'template', '--operation', 'create-custom-order', '--output', 't.csv'],
      [0, 'template', '--operation', 'create-custom-order', '--xlsx', '--output', 't.xlsx'],
      [3, 'check', 'may.csv', '--plan', 'plan.json', '--fix', 'fixed.csv', '--results', 'c.csv', ...log],
      [3, 'check', 'book.xlsx', '--fix', 'fixed.xlsx'],
      [4, 'submit', 'may.csv', '--yes', '--concurrency', '1', '--keep-going-on-unknown', ...files, ...log],
      [4, 'reconcile', ...log],
      [0, 'catalog', 'pull', ...log],
      [3, 'submit', 'may.csv', '--yes', '--sandbox', '--log-file', 'json.log'],
      [3, 'submit', 'may.csv', '--yes', '--sandbox', '--ledger', 'deep/er/ledger.sqlite'],
    ] as const) {
      const ran = await open(...words);
      expect(ran.exit, `${words.join(' ')}\n${ran.said}`).toBe(exit);
    }
    const found = made(before);
    const wrong = Object.entries(found).filter(([, mode]) => mode !== 'file 600' && mode !== 'folder 700');
    expect(wrong).toEqual([]);
    for (const wanted of [
      /^state$/,
      /ledger\.sqlite$/,
      /ledger\.sqlite-journal$/,
      /witness\.ndjson$/,
      /lock-[0-9a-f]{8}$/,
      /catalog-.*\.json$/,
      /\.sandbox$/,
      /\.sandbox\.record\.ndjson$/,
      /^(run\.log|json\.log|plan\.json|fixed\.csv|fixed\.xlsx|t\.csv|t\.xlsx|r\.html|r\.json|r\.csv|a\.csv)$/,
      /^deep\/er$/,
    ])
      expect(Object.keys(found).filter((path) => wanted.test(path)).length, String(wanted)).toBeGreaterThan(0);
  });

  test('the catalogue may be the first thing that is fetched, and makes its folder', async () => {
    const ran = await open('catalog', 'pull');
    expect(ran.exit, ran.said).toBe(0);
    expect(modeOf(join(folder, 'state'))).toBe('folder 700');
  });

  test('a file that others could read is taken back when it is written again', async () => {
    writeFileSync(join(folder, 'may.csv'), sheetOf(googleOrder('one', 'one.example')));
    const files = [
      'r.csv',
      'run.log',
      'state/sheetorder/ledger.sqlite',
      'state/sheetorder/ledger.sqlite.witness.ndjson',
    ];
    const words = ['submit', 'may.csv', '--yes', '--results', 'r.csv', '--log-file', 'run.log'];
    expect((await open(...words)).exit).toBe(0);
    for (const file of files) chmodSync(join(folder, file), 0o666);
    expect((await open(...words)).exit).toBe(0);
    for (const file of files) expect(modeOf(join(folder, file)), file).toBe('file 600');
  });
});

describe.skipIf(!posix)('links that somebody planted', () => {
  const VICTIM = 'what somebody else wrote\nand wants to keep\n';
  let victim: string;
  beforeEach(() => {
    victim = join(folder, 'victim');
    writeFileSync(victim, VICTIM, { mode: 0o644 });
    chmodSync(victim, 0o644);
  });

  function expectUntouched(): void {
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    expect(modeOf(victim)).toBe('file 644');
  }

  test('at the names of temporary files are not followed', () => {
    const names = Array.from({ length: 300 }, (_, index) => `.sheetorder-${process.pid}-${index + 1}.tmp`);
    for (const name of names) symlinkSync(victim, join(folder, name));
    writeAtomic(join(folder, 'results.csv'), 'ours');
    expect(readFileSync(join(folder, 'results.csv'), 'utf8')).toBe('ours');
    expect(lstatSync(join(folder, 'results.csv')).isFile()).toBe(true);
    for (const name of names) expect(readlinkSync(join(folder, name))).toBe(victim);
    expectUntouched();
  });

  async function submitTo(bench: Bench) {
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('one', 'one.example')));
    return bench.run('submit', bench.path('may.csv'), '--yes');
  }

  test('at the witness: nothing is written into the file behind it, and nothing is sent', async () => {
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    symlinkSync(victim, bench.path('ledger.sqlite.witness.ndjson'));
    const ran = await submitTo(bench);
    expect([ran.exit, vendor.spends]).toEqual([6, []]);
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    writeFileSync(bench.path('may.csv'), '');
    bench.close();
  });

  test('at the witness of a ledger that is there: the same', async () => {
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    await submitTo(bench);
    rmSync(bench.path('ledger.sqlite.witness.ndjson'));
    symlinkSync(victim, bench.path('ledger.sqlite.witness.ndjson'));
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('two', 'two.example')));
    const ran = await bench.run('submit', bench.path('may.csv'), '--yes');
    expect([ran.exit, vendor.spends.length]).toEqual([6, 1]);
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    bench.close();
  });

  test('at the witness: the file behind it keeps its mode', async () => {
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    await submitTo(bench);
    rmSync(bench.path('ledger.sqlite.witness.ndjson'));
    symlinkSync(victim, bench.path('ledger.sqlite.witness.ndjson'));
    await submitTo(bench);
    bench.close();
    expectUntouched();
  });

  test('at the ledger: a file that is no database is refused and keeps its text', async () => {
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    symlinkSync(victim, bench.path('ledger.sqlite'));
    const ran = await submitTo(bench);
    expect([ran.exit, vendor.spends]).toEqual([6, []]);
    expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    bench.close();
  });

  test("at the lock's holder file: the link is replaced or its file keeps its text", async () => {
    const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
    await submitTo(bench);
    const lock = readdirSync(bench.folder).find((name) => /lock-[0-9a-f]{8}$/.test(name));
    expect(lock).toBeDefined();
    const holder = bench.path(`${lock}.holder.json`);
    symlinkSync(join(folder, 'nowhere'), holder);
    writeFileSync(bench.path('may.csv'), sheetOf(googleOrder('two', 'two.example')));
    await bench.run('submit', bench.path('may.csv'), '--yes');
    expect(vendor.spends).toHaveLength(2);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    // Whoever held the lock has given it back, and took away where that stood.
    expect(lstatSync(holder, { throwIfNoEntry: false })).toBeUndefined();
    bench.close();
  });
});
