import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
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
import { type Line, witnessPath } from './witness.ts';
import { writeEntry } from './write-entry.ts';

/** A ledger as entries: what a backup, an export and a witness have in common. */
export interface Entries {
  readonly ledgerId: string;
  /** From number 1 on, without a gap. */
  readonly lines: readonly Line[];
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
  const accounts = lines
    .map(({ body }) => JSON.parse(body) as LedgerEntry)
    .flatMap((entry) => ('account' in entry ? entry.account : []));
  return [...new Set(accounts)].sort();
}

/** Reads a backup, an export or a witness. Throws UsageError when it is none of these. */
export function readEntries(path: string): Entries {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(
      `There is no file ${path}.`,
      'Name a backup, or an export of `sheetorder ledger export`.',
      'RESTORE-SOURCE',
    );
  const start = readFileSync(path).subarray(0, 16).toString('latin1');
  return start.startsWith('SQLite format 3') ? fromDatabase(path) : fromLines(path);
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
  return { entries: merged.lines.length, fromWitness: merged.lines.length - source.lines.length, aside };
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
  const differing = witness.lines.find((line, index) => source.lines[index] && source.lines[index].body !== line.body);
  if (differing)
    throw new LedgerError(
      `Entry ${differing.seq} is another one in the witness ${file}, so the two went different ways.`,
      'Nothing was changed. Keep both files and find out which run wrote to a copy.',
      'RESTORE-DIFFERS',
    );
  return { ledgerId: source.ledgerId, lines: [...source.lines, ...witness.lines.slice(source.lines.length)] };
}

function build(path: string, { ledgerId, lines }: Entries): void {
  const database = openDatabase(path, 0);
  try {
    database.exec('BEGIN IMMEDIATE');
    createTables(database, ledgerId);
    const rows = new Rows(database);
    const index = new OrderIndex(rows, new SpendingIndex(rows));
    for (const { seq, body } of lines) {
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
  let database: Database | undefined;
  try {
    database = openDatabaseFile(path, { readOnly: true });
    const lines = database.prepare('SELECT seq, body FROM entries ORDER BY seq').all() as unknown as Line[];
    return { ledgerId: ledgerIdOf(database), lines: whole(lines, path) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  } finally {
    database?.close();
  }
}

const HEADER = /^\{"sheetorder_(?:witness|export)":1,"ledger":"([^"]+)"\}$/;
const ENTRY = /^\{"seq":(\d+),"sum":"([0-9a-f]{64})","entry":(\{.*\})\}$/;

/** A witness or an export. Torn lines are left out: a line that was torn stands again, whole, below. */
function fromLines(path: string): Entries {
  const [first = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  const ledgerId = HEADER.exec(first)?.[1];
  if (!ledgerId) throw unreadable(path, 'its first line is not that of a witness or an export');
  const bySeq = new Map<number, Line>();
  for (const text of rest) {
    const [, seq = '', sum, body = ''] = ENTRY.exec(text) ?? [];
    if (sum && sha256(body) === sum) bySeq.set(Number(seq), { seq: Number(seq), body });
  }
  return {
    ledgerId,
    lines: whole(
      [...bySeq.values()].sort((a, b) => a.seq - b.seq),
      path,
    ),
  };
}

function whole(lines: readonly Line[], path: string): readonly Line[] {
  const gap = lines.findIndex((line, index) => line.seq !== index + 1);
  if (gap >= 0) throw unreadable(path, `entry ${gap + 1} is missing`);
  return lines;
}

function unreadable(path: string, why: string): UsageError {
  return new UsageError(
    `${path} cannot be read as a ledger (${why}).`,
    'Name a backup of `sheetorder ledger backup`, or an export of `sheetorder ledger export`.',
    'RESTORE-SOURCE',
  );
}
