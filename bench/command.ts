import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** What one whole command took, from its start until its process was gone. */
export interface Used {
  readonly ms: number;
  /** Time of all cores, threads included. */
  readonly cpuMs: number;
  /** The most memory that its process held at any moment. */
  readonly peakBytes: number;
  readonly out: string;
}

export interface Command {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are as they should be; 0 when left out. */
  readonly exits?: readonly number[];
}

export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

const HOOK = fileURLToPath(new URL('./used.cjs', import.meta.url));
const MINUTES_20 = 20 * 60 * 1_000;
const OWN_VARIABLES = /^(SHEETORDER|SCALEDMAIL|SALESHANDY|NODE_OPTIONS|BENCH)/;

/** Runs a Node command to its end and says what it used. Throws when it ended otherwise than it should. */
export function used(command: Command): Used {
  const program = command.program ?? process.execPath;
  const note = join(command.cwd, 'used.json');
  const words = command.program ? command.words : ['--require', HOOK, ...command.words];
  rmSync(note, { force: true });
  const { ms, out } = run(program, { ...command, words, env: { ...command.env, BENCH_USED: note } });
  if (!existsSync(note)) throw new Error(`nobody noted what this used: ${command.words.join(' ')}`);
  const { cpuMs, peakBytes } = JSON.parse(readFileSync(note, 'utf8')) as Pick<Used, 'cpuMs' | 'peakBytes'>;
  return { ms, cpuMs, peakBytes, out };
}

/** Milliseconds of a Node command as people start it, with nothing loaded beside it. */
export function wholeMs(command: Command): number {
  return run(command.program ?? process.execPath, command).ms;
}

function run(program: string, { words, cwd, env = {}, exits = [0] }: Command): Pick<Used, 'ms' | 'out'> {
  const since = performance.now();
  const ended = spawnSync(program, words, {
    cwd,
    env: { ...bare(), XDG_CONFIG_HOME: cwd, XDG_STATE_HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
    timeout: MINUTES_20,
  });
  const ms = performance.now() - since;
  if (ended.error) throw ended.error;
  const out = ended.stdout.toString('utf8');
  if (ended.status === null || !exits.includes(ended.status))
    throw new Error(
      `${words.join(' ')} ended with ${ended.status}: ${out.slice(-500)}${ended.stderr.subarray(-1_500)}`,
    );
  return { ms, out };
}

/** This environment without what would change how the program behaves. */
function bare(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name)));
}
