import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { SHEET_SECRET_PREFIX } from '../../domain/secret.ts';
import type { CommandEnd } from '../../io/attention-hook.ts';
import { vendors } from '../../vendors/index.ts';
import type { Env } from '../environment.ts';

const MOST_MS = 30_000;
/** What a program that ended still has in its pipes is waited for no longer, as its children may hold them open. */
const LAST_WORDS_MS = 250;
/** How much of what it writes is kept, from the end. */
const MOST_KEPT = 16_384;

export interface CommandPlace {
  readonly env: Env;
  /** How long it may take; 30 s. */
  readonly mostMs?: number;
}

/** A program of the person's own, without a shell and with this input; never rejects, and never outlives its time. */
export async function runAttentionCommand(
  [program = '', ...words]: readonly string[],
  input: string,
  { env, mostMs = MOST_MS }: CommandPlace,
): Promise<CommandEnd> {
  const child = start(program, words, env);
  if (typeof child === 'string') return { why: child, said: '' };
  const said = lastWordsOf(child);
  // A program that does not read what it is told is no failure.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const why = await endOf(child, mostMs);
  letGo(child);
  return { why, said: said() };
}

/** Null when it ended well. */
function endOf(child: ChildProcess, mostMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const end = (why: string | null) => {
      for (const timer of timers) clearTimeout(timer);
      resolve(why);
    };
    const ended = () => end(sayEnd(child));
    const stop = () => {
      killGroup(child);
      end(`was stopped after ${mostMs / 1000} s`);
    };
    timers.push(setTimeout(stop, mostMs));
    child.once('error', (error) => end(cannotStart(error)));
    child.once('exit', () => timers.push(setTimeout(ended, LAST_WORDS_MS)));
    child.once('close', ended);
  });
}

function sayEnd({ exitCode, signalCode }: ChildProcess): string | null {
  if (exitCode === 0) return null;
  return signalCode ? `was ended by ${signalCode}` : `ended with exit code ${exitCode}`;
}

/** What it wrote last, to either stream. */
function lastWordsOf({ stdout, stderr }: ChildProcessWithoutNullStreams): () => string {
  let said = Buffer.alloc(0);
  for (const stream of [stdout, stderr])
    stream.on('data', (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]).subarray(-MOST_KEPT);
    });
  return () => said.toString('utf8');
}

/** Nothing of what can spend or open something: keys and their files, the secrets of sheets, and those that are named. */
export function hookEnv(env: Env, secretNames: readonly string[]): Env {
  const keys = Object.values(vendors).map(({ auth }) => auth.keyVariable);
  const names = [...keys, ...secretNames, 'SHEETORDER_PING'].flatMap((name) => [name, `${name}_FILE`]);
  const closed = new Set(names.map((name) => name.toUpperCase()));
  const isOpen = (name: string) => !closed.has(name) && !name.startsWith(SHEET_SECRET_PREFIX);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isOpen(name.toUpperCase())));
}

/** Why it could not be started, where that shows at once. */
function start(program: string, words: readonly string[], env: Env): ChildProcessWithoutNullStreams | string {
  try {
    // A group of its own, so that all of it can be stopped, and Ctrl-C is for this program alone.
    return spawn(program, words, { env: { ...env }, shell: false, detached: true, stdio: 'pipe', windowsHide: true });
  } catch (error) {
    return cannotStart(error);
  }
}

function cannotStart(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'it is no program';
  return `could not be started (${code})`;
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Where there are no groups, or all of it has ended.
    child.kill('SIGKILL');
  }
}

/** Whatever still holds its pipes keeps this program waiting no longer. */
function letGo(child: ChildProcess): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  child.unref();
}
