import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from '../../../src/domain/errors.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import type { State } from './cuts.ts';
import { type Files, writeFiles } from './disk.ts';

/** What was wrong with one state; all empty when nothing was. */
export interface Outcome {
  /** Acknowledged entries that should have been there. */
  readonly owed: number;
  readonly lost: number;
  readonly refused: readonly string[];
  /** Entries that nobody appended, in part or whole, problems that verify() tells, and appends that fail. */
  readonly wrong: readonly string[];
}

/** What a program that starts after the power cut finds, or what stopped it. */
export interface Found {
  readonly entries: readonly string[];
  readonly problems: readonly string[];
}

/** Puts the files into a new folder, looks at them with `work`, and removes them. */
export function inFolder<T>(shelf: string, files: Files, work: (folder: string) => T): T {
  mkdirSync(shelf, { recursive: true });
  const folder = mkdtempSync(join(shelf, 'state-'));
  try {
    writeFiles(folder, files);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares what the folder holds with what had been said; `whole` is everything that the programs appended. */
export function judge(state: State, whole: readonly string[], look: () => Found): Outcome {
  const owed = acknowledged(state.said);
  try {
    const { entries, problems } = look();
    const lost = owed.filter((entry, index) => entries[index] !== entry).length;
    // One entry may be there before its acknowledgement was given.
    const strange = entries.filter((entry, index) => entry !== whole[index] || index > owed.length);
    return { owed: owed.length, lost, refused: [], wrong: [...strange.map(strangeWords), ...problems] };
  } catch (error) {
    return { owed: owed.length, lost: 0, refused: [wordsOf(error)], wrong: [] };
  }
}

/** Each acknowledgement is one whole line of JSON; other lines are none. */
export function acknowledged(said: readonly string[]): readonly string[] {
  const lines = said.join('').split('\n').slice(0, -1);
  return lines.filter((line) => line.startsWith('{'));
}

/** Opens the ledger as the next run does, asks it everything, and appends to it as that run would. */
export function lookAtLedger(path: string): Found {
  const ledger = openLedger(path, systemClock);
  let entries: readonly string[];
  const problems: string[] = [];
  try {
    entries = entriesIn(ledger);
    problems.push(...ledger.verify());
    ledger.append({ type: 'snapshot', account: 'later', batch: 'later', orderIds: [], forms: [] });
  } finally {
    ledger.close();
  }
  const again = openLedger(path, systemClock);
  try {
    const kept = entriesIn(again);
    if (kept.length !== entries.length + 1 || entries.some((entry, index) => kept[index] !== entry))
      problems.push('What was appended after the power cut is not there.');
    return { entries, problems: [...problems, ...again.verify()] };
  } finally {
    again.close();
  }
}

export function entriesIn(ledger: Ledger): readonly string[] {
  return [...ledger.all()].map((entry) => JSON.stringify(entry));
}

export function wordsOf(error: unknown): string {
  const kind = error instanceof LedgerError ? 'LedgerError' : error instanceof Error ? error.name : 'Thrown';
  return `${kind}: ${error instanceof Error ? error.message : String(error)}`;
}

function strangeWords(entry: string): string {
  return `Nobody appended this: ${entry.slice(0, 120)}`;
}
