import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { acknowledged, entriesIn, type Found, inFolder } from './check.ts';
import type { State } from './cuts.ts';
import { type Files, readFiles } from './disk.ts';
import type { Operation } from './operations.ts';
import { type Recording, record } from './record.ts';

/** Where the folders of the states are put; memory, where there is some, since each lives for milliseconds. */
export const SHELF = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const DIST = fileURLToPath(new URL('../../../.build', import.meta.url));
const LINE_BREAK = 10;
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');

function support(name: string): string {
  return fileURLToPath(new URL(`../../support/${name}`, import.meta.url));
}

/** Runs that take orders through a ledger, one after another, each with a name of its own. */
export function ledgerRuns(
  runs: readonly (readonly [string, number])[],
  name = 'ledger.sqlite',
  before?: Files,
): Recording {
  return record(
    runs.map(([run, orders]) => (folder) => [support('order-loop.mjs'), DIST, join(folder, name), run, String(orders)]),
    before,
  );
}

/** A ledger after one run and after a second one, each as a copy that was made in peace. */
export function ledgerBeforeAndAfter(): { readonly older: Files; readonly newer: Files } {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-damage-'));
  const run = (name: string) => {
    const words = [support('order-loop.mjs'), DIST, join(folder, 'ledger.sqlite'), name, '3'];
    const { status, stderr } = spawnSync(process.execPath, words);
    if (status !== 0) throw new Error(`The run ${name} ended with ${status}: ${stderr}`);
    return readFiles(folder);
  };
  try {
    return { older: run('one'), newer: run('two') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that appends rows to a database with these pragmas. */
export function carelessRun(rows: number, pragmas: readonly string[]): Recording {
  return record([(folder) => [support('careless-loop.mjs'), join(folder, 'rows.sqlite'), String(rows), ...pragmas]]);
}

/** What the programs appended, in order. */
export function appendedIn(operations: readonly Operation[]): readonly string[] {
  return acknowledged(operations.flatMap((operation) => (operation.kind === 'said' ? operation.text : [])));
}

/** The rows of a database without a ledger around it. */
export function lookAtRows(path: string): Found {
  const database = new DatabaseSync(path);
  try {
    const made = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'entries'").get();
    const rows = made ? database.prepare('SELECT body FROM entries ORDER BY seq').all() : [];
    const problems = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    return {
      entries: (rows as { body: string }[]).map(({ body }) => body),
      problems: problems.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    };
  } finally {
    database.close();
  }
}

/** A journal is still in force: the next run has to roll its writes back. */
export function hasHotJournal({ files }: State): boolean {
  const journal = files.get('ledger.sqlite-journal');
  return journal?.subarray(0, 8).equals(JOURNAL_MAGIC) === true && journal.readUInt32BE(8) > 0;
}

/** The witness ends in the middle of a line. */
export function hasTornWitness({ files }: State): boolean {
  const witness = files.get('ledger.sqlite.witness.ndjson');
  return witness !== undefined && witness.at(-1) !== LINE_BREAK;
}

/** The entries that the next run finds in these files. */
export function entriesAfter(files: Files): readonly string[] {
  return inFolder(SHELF, files, (folder) => {
    const ledger = openLedger(join(folder, 'ledger.sqlite'), systemClock);
    try {
      return entriesIn(ledger);
    } finally {
      ledger.close();
    }
  });
}
