import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TryLaterError } from '../../../src/domain/errors.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { openDatabase } from '../../../src/io/sqlite/open-database.ts';
import { systemClock } from '../../../src/io/system-clock.ts';

const DIST = fileURLToPath(new URL('../../../.build', import.meta.url));
const LOOP = fileURLToPath(new URL('../../support/append-loop.mjs', import.meta.url));
const HAS_STRACE = spawnSync('strace', ['-V']).status === 0;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-durable-'));
  path = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('durability', () => {
  test('is in force on every connection', () => {
    const database = openDatabase(path, 0);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'persist' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 3 });
    database.close();
  });

  test.skipIf(!HAS_STRACE)('an append is flushed to the disk before it is acknowledged', () => {
    const trace = join(folder, 'trace');
    const words = [
      '-f',
      '-y',
      '-e',
      'trace=fsync,fdatasync,write',
      '-o',
      trace,
      process.execPath,
      LOOP,
      DIST,
      path,
      'x',
      '3',
    ];
    expect(spawnSync('strace', words).status).toBe(0);
    const lines = readFileSync(trace, 'utf8').split('\n');
    const acknowledged = lines.flatMap((line, index) => (/write\(1[<,].*"\d+\\n"/.test(line) ? [index] : []));
    expect(acknowledged).toHaveLength(3);
    let from = lines.findIndex((line) => /write\(1[<,].*"open\\n"/.test(line));
    for (const until of acknowledged) {
      const flushed = lines.slice(from, until).filter((line) => /f(data)?sync\(/.test(line));
      expect(flushed.some((line) => line.includes('ledger.sqlite>'))).toBe(true);
      expect(flushed.some((line) => line.includes('ledger.sqlite-journal'))).toBe(true);
      expect(flushed.some((line) => line.includes('witness.ndjson'))).toBe(true);
      from = until;
    }
  });

  test('an append that cannot be written in time says so, and nothing of it stays', () => {
    const ledger = openLedger(path, systemClock);
    const other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    const started = Date.now();
    expect(() => ledger.append({ type: 'snapshot', account: 'a', batch: 'b', orderIds: [], forms: [] })).toThrow(
      TryLaterError,
    );
    expect(Date.now() - started).toBeLessThan(8_000);
    other.exec('ROLLBACK');
    other.close();
    expect([...ledger.all()]).toEqual([]);
    ledger.close();
  }, 15_000);

  test('an append waits for another that is writing', async () => {
    openLedger(path, systemClock).close();
    const script = `
      import { DatabaseSync } from '@photostructure/sqlite';
      const database = new DatabaseSync(process.argv[1]);
      database.exec('BEGIN IMMEDIATE');
      console.log('held');
      setTimeout(() => database.exec('ROLLBACK'), 300);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], { cwd: dirname(DIST) });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const ledger = await new Promise<Ledger>((resolve) =>
      child.stdout.once('data', () => resolve(openLedger(path, systemClock))),
    );
    expect(ledger.append({ type: 'snapshot', account: 'a', batch: 'b', orderIds: [], forms: [] }).seq).toBe(1);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
    expect(await ended).toBe(0);
  });

  test('verify has nothing to say about a ledger that another process is appending to', async () => {
    const child = spawn(process.execPath, [LOOP, DIST, path, 'live', '100000']);
    const ended = new Promise((resolve) => child.on('close', resolve));
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    try {
      const ledger = openLedger(path, systemClock);
      for (let n = 0; n < 12; n += 1) {
        expect(ledger.verify()).toEqual([]);
        await sleep(5);
      }
      expect([...ledger.all()].length).toBeGreaterThan(10);
      ledger.close();
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
});
