import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isInMemory } from './machine.ts';
import { figureOf, say, short, table } from './measure.ts';
import { type Keeping, type OneRun, oneRun } from './one-run.ts';

export interface DurabilitySizes {
  readonly rounds: number;
  readonly orders: number;
  readonly concurrency: readonly number[];
}

export interface HistorySizes {
  readonly rounds: number;
  readonly orders: number;
  readonly entries: readonly number[];
}

const CONCURRENCY = 8;
const MEMORY = '/dev/shm';

/** Orders a second from plan to last order, with the ledger on disk, in a file system in memory, and without any file. */
export async function benchDurability(folder: string, sizes: DurabilitySizes): Promise<string> {
  const shelf = existsSync(MEMORY) && isInMemory(MEMORY) ? mkdtempSync(join(MEMORY, 'sheetorder-bench-')) : null;
  const ways: [string, Keeping][] = [
    ['durable, on disk', { folder }],
    ...(shelf ? [['the same files in memory', { folder: shelf }] as [string, Keeping]] : []),
    ['no files at all', 'memory'],
  ];
  try {
    const rows: string[][] = [];
    const details: string[] = [];
    for (const concurrency of sizes.concurrency) {
      const runs = await inTurns(folder, ways, sizes, concurrency);
      rows.push(...ways.map(([name], at) => row(name, concurrency, at, runs, sizes.orders)));
      details.push(`${concurrency}: ${sayCalls(runs[0] ?? [], sizes.orders)}`);
    }
    const header = [
      'at once',
      'ledger',
      'orders a second',
      'time in the ledger',
      'ledger, ms an order',
      'on disk takes',
    ];
    const calls = `Calls into the ledger on disk, an order, by orders at once:\n${details.join('\n')}`;
    return `${sizes.orders} orders a run, ${sizes.rounds} runs in turns.\n\n${table(header, rows)}\n\n${calls}`;
  } finally {
    if (shelf) rmSync(shelf, { recursive: true });
  }
}

/** The same run on a ledger that already has a history on that account. */
export async function benchHistory(folder: string, sizes: HistorySizes): Promise<string> {
  const ways = [0, ...sizes.entries].map((history) => [String(history), { folder, history }] as const);
  const runs = await inTurns(folder, ways, sizes, CONCURRENCY);
  const { orders } = sizes;
  const lines = ways.map(([, { history }], at) => {
    const own = runs[at] ?? [];
    const ids = own.map(({ calls }) => (calls.get('orderIds')?.ms ?? 0) / orders);
    return [
      history.toLocaleString('en-US'),
      say(figureOf(own.map((run) => (orders / run.ms) * 1_000))),
      say(figureOf(own.map((run) => inLedger(run) / orders))),
      say(figureOf(ids)),
    ];
  });
  const header = ['entries already there', 'orders a second', 'ledger, ms an order', 'of it orderIds()'];
  return `${orders} orders a run, ${CONCURRENCY} at once, ${sizes.rounds} runs in turns.\n\n${table(header, lines)}`;
}

/** Runs of each way, round by round. */
async function inTurns(
  folder: string,
  ways: readonly (readonly [string, Keeping])[],
  { rounds, orders }: Pick<DurabilitySizes, 'rounds' | 'orders'>,
  concurrency: number,
): Promise<readonly (readonly OneRun[])[]> {
  const runs: OneRun[][] = ways.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, [, keeping]] of ways.entries()) runs[at]?.push(await oneRun(folder, keeping, orders, concurrency));
  return runs;
}

function row(
  name: string,
  concurrency: number,
  at: number,
  runs: readonly (readonly OneRun[])[],
  orders: number,
): string[] {
  const own = runs[at] ?? [];
  const onDisk = runs[0] ?? [];
  const longer = own.map((run, round) => (onDisk[round]?.ms ?? 0) / run.ms);
  return [
    String(concurrency),
    name,
    say(figureOf(own.map((run) => (orders / run.ms) * 1_000))),
    say(figureOf(own.map((run) => (inLedger(run) / run.ms) * 100)), ' %'),
    say(figureOf(own.map((run) => inLedger(run) / orders))),
    at === 0 ? '1' : `${say(figureOf(longer))} × as long`,
  ];
}

function inLedger({ calls }: OneRun): number {
  return [...calls.values()].reduce((sum, { ms }) => sum + ms, 0);
}

function sayCalls(runs: readonly OneRun[], orders: number): string {
  const names = [...(runs[0]?.calls.keys() ?? [])];
  return names
    .map((name) => {
      const of = (run: OneRun) => run.calls.get(name) ?? { count: 0, ms: 0 };
      const count = figureOf(runs.map((run) => of(run).count / orders)).median;
      const ms = figureOf(runs.map((run) => of(run).ms / orders)).median;
      return { ms, text: `${name} ${short(count)} × (${short(ms)} ms)` };
    })
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ text }) => text)
    .join(', ');
}
