import { scaledmail } from '../src/vendors/scaledmail/index.ts';
import { commits, type Floor, flushes } from './floor.ts';
import { figureOf, ratioOf, say, short, table, timed } from './measure.ts';
import { bareClient, type OneRun, oneRun } from './one-run.ts';

export interface SubmitSizes {
  readonly rounds: number;
  readonly orders: number;
  readonly concurrency: readonly number[];
}

interface Round {
  readonly run: OneRun;
  /** Milliseconds of the HTTP client alone: its connections kept, and one for each request. */
  readonly kept: number;
  readonly fresh: number;
  /** What a durable commit of one row and the flush of a line take at least, right beside the run. */
  readonly commitMs: number;
  readonly flushMs: number;
}

const TIMES = 300;
const BYTES_OF_AN_ENTRY = 500;

/** Orders a second with a durable ledger, beside the HTTP client alone, the disk's own commits and the vendor's limit. */
export async function benchSubmit(folder: string, { rounds, orders, concurrency }: SubmitSizes): Promise<string> {
  const all = new Map<number, Round[]>(concurrency.map((atOnce) => [atOnce, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [atOnce, own] of all) own.push(await measure(folder, orders, atOnce));
  const title = `${orders.toLocaleString('en-US')} orders a run, ledger on disk, ${rounds} rounds in turns.`;
  return `${title}\n\n${saySpeed(all, orders)}\n\n${sayDisk(all, orders)}`;
}

async function measure(folder: string, orders: number, atOnce: number): Promise<Round> {
  const run = await oneRun(folder, { folder }, orders, atOnce);
  const commitMs = onceMs(commits(folder, BYTES_OF_AN_ENTRY, 'EXTRA'));
  const flushMs = onceMs(flushes(folder, BYTES_OF_AN_ENTRY));
  const kept = await bareClient(folder, orders, atOnce, true);
  const fresh = await bareClient(folder, orders, atOnce, false);
  return { run, kept, fresh, commitMs, flushMs };
}

function onceMs(floor: Floor): number {
  const ms = timed(() => {
    for (let time = 0; time < TIMES; time += 1) floor.once();
  });
  floor.close();
  return ms / TIMES;
}

function saySpeed(all: ReadonlyMap<number, readonly Round[]>, orders: number): string {
  const { requests, perMs } = scaledmail.limits.rate.windows[0] ?? { requests: Number.NaN, perMs: 1 };
  const limit = (requests / perMs) * 1_000;
  const header = [
    'at once',
    'orders a second',
    `vendor's limit of ${short(limit)} a second, times`,
    'client alone, connections kept: a second',
    'share of it',
    'client alone, one for each: a second',
    'share of it',
    'peak memory, MB',
  ];
  const rows = [...all].map(([atOnce, rounds]) => {
    const perSecond = (ms: (round: Round) => number) => rounds.map((round) => (orders / ms(round)) * 1_000);
    const [ours, kept, fresh] = [perSecond(({ run }) => run.ms), perSecond((r) => r.kept), perSecond((r) => r.fresh)];
    return [
      String(atOnce),
      say(figureOf(ours)),
      short(figureOf(ours).median / limit),
      say(figureOf(kept)),
      say(ratioOf(ours, kept)),
      say(figureOf(fresh)),
      say(ratioOf(ours, fresh)),
      say(figureOf(rounds.map(({ run }) => run.peakBytes / 1e6))),
    ];
  });
  return table(header, rows);
}

function sayDisk(all: ReadonlyMap<number, readonly Round[]>, orders: number): string {
  const header = [
    'at once',
    'commits an order',
    'time in commits',
    'the disk alone needs for as many',
    "the disk's durable commits a second",
  ];
  const rows = [...all].map(([atOnce, rounds]) => {
    const share = (ms: (round: Round) => number) =>
      say(figureOf(rounds.map((round) => (ms(round) / round.run.ms) * 100)), ' %');
    return [
      String(atOnce),
      say(figureOf(rounds.map(({ run }) => run.flushed.count / orders))),
      share(({ run }) => writingMs(run)),
      share(({ run, commitMs, flushMs }) => run.flushed.count * (commitMs + flushMs)),
      say(figureOf(rounds.map(({ commitMs }) => 1_000 / commitMs))),
    ];
  });
  return table(header, rows);
}

/** Whatever of the ledger writes: each such call ends with a commit and the witness's flush. */
function writingMs({ calls }: OneRun): number {
  return [...calls].reduce((sum, [name, { ms }]) => (name.startsWith('append') ? sum + ms : sum), 0);
}
