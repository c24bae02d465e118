import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const canTrace =
  process.platform === 'linux' &&
  spawnSync('strace', ['-qq', '-e', 'inject=statfs:poke_exit=@arg2=00', 'true']).status === 0;

let bench: Bench;
beforeEach(async () => {
  bench = new Bench();
  expect((await bench.run('template', '--output', bench.path('may.csv'))).exit).toBe(0);
});
afterEach(() => bench.close());

/** The built program on a machine whose every disk has this number, as the kernel would say it. */
function onDisk(magic: string, ...words: readonly string[]) {
  const trace = [
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=statfs',
    '-e',
    `inject=statfs:poke_exit=@arg2=${magic}00000000`,
  ];
  const env = { PATH: process.env.PATH, ...bench.env, SHEETORDER_LEDGER: bench.path('state/ledger.sqlite') };
  const ran = spawnSync('strace', [...trace, process.execPath, MAIN, ...words], {
    env,
    cwd: bench.folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { exit: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

describe.skipIf(!canTrace)('a ledger on a network file system', () => {
  test.each([
    ['69690000', 'nfs'],
    ['424d53fe', 'smb2'],
    ['424d53ff', 'cifs'],
    ['97190201', '9p'],
    ['0064c300', 'ceph'],
    ['70190101', 'nothing known, so the mount decides'],
  ])('%s: %s', (magic, kind) => {
    const { exit, said } = onDisk(magic, 'submit', 'may.csv', '--sandbox', '--yes');
    const isLocal = kind.includes(' ');
    expect(exit, said).toBe(isLocal ? 0 : 2);
    if (isLocal) return;
    expect(said).toContain('LEDGER-NETWORK: ');
    expect(said).toContain(`is on a network file system (${kind})`);
    expect(existsSync(bench.path('state'))).toBe(false);
  });

  test('doctor says so too, and makes nothing', () => {
    const { exit, said } = onDisk('69690000', 'doctor', '--sandbox', '--quiet');
    expect(exit).toBe(2);
    expect(said).toMatch(/^problem {2}LEDGER-NETWORK: .+\(nfs\)/m);
    expect(existsSync(bench.path('state'))).toBe(false);
  });
});

test('a ledger that is a link to nowhere is local or not as the place is that it leads to', async () => {
  symlinkSync(bench.path('elsewhere.sqlite.sandbox'), bench.path('ledger.sqlite.sandbox'));
  expect((await bench.run('submit', bench.path('may.csv'), '--sandbox', '--yes')).exit).toBe(0);
  expect(existsSync(bench.path('elsewhere.sqlite.sandbox'))).toBe(true);
});
