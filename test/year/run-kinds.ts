import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failedAt, whyNoStrace } from '../crash/campaign/strace.ts';
import type { Dice } from './dice.ts';
import type { Ended, World } from './world.ts';

/** How a run went that cron started. */
export interface Run {
  readonly kind: RunKind;
  /** What it told; one that was killed told nothing. Two at once have two. */
  readonly ended: readonly Ended[];
  /** It ended by itself, on a machine that did what it was told. */
  readonly isWhole: boolean;
  /** A signal asked it to stop before it was over. */
  readonly isStopped: boolean;
  /** It could not begin, whatever lay in the folder. */
  readonly isBarred: boolean;
}

const KINDS = ['plain', 'killed', 'stopped', 'full disk', 'two at once', 'wrong clock', 'barred', 'outage'] as const;
export type RunKind = (typeof KINDS)[number];

const SHARES: Readonly<Record<RunKind, number>> = {
  plain: 66,
  killed: 11,
  stopped: 5,
  'full disk': 4,
  'two at once': 4,
  'wrong clock': 5,
  barred: 1,
  outage: 4,
};
export const NO_RUNS: Readonly<Record<RunKind, number>> = {
  plain: 0,
  killed: 0,
  stopped: 0,
  'full disk': 0,
  'two at once': 0,
  'wrong clock': 0,
  barred: 0,
  outage: 0,
};
const CHILD = resolve('test/year/child-main.mjs');
const LONGEST_MS = 120_000;
const HOUR_MS = 3_600_000;
const BEFORE_ANYTHING_MS = 4_000;
const NO_STRACE = whyNoStrace();

/** In a rough year every second run meets something. */
export function chooseKind(dice: Dice, isRough: boolean): RunKind {
  if (isRough && dice.chance(0.4)) return dice.pick<RunKind>(['killed', 'stopped', 'two at once', 'outage']);
  let left = dice.between(0, Object.values(SHARES).reduce((sum, share) => sum + share, 0) - 1);
  for (const kind of KINDS) {
    if (left < SHARES[kind]) return kind === 'full disk' && NO_STRACE !== '' ? 'plain' : kind;
    left -= SHARES[kind];
  }
  return 'plain';
}

const WHOLE = { isWhole: true, isStopped: false, isBarred: false };

/** Starts what cron starts, and does to it what its kind says. */
export async function startRun(kind: RunKind, world: World, dice: Dice): Promise<Run> {
  if (kind === 'killed') return killed(world, dice);
  if (kind === 'full disk') return onFullDisk(world, dice);
  if (kind === 'stopped') return stopped(world, dice);
  if (kind === 'two at once') {
    const ended = await Promise.all([world.command(...world.words), world.command(...world.words)]);
    return { ...WHOLE, kind, ended };
  }
  if (kind === 'barred') return barred(world);
  if (kind === 'wrong clock') world.clock.skewMs = dice.between(-30, 30) * HOUR_MS;
  if (kind === 'outage') world.gate.breaksAt = world.gate.spends + dice.between(0, 4);
  const ended = await world.command(...world.words);
  world.clock.skewMs = 0;
  return { ...WHOLE, kind, ended: [ended] };
}

/** A child cannot see a copy go on, so all of them are over before. */
function start(world: World, under: readonly string[] = []) {
  world.copies.finish();
  const [program = '', ...rest] = [...under, process.execPath, CHILD, ...world.words];
  const env = { ...world.env, PATH: process.env.PATH, YEAR_CLOCK: JSON.stringify(world.clock.start()) };
  const child = spawn(program, rest, { env });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const ended = new Promise<Ended & { readonly signal: string | null }>((done) =>
    child.on('close', (exit, signal) => {
      clearTimeout(timer);
      done({ exit, out, err, signal });
    }),
  );
  return { child, ended };
}

/** Dies at some moment after a sheet was taken or a spend was sent, or before either. */
async function killed(world: World, dice: Dice): Promise<Run> {
  const { gate, root } = world;
  const spends = gate.spends + dice.between(1, 6);
  const isBySpend = dice.chance(0.5);
  const working = join(root, 'working');
  const isTaken = () => existsSync(working) && readdirSync(working).length > 0;
  const { child, ended } = start(world);
  let isOver = false;
  const over = ended.then(() => {
    isOver = true;
  });
  const moment = async () => {
    for (let ms = 0; ms < BEFORE_ANYTHING_MS && !isOver; ms += 2) {
      if (isBySpend ? gate.spends >= spends : isTaken()) break;
      await sleep(2);
    }
    await sleep(dice.between(0, isBySpend ? 60 : 500));
  };
  await Promise.race([over, moment()]);
  child.kill('SIGKILL');
  const end = await ended;
  if (end.signal === null) return { ...WHOLE, kind: 'killed', ended: [end] };
  return { ...WHOLE, kind: 'killed', ended: [], isWhole: false };
}

/** From some call on nothing can be written or flushed any more, in this process alone. */
async function onFullDisk(world: World, dice: Dice): Promise<Run> {
  const [call, error, last] = dice.pick<readonly [string, string, number]>([
    ['pwrite64', 'ENOSPC', 220],
    ['write', 'ENOSPC', 300],
    ['fsync', 'EIO', 60],
  ]);
  const end = await start(world, failedAt(call, error, `${dice.between(1, last)}+`)).ended;
  return { ...WHOLE, kind: 'full disk', ended: [end], isWhole: false };
}

/** SIGTERM, as systemd sends it. */
async function stopped(world: World, dice: Dice): Promise<Run> {
  const drain = new AbortController();
  const spends = world.gate.spends + dice.between(0, 5);
  world.gate.onSpend = () => world.gate.spends >= spends && drain.abort('SIGTERM');
  const ended = await world.commandUntil(drain, ...world.words);
  world.gate.onSpend = () => {};
  return { ...WHOLE, kind: 'stopped', ended: [ended], isStopped: drain.signal.aborted };
}

/** For a day nothing can be put into done/. */
async function barred(world: World): Promise<Run> {
  const done = join(world.root, 'done');
  const away = join(world.folder, 'done-away');
  mkdirSync(done, { recursive: true });
  renameSync(done, away);
  writeFileSync(done, '');
  const ended = await world.command(...world.words);
  rmSync(done);
  renameSync(away, done);
  if (existsSync(away)) rmdirSync(away);
  return { ...WHOLE, kind: 'barred', ended: [ended], isBarred: true };
}

/** What a run on a full disk may end with; null where node itself cannot live with a write that fails. */
const ON_FULL_DISK: ReadonlySet<number | null> = new Set([null, 0, 2, 3, 4, 5, 6, 7, 75]);

/** What the second of two runs says when the first was over before it began. */
const NOTHING_LEFT = 'No sheet was waiting.';

/** Exit codes that are not what the documents promise. */
export function wrongExits(run: Run, expected: readonly number[]): readonly string[] {
  const told = run.ended.map(({ exit }) => exit);
  const isFine = (exit: number | null) => {
    if (run.kind === 'full disk') return ON_FULL_DISK.has(exit);
    return run.isBarred ? exit === 2 : exit !== null && expected.includes(exit);
  };
  const isPair = run.kind === 'two at once' && told.some(isFine);
  const isSecond = ({ exit, err }: Ended) => isPair && (exit === 75 || (exit === 0 && err.includes(NOTHING_LEFT)));
  if (run.ended.every((ended) => isFine(ended.exit) || isSecond(ended))) return [];
  const text = run.ended.map(({ exit, out, err }) => `${exit} ${out} ${err}`).join(' | ');
  return [`${run.kind}, not ${run.isBarred ? 2 : expected.join(' or ')}: ${text}`];
}
