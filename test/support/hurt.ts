import { type ChildProcess, spawn } from 'node:child_process';
import { type Ended, MAIN } from './built.ts';

/** How the built program is started when something is to happen to it. */
export interface Way {
  /** A program that starts it, with its own words: strace and what it injects. */
  readonly under?: readonly string[];
  /** Words for node itself: a module to load first, a limit on the heap. */
  readonly node?: readonly string[];
  readonly cwd?: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended & { readonly hung: boolean }>;
}

const LONGEST_MS = 150_000;

/** Starts the built program in a way that may hurt it; one that hangs is killed and said to have hung. */
export function startThus(words: readonly string[], env: Readonly<Record<string, string>>, way: Way = {}): Started {
  const line = [...(way.under ?? []), process.execPath, ...(way.node ?? []), MAIN, ...words];
  const [program = process.execPath, ...rest] = line;
  const child = spawn(program, rest, {
    env: { PATH: process.env.PATH, ...env },
    ...(way.cwd ? { cwd: way.cwd } : {}),
  });
  let out = '';
  let err = '';
  let hung = false;
  child.stdout?.on('data', (chunk) => (out += chunk));
  child.stderr?.on('data', (chunk) => (err += chunk));
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, LONGEST_MS);
  const ended = new Promise<Ended & { readonly hung: boolean }>((resolve) =>
    child.on('close', (exit, signal) => {
      clearTimeout(timer);
      resolve({ exit, signal, out, err, hung });
    }),
  );
  return { child, ended };
}
