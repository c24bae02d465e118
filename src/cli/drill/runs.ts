import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fraction } from '../../sandbox/faults.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { vendors } from '../../vendors/index.ts';
import { NO_DEFAULTS } from '../config/told.ts';
import type { Env } from '../environment.ts';
import { IN_SANDBOX } from '../sandbox-session.ts';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const LOOK_EVERY_MS = 10;
const LATEST_KILL_MS = 150;

export interface Place {
  /** Each vendor's stand-in, by the vendor's id. */
  readonly urls: Sandbox['urls'];
  readonly ledger: string;
  readonly env: Env;
}

export interface Ended {
  /** Null when it was killed. */
  readonly exit: number | null;
  readonly err: string;
}

/** One command in a process of its own, as an operator would run it, against the vendor of the drill. */
export async function run(words: readonly string[], place: Place): Promise<Ended> {
  return started(words, place).ended;
}

/** The same, killed a short while after it has sent something; `exit` says whether it ended before. */
export async function runAndKill(words: readonly string[], place: Place, stand: Sandbox, name: string): Promise<Ended> {
  const spent = spends(stand);
  const { child, ended } = started(words, place);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const most = 1 + Math.floor(fraction(`${name} after`) * 3);
  while (!over && spends(stand) < spent + most) await pause(LOOK_EVERY_MS);
  if (!over) await pause(Math.floor(fraction(`${name} when`) * LATEST_KILL_MS));
  child.kill('SIGKILL');
  return ended;
}

/** Requests that may cost money, so far. */
function spends(stand: Sandbox): number {
  const requests = Object.entries(stand.requests());
  return requests.filter(([name]) => name.startsWith('POST ')).reduce((sum, [, count]) => sum + count, 0);
}

function started(
  words: readonly string[],
  { urls, ledger, env }: Place,
): { child: ChildProcess; ended: Promise<Ended> } {
  const all = [...words, '--ledger', ledger, '--rate', 'none', '--quiet'];
  const child = spawn(process.execPath, [MAIN, ...all], {
    env: ofTheDrill(env, urls),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, err }));
  });
  return { child, ended };
}

/** The addresses and keys of the stand-ins; organizations stay as they are, since they enter what is ordered. */
export function addressesOf(urls: Sandbox['urls'], env: Env): Record<string, string> {
  return Object.fromEntries(
    Object.values(vendors).flatMap(({ id, auth }) => [
      [auth.baseUrlVariable, urls[id] ?? ''],
      [auth.keyVariable, IN_SANDBOX],
      ...(auth.organizationVariable ? [[auth.organizationVariable, env[auth.organizationVariable] || 'drill']] : []),
    ]),
  );
}

/** No key of a real account goes along, and no flag that the environment or the configuration sets for real runs. */
function ofTheDrill(env: Env, urls: Sandbox['urls']): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !/^(SHEETORDER_(?!SECRET_)|SCALEDMAIL_|SALESHANDY_)/.test(name));
  const texts = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { ...Object.fromEntries(texts), ...addressesOf(urls, env), [NO_DEFAULTS]: '1' };
}
