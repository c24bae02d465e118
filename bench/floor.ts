import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../src/io/sqlite/open-database.ts';

/** Something that can be done over and over, once a call. */
export interface Floor {
  readonly name: string;
  once(): void;
  close(): void;
}

/** A small append and its flush, as the witness does. */
export function flushes(folder: string, bytes: number): Floor {
  const fd = openSync(join(folder, 'flushes'), 'a', 0o600);
  const text = `${'x'.repeat(bytes - 1)}\n`;
  return {
    name: 'append and fsync of a file',
    once() {
      writeSync(fd, text);
      fsyncSync(fd);
    },
    close: () => closeSync(fd),
  };
}

/** One row a commit, on a connection opened as the ledger's is; `OFF` leaves out every flush. */
export function commits(folder: string, bytes: number, synchronous: 'EXTRA' | 'OFF'): Floor {
  const database = openDatabase(join(folder, `commits-${synchronous}.sqlite`), 0);
  if (synchronous === 'OFF') database.exec('PRAGMA synchronous=OFF');
  database.exec('CREATE TABLE IF NOT EXISTS lines (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO lines (body) VALUES (?)');
  const text = 'x'.repeat(bytes);
  return {
    name: `SQLite commit of one row, synchronous=${synchronous}`,
    once() {
      database.exec('BEGIN IMMEDIATE');
      insert.run(text);
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}
