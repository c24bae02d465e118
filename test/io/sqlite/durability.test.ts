import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TryLaterError } from '../../../src/domain/errors.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { openDatabase } from '../../../src/io/sqlite/open-database.ts';
import { systemClock } from '../../../src/io/system-clock.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
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
});

describe('killed while it appends', () => {
  test('nothing that was acknowledged is missing', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const child = spawn(process.execPath, [LOOP, DIST, path, `round-${round}`, '100000']);
      let out = '';
      child.stdout.on('data', (chunk) => (out += chunk));
      const ended = new Promise((resolve) => child.on('close', resolve));
      const after = 5 + round * 7;
      await new Promise<void>((resolve) => child.stdout.on('data', () => out.split('\n').length > after && resolve()));
      child.kill('SIGKILL');
      await ended;
      acknowledged.push(...out.split('\n').slice(1, -1).map(Number));
      const ledger = openLedger(path, systemClock);
      const kept = new Set([...ledger.all()].map((entry) => entry.seq));
      expect(acknowledged.filter((seq) => !kept.has(seq))).toEqual([]);
      expect(ledger.verify()).toEqual([]);
      ledger.close();
    }
    expect(acknowledged.length).toBeGreaterThan(200);
  }, 60_000);
});
