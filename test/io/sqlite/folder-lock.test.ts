import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LedgerError } from '../../../src/domain/errors.ts';
import { folderLock } from '../../../src/io/sqlite/folder-lock.ts';
import { systemClock } from '../../../src/io/system-clock.ts';

const DIST = fileURLToPath(new URL('../../../.build', import.meta.url));
const HOLDER = fileURLToPath(new URL('../../support/hold-folder-lock.mjs', import.meta.url));

let folder: string;
let path: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-folder-lock-'));
  path = join(folder, '.sheetorder.lock');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const lock = () => folderLock(path, systemClock);
const holderFile = () => `${path}.holder.json`;

async function otherProcess(doing = 'run --inbox orders'): Promise<ChildProcess> {
  const child = spawn(process.execPath, [HOLDER, DIST, path, doing]);
  children.push(child);
  await new Promise<void>((resolve) => child.stdout.on('data', () => resolve()));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.on('close', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('the lock of a folder', () => {
  test('asking makes no file', () => {
    expect(lock().holder()).toBeNull();
    expect(lock().left()).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names who holds it: process, host, since when, doing what', async () => {
    const child = await otherProcess();
    expect(lock().holder()).toMatchObject({
      pid: child.pid,
      doing: 'run --inbox orders',
      version: '9.9.9',
      command: 'run --inbox orders',
    });
    await expect(lock().acquire(0, 'x')).rejects.toMatchObject({
      code: 'INBOX-LOCKED',
      exit: 'try_later',
      message: expect.stringMatching(new RegExp(`process ${child.pid} on .+, since 20.+Z, doing "run --inbox orders"`)),
    });
  });

  test('is free at once when its process was killed, which is told as gone', async () => {
    const child = await otherProcess();
    await kill(child);
    expect(lock().holder()).toBeNull();
    expect(lock().left()).toMatchObject({ pid: child.pid });
    const held = await lock().acquire(0, 'x');
    expect(lock().holder()).toMatchObject({ pid: process.pid, doing: 'x' });
    expect(lock().left()).toBeNull();
    held.release();
  });

  test('a process id that another process has by now means nothing', async () => {
    writeFileSync(
      holderFile(),
      JSON.stringify({ pid: process.pid, host: 'h', since: '2027-01-01T00:00:00Z', doing: 'x' }),
    );
    writeFileSync(path, '');
    expect(lock().holder()).toBeNull();
    (await lock().acquire(0, 'y')).release();
  });

  test('given back, it leaves nobody behind; giving it back twice takes nothing from the next one', async () => {
    const first = await lock().acquire(0, 'first');
    first.release();
    expect(existsSync(holderFile())).toBe(false);
    const second = await lock().acquire(0, 'second');
    first.release();
    first.doing('a lie');
    expect(lock().holder()).toMatchObject({ doing: 'second' });
    await expect(lock().acquire(0, 'third')).rejects.toMatchObject({ code: 'INBOX-LOCKED' });
    second.release();
  });

  test('says anew what it is doing', async () => {
    const held = await lock().acquire(0, 'looking for sheets');
    held.doing('a.csv (1 of 2)');
    expect(lock().holder()).toMatchObject({ doing: 'a.csv (1 of 2)' });
    held.release();
  });

  test('those who only ask do not keep anybody out, nor take each other for a holder', async () => {
    writeFileSync(path, '');
    const answers = await Promise.all(Array.from({ length: 20 }, async () => lock().isHeld()));
    expect(new Set(answers)).toEqual(new Set([false]));
  });
});

describe('waiting for the lock of a folder', () => {
  test('is told once, with who is waited for and how long at most', async () => {
    const child = await otherProcess('run --inbox orders, a.csv');
    const told: string[] = [];
    const waiting = folderLock(path, systemClock, undefined, (text) => void told.push(text));
    setTimeout(() => child.kill('SIGKILL'), 1_200);
    (await waiting.acquire(600_000, 'x')).release();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('for at most 10 min: process');
    expect(told[0]).toContain('a.csv');
  });

  test.each([
    ['SIGINT', 'interrupted'],
    ['SIGTERM', 'terminated'],
  ])('ends at once on %s', async (signal, exit) => {
    await otherProcess();
    const stop = new AbortController();
    setTimeout(() => stop.abort(signal), 700);
    const begun = Date.now();
    await expect(lock().acquire(600_000, 'x', stop.signal)).rejects.toMatchObject({ code: 'INTERRUPTED', exit });
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

describe('a file about the holder', () => {
  const since = '2027-01-01T00:00:00.000Z';
  const odd: readonly (readonly [string, string])[] = [
    ['torn', '{ "pid": 1'],
    ['empty', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a huge number', `{"pid":1e99,"since":"${since}"}`],
    ['a time that is none', '{"pid":1,"since":"yesterday"}'],
    ['huge', JSON.stringify({ pid: 1, since, doing: 'x'.repeat(5_000_000) })],
    ['of another encoding', '\ufffe\u0000{'],
  ];

  test.each(odd)('that is %s names nobody and harms nothing', async (_, text) => {
    const child = await otherProcess();
    writeFileSync(holderFile(), text);
    expect(lock().isHeld()).toBe(true);
    expect(lock().holder()).toBeNull();
    await expect(lock().acquire(0, 'x')).rejects.toMatchObject({ code: 'INBOX-LOCKED' });
    await kill(child);
    (await lock().acquire(0, 'x')).release();
  });

  test('with text that drives a terminal is shown written out', async () => {
    await otherProcess();
    const hostile = { pid: 7, host: 'h\u001b[2Jost', since, doing: `a\nb\u202e${'y'.repeat(999)}`, version: 3 };
    writeFileSync(holderFile(), JSON.stringify(hostile));
    const holder = lock().holder();
    expect(holder?.host).toBe('h\\u001b[2Jost');
    expect(holder?.doing).toMatch(/^a b\\u202ey+…$/);
    expect(holder?.version).toBe('');
    const { message } = await lock()
      .acquire(0, 'x')
      .then(
        () => new Error('had it'),
        (error: Error) => error,
      );
    expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(message.length).toBeLessThan(700);
  });

  test('that is a folder is harmless: the lock is had and given back', async () => {
    mkdirSync(holderFile());
    const held = await lock().acquire(0, 'x');
    expect(lock().isHeld()).toBe(true);
    expect(lock().holder()).toBeNull();
    held.release();
    expect(lock().isHeld()).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('that is a pipe keeps nobody waiting', async () => {
    expect(spawnSync('mkfifo', [holderFile()]).status).toBe(0);
    expect(lock().left()).toBeNull();
    (await lock().acquire(0, 'x')).release();
  });

  test.skipIf(process.platform === 'win32')('that is a link to another file leaves that file alone', async () => {
    const other = join(folder, 'precious.txt');
    writeFileSync(other, 'precious');
    symlinkSync(other, holderFile());
    const held = await lock().acquire(0, 'x');
    expect(readFileSync(other, 'utf8')).toBe('precious');
    expect(statSync(holderFile()).mode & 0o777).toBe(0o600);
    held.release();
    expect(readFileSync(other, 'utf8')).toBe('precious');
  });
});

test('a lock file that is no database is told with what to do', async () => {
  writeFileSync(path, 'no database '.repeat(500));
  await expect(lock().acquire(0, 'x')).rejects.toBeInstanceOf(LedgerError);
  expect(() => lock().holder()).toThrow(LedgerError);
});
