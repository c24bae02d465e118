import { truncateSync } from 'node:fs';
import type { ExitName } from '../../src/cli/exit-codes.ts';
import { openDatabase } from '../../src/io/sqlite/open-database.ts';
import type { Ended } from './built.ts';
import type { Corner } from './corner.ts';

/** One way to an exit code: what a person did, and the one sentence that they are told. */
export interface ExitScene {
  readonly code: ExitName;
  readonly when: string;
  /** Stands exactly once in what is said. Null where nothing needs a person. */
  readonly says: RegExp | null;
  readonly play: (corner: Corner) => Promise<Ended>;
}

export type Play = ExitScene['play'];

export function scene(code: ExitName, when: string, says: RegExp | null, play: Play): ExitScene {
  return { code, when, says, play };
}

/** First these orders are submitted, then the command is run on their sheet. */
export function afterSubmitting(names: readonly string[], play: Play): Play {
  return async (corner) => {
    corner.sheet(...names);
    await corner.run(['submit', corner.file, '--yes', '--results', corner.results]);
    return play(corner);
  };
}

export function damageLedger(corner: Corner): void {
  truncateSync(corner.ledger, 4_096);
}

export function ageLedger(corner: Corner): void {
  const database = openDatabase(corner.ledger, 1_000);
  database.exec("UPDATE meta SET value = '99' WHERE name = 'schema'");
  database.close();
}

/** No table at all. */
export const UNREADABLE = '\u0000\u0001\u0002 no table';

/** Interrupts a command that is at work. */
export type Interrupted = (corner: Corner, signal: NodeJS.Signals) => Promise<Ended>;

/** The three signals that ask a program to end. */
export function stopped(command: string, play: Interrupted): readonly ExitScene[] {
  const says = /Stopping/g;
  return [
    scene('interrupted', `Ctrl-C in ${command}`, says, (corner) => play(corner, 'SIGINT')),
    scene('terminated', `SIGTERM in ${command}`, says, (corner) => play(corner, 'SIGTERM')),
    scene('terminated', `SIGHUP in ${command}`, says, (corner) => play(corner, 'SIGHUP')),
  ];
}
