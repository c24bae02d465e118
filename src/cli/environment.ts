import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../domain/errors.ts';
import { type Secret, secretFrom } from '../domain/secret.ts';
import type { Vendor } from '../domain/vendor.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The environment, and what a file of variables adds to it; the environment itself comes first. */
export function envOf(path: string, env: Env): Env {
  const set = Object.entries(env).filter(([, value]) => value);
  return { ...parseEnv(readText(path, '--env-file')), ...Object.fromEntries(set) };
}

/** What `--NAME VALUE` or `--NAME=VALUE` says, for the few flags that are needed before the words are parsed. */
export function wordOf(words: readonly string[], name: string): string | null {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const at = own.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = own[at];
  if (word === undefined) return null;
  return word.includes('=') ? word.slice(`--${name}=`.length) : (own[at + 1] ?? null);
}

/** An empty variable means unset. */
export function variable(env: Env, name: string): string | null {
  return env[name] ? (env[name] ?? null) : null;
}

/** The variable that names the vendor's key, NAME or NAME_FILE; null when neither is set. */
export function keyVariableOf(vendor: Vendor, env: Env): string | null {
  const names = [vendor.auth.keyVariable, `${vendor.auth.keyVariable}_FILE`];
  return names.find((name) => variable(env, name) !== null) ?? null;
}

/** The vendor's key as the environment has it; null when it has none. Throws UsageError when its file cannot be read. */
export function keyOf(vendor: Vendor, env: Env): string | null {
  const name = keyVariableOf(vendor, env);
  const text = name && variable(env, name);
  if (!name || !text) return null;
  return (name === vendor.auth.keyVariable ? text : readText(text, name)).trim();
}

/** The key that `env:NAME` or `file:PATH` of a profile stands for; null where it cannot be had. */
export function keyNamed(reference: string | undefined, env: Env): string | null {
  const text = reference === undefined ? null : revealSecret(secretFrom(reference, 'configuration'), env);
  return text?.trim() || null;
}

/** A secret's text, or null where it cannot be had. */
export function revealSecret(secret: Secret, env: Env): string | null {
  const source = secret.reveal();
  if (source.kind === 'text') return source.text;
  if (source.kind === 'env') return variable(env, source.name);
  try {
    return readFileSync(source.path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}

/** True for a secret whose text may be there later in this run: a file may, a variable of this process cannot. */
export function mayComeLater(secret: Secret): boolean {
  return secret.reveal().kind === 'file';
}

export function secretProblem(secret: Secret, env: Env): string | null {
  if (revealSecret(secret, env) !== null) return null;
  const source = secret.reveal();
  if (source.kind === 'env') return `The environment variable ${source.name} is not set.`;
  return source.kind === 'file' ? `The file ${source.path} cannot be read.` : null;
}

/** A base URL must be https unless it is loopback. What is refused is not repeated: it may hold a login or a key. */
export function baseUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url)
    throw new UsageError(
      'The base URL is not a URL.',
      'Write it like https://server.example/api/v1.',
      'BASE-URL-WRONG',
    );
  if (text.includes('?') || text.includes('#') || url.username || url.password)
    throw new UsageError(
      `The base URL${hostText(url)} has more than an address.`,
      'Leave out what follows ? or #, and any login; the key comes from the environment.',
      'BASE-URL-WRONG',
    );
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return url;
  throw new UsageError(
    `The base URL${hostText(url)} is not https, so a key would travel in the clear.`,
    'Use https://; http:// is for loopback only: 127.0.0.1, [::1] or localhost.',
    'BASE-URL-INSECURE',
  );
}

/** Only what can be no login: an address without a host, such as `mailto:name`, is not shown at all. */
function hostText(url: URL): string {
  return url.host ? ` "${url.protocol}//${url.host}"` : '';
}

/** Asked of the parsed address, in which every way to write an IPv4 number is four decimals. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** Where state is kept unless `--ledger` says otherwise. */
export function defaultLedgerPath(env: Env): string {
  const local = variable(env, 'LOCALAPPDATA');
  const state =
    process.platform === 'win32' && local
      ? local
      : (variable(env, 'XDG_STATE_HOME') ?? join(homedir(), '.local', 'state'));
  return join(state, 'sheetorder', 'ledger.sqlite');
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(
      `${name} names ${path}, which cannot be read.`,
      'Check the path and its permissions.',
      'FILE-UNREADABLE',
    );
  }
}
