import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { type Command, MAIN, used, wholeMs } from './command.ts';
import { figureOf, ratioOf, say, table } from './measure.ts';
import { expectReady, type SheetShape, writeSheet } from './sheet.ts';

export interface StartSizes {
  readonly rounds: number;
  /** Starts of each command a round, of which the median counts. */
  readonly starts: number;
}

interface Started {
  readonly name: string;
  readonly command: Command;
  /** Throws when the command did not do what it is measured for. */
  readonly expect?: () => void;
  readonly rounds: number[];
}

const SHAPE: SheetShape = { rows: 1_000, rowsOfEach: 10 };

/** How long small commands make a person wait, beside a Node that does nothing: each in turn, so that all meet the same load. */
export function benchStart(scratch: string, { rounds, starts }: StartSizes): string {
  const folder = mkdtempSync(join(scratch, 'start-'));
  try {
    const commands = commandsIn(folder);
    for (let round = 0; round < rounds; round += 1) measure(commands, starts);
    const peaks = commands.map(({ command }) => Array.from({ length: rounds }, () => used(command).peakBytes / 1e6));
    const floor = commands[0]?.rounds ?? [];
    const rows = commands.map((one, at) => [
      one.name,
      say(figureOf(one.rounds)),
      at === 0 ? '1' : say(ratioOf(one.rounds, floor)),
      say(figureOf(peaks[at] ?? [])),
    ]);
    const title = `Medians of ${starts} starts each a round, ${rounds} rounds in turns.`;
    return `${title}\n\n${table(['command', 'time, ms', 'for one `node -e 0`', 'peak memory, MB'], rows)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commandsIn(folder: string): readonly Started[] {
  const sheet = join(folder, 'sheet.csv');
  const results = join(folder, 'results.csv');
  const ledger = join(folder, 'ledger.sqlite');
  const fresh = join(folder, 'fresh.sqlite');
  writeSheet(sheet, SHAPE);
  openLedger(ledger, systemClock).close();
  const ours = (name: string, words: readonly string[], expect?: () => void): Started => ({
    name,
    command: { words: [MAIN, ...words], cwd: folder },
    rounds: [],
    ...(expect ? { expect } : {}),
  });
  return [
    { name: '`node -e 0`', command: { words: ['-e', '0'], cwd: folder }, rounds: [] },
    ours('`--help`', ['--help']),
    ours('`--version`', ['--version']),
    ours('`explain` of a code', ['explain', 'SM-SOURCE']),
    ours('`status` of an empty ledger', ['status', '--ledger', ledger]),
    ours('`check` of 1,000 rows', ['check', sheet, '--ledger', fresh, '--results', results], () => {
      expectReady(results, SHAPE);
      for (const left of [results, fresh, `${fresh}.witness.ndjson`]) rmSync(left, { force: true });
    }),
  ];
}

function measure(commands: readonly Started[], starts: number): void {
  const times = commands.map(() => [] as number[]);
  for (let start = 0; start < starts; start += 1)
    for (const [at, { command, expect }] of commands.entries()) {
      times[at]?.push(wholeMs(command));
      expect?.();
    }
  for (const [at, { rounds }] of commands.entries()) rounds.push(figureOf(times[at] ?? []).median);
}
