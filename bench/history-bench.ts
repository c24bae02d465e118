import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { MAIN, type Used, used } from './command.ts';
import { growLedger } from './grown-ledger.ts';
import { figureOf, ratioOf, say, short, table } from './measure.ts';
import { VENDOR_URL } from './orders.ts';
import { expectReady, type SheetShape, writeSheet } from './sheet.ts';

export interface PastSizes {
  readonly rounds: number;
  /** Entries that a ledger has already, smallest first; an empty one is always measured beside them. */
  readonly entries: readonly number[];
}

interface Past {
  readonly entries: number;
  readonly ledger: string;
  readonly checks: Used[];
}

const SHAPE: SheetShape = { rows: 1_000, rowsOfEach: 10 };

/** A whole `check` of a small sheet, with ledgers that have a year of orders of the same account, and with an empty one. */
export function benchPast(scratch: string, { rounds, entries }: PastSizes): string {
  const folder = mkdtempSync(join(scratch, 'past-'));
  try {
    const sheet = join(folder, 'sheet.csv');
    writeSheet(sheet, SHAPE);
    const pasts = [0, ...entries].map((count) => pastOf(count, folder));
    for (let round = 0; round < rounds; round += 1) for (const past of pasts) measure(past, sheet, folder);
    return sayPasts(pasts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pastOf(entries: number, folder: string): Past {
  const ledger = join(folder, `past-${entries}.sqlite`);
  if (entries > 0) growLedger(ledger, entries, Date.now());
  // The witness catches up here, once, and not in the first round.
  openLedger(ledger, systemClock).close();
  return { entries, ledger, checks: [] };
}

function measure({ ledger, checks }: Past, sheet: string, folder: string): void {
  const results = join(folder, 'results.csv');
  rmSync(results, { force: true });
  const words = [MAIN, 'check', sheet, '--base-url', VENDOR_URL, '--ledger', ledger, '--results', results];
  checks.push(used({ words, cwd: folder }));
  expectReady(results, SHAPE);
}

function sayPasts(pasts: readonly Past[]): string {
  const floor = pasts[0]?.checks.map(({ ms }) => ms) ?? [];
  const header = [
    'entries already there',
    'ledger, MB',
    '`check` of 1,000 rows, ms',
    'peak memory, MB',
    'for one with none',
  ];
  const rows = pasts.map(({ entries, ledger, checks }) => [
    entries.toLocaleString('en-US'),
    short(statSync(ledger).size / 1e6),
    say(figureOf(checks.map(({ ms }) => ms))),
    say(figureOf(checks.map(({ peakBytes }) => peakBytes / 1e6))),
    entries === 0
      ? '1'
      : say(
          ratioOf(
            checks.map(({ ms }) => ms),
            floor,
          ),
        ),
  ]);
  return table(header, rows);
}
