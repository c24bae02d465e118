import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/digest.ts';
import { LedgerError } from '../../../src/domain/errors.ts';
import { sqliteLocks } from '../../../src/io/sqlite/locks.ts';
import { systemClock } from '../../../src/io/system-clock.ts';

const DIST = fileURLToPath(new URL('../../../.build', import.meta.url));
const HOLDER = fileURLToPath(new URL('../../support/hold-lock.mjs', import.meta.url));
const ACCOUNT = 'scaledmail sandbox org_test';

let folder: string;
let path: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-lock-'));
  path = join(folder, 'ledger.sqlite');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function holder(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [HOLDER, DIST, path, ACCOUNT]);
  children.push(child);
  await new Promise<void>((resolve) => child.stdout.on('data', () => resolve()));
  return child;
}

describe('the lock of an account', () => {
  const locks = () => sqliteLocks(path, systemClock);

  test('is refused while another process has it, which is named', async () => {
    const child = await holder();
    expect(locks().isHeld(ACCOUNT)).toBe(true);
    await expect(locks().acquire(ACCOUNT, 0, 'x')).rejects.toMatchObject({
      code: 'LOCKED',
      exit: 'try_later',
      message: expect.stringContaining(`process ${child.pid}`),
    });
  });

  test('is free as soon as its process was killed', async () => {
    const child = await holder();
    const gone = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(locks().isHeld(ACCOUNT)).toBe(false);
    (await locks().acquire(ACCOUNT, 0, 'x')).release();
  });

  test('is waited for', async () => {
    const child = await holder();
    setTimeout(() => child.kill('SIGKILL'), 700);
    (await locks().acquire(ACCOUNT, 10_000, 'x')).release();
  });

  test('is one for each account, and one in this process too', async () => {
    const lock = await locks().acquire(ACCOUNT, 0, 'x');
    await expect(locks().acquire(ACCOUNT, 0, 'y')).rejects.toMatchObject({ code: 'LOCKED' });
    (await locks().acquire('scaledmail sandbox other', 0, 'y')).release();
    lock.release();
    (await locks().acquire(ACCOUNT, 0, 'z')).release();
  });

  test('does not care for what stands in the file about its holder', async () => {
    const file = `${path}.lock-${sha256(ACCOUNT).slice(0, 8)}.holder.json`;
    writeFileSync(file, '{ torn');
    expect(locks().isHeld(ACCOUNT)).toBe(false);
    (await locks().acquire(ACCOUNT, 0, 'x')).release();
  });

  test('and who holds it can be read only by the owner', async () => {
    const before = process.umask(0);
    try {
      const lock = await locks().acquire(ACCOUNT, 0, 'x');
      const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
      expect(modes.length).toBeGreaterThan(1);
      expect(new Set(modes)).toEqual(new Set([0o600]));
      lock.release();
    } finally {
      process.umask(before);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.holder.json'))).toEqual([]);
  });

  test('on a damaged file is refused with what to do', async () => {
    writeFileSync(`${path}.lock-${sha256(ACCOUNT).slice(0, 8)}`, 'no database '.repeat(500));
    await expect(locks().acquire(ACCOUNT, 0, 'x')).rejects.toBeInstanceOf(LedgerError);
    expect(() => locks().isHeld(ACCOUNT)).toThrow(LedgerError);
  });

  test('holds also when its holder cannot be written down', async () => {
    const file = `${path}.lock-${sha256(ACCOUNT).slice(0, 8)}.holder.json`;
    mkdirSync(file);
    const lock = await locks().acquire(ACCOUNT, 0, 'x');
    await expect(locks().acquire(ACCOUNT, 0, 'y')).rejects.toMatchObject({ code: 'LOCKED' });
    lock.release();
    expect(locks().isHeld(ACCOUNT)).toBe(false);
  });
});
