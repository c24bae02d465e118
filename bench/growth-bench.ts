import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../src/domain/ports.ts';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { replayLedger } from '../src/steps/replay-ledger.ts';
import { growLedger } from './grown-ledger.ts';
import { appendAll, counter, entriesOfOrders } from './ledger-bench.ts';
import { eachTimed, figureOf, say, short, table, timed } from './measure.ts';
import { ACCOUNT, keyOf } from './orders.ts';

export interface GrowthSizes {
  readonly rounds: number;
  readonly entries: readonly number[];
  /** Orders appended a round. */
  readonly orders: number;
}

interface Grown {
  readonly entries: number;
  readonly path: string;
  readonly ledger: Ledger;
  readonly orders: number;
  readonly numbers: () => number;
  readonly results: Map<string, number[]>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const CALLS = 25;
const KEYS_A_RUN = 100;

/** What a ledger that already has a history costs: each size in turn in each round, so that all meet the same load. */
export function benchGrowth(folder: string, sizes: GrowthSizes): string {
  const now = Date.now();
  const grown = sizes.entries.map((entries) => grow(folder, entries, now));
  for (let round = 0; round < sizes.rounds; round += 1) for (const one of grown) measure(one, round, sizes.orders, now);
  for (const one of grown) one.ledger.close();
  const names = [...(grown[0]?.results.keys() ?? [])];
  const header = ['entries already there', ...grown.map(({ entries }) => entries.toLocaleString('en-US'))];
  const file = ['database', ...grown.map(({ path }) => `${short(statSync(path).size / 1e6)} MB`)];
  const rows = names.map((name) => [name, ...grown.map(({ results }) => say(figureOf(results.get(name) ?? [])))]);
  return table(header, [file, ...rows]);
}

function grow(folder: string, entries: number, now: number): Grown {
  const path = join(folder, `grown-${entries}.sqlite`);
  const orders = growLedger(path, entries, now);
  const ledger = openLedger(path, systemClock);
  return { entries, path, ledger, orders, numbers: counter(orders), results: new Map() };
}

function measure(grown: Grown, round: number, orders: number, now: number): void {
  const { ledger, path, results, numbers } = grown;
  const note = (name: string, value: number) => results.set(name, [...(results.get(name) ?? []), value]);
  const keyAt = (index: number) => keyOf((index * 7_919 + round * 104_729) % grown.orders);
  const keys = [...new Set(Array.from({ length: KEYS_A_RUN }, (_, index) => keyAt(index)))];
  const entries = entriesOfOrders(numbers, orders);
  const day = new Date(now - DAY_MS).toISOString();
  const month = new Date(now - 31 * DAY_MS).toISOString();
  note('appends a second', (orders * 4_000) / timed(() => appendAll(ledger, entries)));
  note(
    'open, ms',
    timed(() => openLedger(path, systemClock).close()),
  );
  note(
    'replay of one order, ms',
    eachTimed(CALLS, (index) => void replayLedger(ledger.entriesFor([keyAt(index)]))),
  );
  note(
    'orderIds() of the account, two or three an order, ms',
    eachTimed(5, () => void ledger.orderIds(ACCOUNT)),
  );
  note(
    'spent() of one batch, ms',
    eachTimed(CALLS, () => void ledger.spent({ batch: 'batch-1' })),
  );
  note(
    'spent() of the last 24 hours, ms',
    eachTimed(CALLS, () => void ledger.spent({ since: day })),
  );
  note(
    'spent() of a client in the last 31 days, ms',
    eachTimed(CALLS, () => void ledger.spent({ since: month, client: 'north' })),
  );
  note(
    `unsound() of ${KEYS_A_RUN} orders, once a run, ms`,
    timed(() => expectNone(ledger.unsound(keys))),
  );
  note(
    'verify(), when a person asks, ms',
    timed(() => expectNone(ledger.verify())),
  );
}

function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`the grown ledger is no true one: ${problems[0]}`);
}
