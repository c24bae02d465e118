import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../domain/errors.ts';
import type { Secret } from '../domain/secret.ts';
import type { Vendor } from '../domain/vendor.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The environment, and what the file that `--env-file` names adds to it; the environment itself comes first. */
export function envWithFile(words: readonly string[], env: Env): Env {
  const at = words.findIndex((word) => word === '--env-file' || word.startsWith('--env-file='));
  const path = words[at]?.startsWith('--env-file=') ? words[at]?.slice('--env-file='.length) : words[at + 1];
  if (at < 0 || !path) return env;
  const set = Object.entries(env).filter(([, value]) => value);
  return { ...parseEnv(readText(path, '--env-file')), ...Object.fromEntries(set) };
}

/** An empty variable means unset. */
export function variable(env: Env, name: string): string | null {
  return env[name] ? (env[name] ?? null) : null;
}

/** The vendor's key from NAME or NAME_FILE; null when neither is set. */
export function keyOf(vendor: Vendor, env: Env): string | null {
  const direct = variable(env, vendor.auth.keyVariable);
  if (direct) return direct.trim();
  const path = variable(env, `${vendor.auth.keyVariable}_FILE`);
  return path ? readText(path, `${vendor.auth.keyVariable}_FILE`).trim() : null;
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
