import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { sha256 } from '../../domain/digest.ts';
import { LedgerError, UsageError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger-entry.ts';
import { flushFolder } from '../atomic-write.ts';
import { openDatabaseFile } from './engine.ts';
import { type Database, openDatabase } from './open-database.ts';
import { OrderIndex } from './order-index.ts';
import { Rows } from './rows.ts';
import { createTables, ledgerIdOf } from './schema.ts';
import { SpendingIndex } from './spending-index.ts';
import { verifyLedger } from './verify.ts';
import { fileLines } from './verify-witness.ts';
import { type Line, seenIn, witnessPath } from './witness.ts';
import { writeEntry } from './write-entry.ts';

/** A ledger as entries: what a backup, an export and a witness have in common. */
export interface Entries {
  readonly ledgerId: string;
  readonly count: number;
  /** From number 1 on, without a gap; read from the file anew each time, as they may be more than fit into memory. */
  lines(): Iterable<Line>;
}

/** What a restore did. */
export interface Restored {
  readonly entries: number;
  /** Entries that were not in the source and were taken from the witness. */
  readonly fromWitness: number;
  /** Files that were moved aside. */
  readonly aside: readonly string[];
}

/** Every vendor account that the entries speak of. */
export function accountsIn({ lines }: Entries): readonly string[] {
  const accounts = new Set<string>();
  for (const { body } of lines()) {
    const entry = JSON.parse(body) as LedgerEntry;
    if ('account' in entry) accounts.add(entry.account);
  }
  return [...accounts].sort();
}

/** Reads a backup, an export or a witness. Throws UsageError when it is none of these. */
export function readEntries(path: string): Entries {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(
      `There is no file ${path}.`,
      'Name a backup, or an export of `sheetorder ledger export`.',
      'RESTORE-SOURCE',
    );
  const [first] = fileLines(path, HEADER_CHARACTERS);
  return first?.start.startsWith('SQLite format 3') ? fromDatabase(path) : fromLines(path);
}

/**
 * Puts a ledger back: the source's entries, and after them what only the witness has. What was there is moved aside, never
 * deleted. Throws LedgerError when source and witness tell different stories.
 */
export function restoreLedger(path: string, source: Entries, now: number): Restored {
  const witness = witnessOf(path);
  const merged = witness ? merge(source, witness, witnessPath(path)) : source;
  const made = `${path}.restoring`;
  for (const name of [made, `${made}-journal`]) rmSync(name, { force: true });
  build(made, merged);
  const aside = [path, `${path}-journal`].flatMap((name) => moveAside(name, now));
  renameSync(made, path);
  rmSync(`${made}-journal`, { force: true });
  flushFolder(dirname(path));
  return { entries: merged.count, fromWitness: merged.count - source.count, aside };
}

/** The witness beside a ledger; null when there is none. Throws UsageError, with the way out, when it cannot be read. */
export function witnessOf(path: string): Entries | null {
  const file = witnessPath(path);
  if (!existsSync(file)) return null;
  try {
    return fromLines(file);
  } catch (error) {
    throw new UsageError(
      `The witness ${file} is damaged (${error instanceof Error ? error.message : String(error)}).`,
      'When the ledger is whole, or a backup of it is at hand, move the witness away and run the same command again; it is made anew.',
      'RESTORE-WITNESS',
    );
  }
}

function merge(source: Entries, witness: Entries, file: string): Entries {
  if (source.ledgerId !== witness.ledgerId)
    throw new LedgerError(
      `The witness ${file} belongs to another ledger than the one to restore.`,
      'Restore it under another name with --ledger PATH, or move the witness away if you are sure that it is of no use.',
      'RESTORE-OTHER',
    );
  const differing = firstDifference(source, witness);
  if (differing !== null)
    throw new LedgerError(
      `Entry ${differing} is another one in the witness ${file}, so the two went different ways.`,
      'Nothing was changed. Keep both files and find out which run wrote to a copy.',
      'RESTORE-DIFFERS',
    );
  return {
    ledgerId: source.ledgerId,
    count: Math.max(source.count, witness.count),
    *lines() {
      yield* source.lines();
      for (const line of witness.lines()) if (line.seq > source.count) yield line;
    },
  };
}

/** The number of the first entry that both have and that is not the same. */
function firstDifference(source: Entries, witness: Entries): number | null {
  const lines = source.lines()[Symbol.iterator]();
  for (const { seq, body } of witness.lines()) {
    const next = lines.next();
    if (next.done) return null;
    if (next.value.body !== body) return seq;
  }
  return null;
}

function build(path: string, { ledgerId, lines }: Entries): void {
  const database = openDatabase(path, 0);
  try {
    database.exec('BEGIN IMMEDIATE');
    createTables(database, ledgerId);
    const rows = new Rows(database);
    const index = new OrderIndex(rows, new SpendingIndex(rows));
    for (const { seq, body } of lines()) {
      const entry = JSON.parse(body) as LedgerEntry;
      writeEntry({ entry, body, at: entry.at, seq }, rows, index);
    }
    database.exec('COMMIT');
    const problems = verifyLedger(database);
    if (problems.length > 0)
      throw new LedgerError(
        `What was restored does not fit together: ${problems.slice(0, 3).join(' ')}`,
        'Nothing was changed. Try another backup.',
        'RESTORE-UNSOUND',
      );
  } finally {
    database.close();
  }
}

function moveAside(path: string, now: number): readonly string[] {
  if (!existsSync(path)) return [];
  const aside = `${path}.replaced-${new Date(now).toISOString().replace(/[-:.]/g, '')}`;
  renameSync(path, aside);
  return [aside];
}

function fromDatabase(path: string): Entries {
  return withDatabase(path, (database) => {
    const { n, first, last } = new Rows(database).one(
      'SELECT COUNT(*) AS n, MIN(seq) AS first, MAX(seq) AS last FROM entries',
    ) ?? { n: 0 };
    const count = Number(n);
    if (count > 0 && !(first === 1 && last === count)) throw unreadable(path, `entry ${gapIn(database)} is missing`);
    return { ledgerId: ledgerIdOf(database), count, lines: () => linesIn(path) };
  });
}

function* linesIn(path: string): Generator<Line> {
  let after = 0;
  const sql = 'SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq LIMIT 500';
  const page = () => withDatabase(path, (database) => database.prepare(sql).all(after) as unknown as Line[]);
  for (let lines = page(); lines.length > 0; lines = page()) {
    yield* lines;
    after = lines.at(-1)?.seq ?? after;
  }
}

function gapIn(database: Database): number {
  const sql = `SELECT MIN(place) AS gap FROM (SELECT seq, ROW_NUMBER() OVER (ORDER BY seq) AS place FROM entries)
    WHERE seq <> place`;
  return Number(new Rows(database).one(sql)?.gap);
}

function withDatabase<T>(path: string, work: (database: Database) => T): T {
  let database: Database | undefined;
  try {
    database = openDatabaseFile(path, { readOnly: true });
    return work(database);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  } finally {
    database?.close();
  }
}

const HEADER_CHARACTERS = 256;
const HEADER = /^\{"sheetorder_(?:witness|export)":1,"ledger":"([^"]+)"\}$/;
const ENTRY = /^\{"seq":(\d+),"sum":"([0-9a-f]{64})","entry":(\{.*\})\}$/;

/** A witness or an export. Torn lines are left out: a line that was torn stands again, whole, below. */
function fromLines(path: string): Entries {
  const [first] = fileLines(path, HEADER_CHARACTERS);
  const ledgerId = HEADER.exec(first?.start ?? '')?.[1];
  if (!ledgerId) throw unreadable(path, 'its first line is not that of a witness or an export');
  // Only where each line lies: the lines themselves may be more than fit into memory.
  const places: { readonly at: number; readonly length: number }[] = [];
  let count = 0;
  const fd = openSync(path, 'r');
  try {
    for (const { start, at, length } of fileLines(path, HEADER_CHARACTERS)) {
      const seq = seenIn(start)?.seq ?? 0;
      if (!(seq >= 1) || !lineAt(fd, at, length)) continue;
      places[seq] = { at, length };
      count = Math.max(count, seq);
    }
  } finally {
    closeSync(fd);
  }
  for (let seq = 1; seq <= count; seq += 1) if (!places[seq]) throw unreadable(path, `entry ${seq} is missing`);
  return { ledgerId, count, lines: () => linesAt(path, places) };
}

function* linesAt(path: string, places: readonly { readonly at: number; readonly length: number }[]): Generator<Line> {
  const fd = openSync(path, 'r');
  try {
    for (const { at, length } of places.slice(1)) {
      const line = lineAt(fd, at, length);
      if (!line) throw unreadable(path, 'it changed while it was read');
      yield line;
    }
  } finally {
    closeSync(fd);
  }
}

/** The line of this place, when it is whole. */
function lineAt(fd: number, at: number, length: number): Line | null {
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, at);
  const [, seq = '', sum, body = ''] = ENTRY.exec(bytes.toString('utf8')) ?? [];
  return sum && sha256(body) === sum ? { seq: Number(seq), body } : null;
}

function unreadable(path: string, why: string): UsageError {
  return new UsageError(
    `${path} cannot be read as a ledger (${why}).`,
    'Name a backup of `sheetorder ledger backup`, or an export of `sheetorder ledger export`.',
    'RESTORE-SOURCE',
  );
}
