import { SheetorderError, UsageError } from '../../domain/errors.ts';
import { type Env, envOf, variable, wordOf } from '../environment.ts';
import { twinOf } from '../options.ts';
import { profileNamed } from './choose.ts';
import type { Config } from './config.ts';
import type { Layer } from './layers.ts';
import { readConfig } from './read.ts';
import { folderPolicy } from './run-policy.ts';

/** What is known before the words are parsed: the whole environment, and what the configuration says of flags. */
export interface Told {
  readonly env: Env;
  readonly layers: readonly Layer[];
  /** Why the configuration could not be used; thrown by a command that needs it, so that help works all the same. */
  readonly fault: SheetorderError | null;
}

/** Set for commands that another command starts: records of the configuration hold, and no value of a flag. */
export const NO_DEFAULTS = 'SHEETORDER_NO_DEFAULTS';

/** Throws UsageError only for a file that `--env-file` names in the words and that cannot be read. */
export function toldBefore(words: readonly string[], environment: Env, folder: string): Told {
  const named = wordOf(words, 'env-file') ?? variable(environment, twinOf('env-file'));
  const env = named ? envOf(named, environment) : environment;
  try {
    return fromConfig(words, env, { config: readConfig(env, folder), isNamed: named !== null });
  } catch (error) {
    if (error instanceof SheetorderError) return { env, layers: [], fault: error };
    throw error;
  }
}

function fromConfig(
  words: readonly string[],
  given: Env,
  { config, isNamed }: { readonly config: Config; readonly isNamed: boolean },
): Told {
  const isIgnored = variable(given, NO_DEFAULTS) !== null;
  const { layers, env } = isIgnored ? { layers: [], env: given } : layersOf(words, given, config);
  const file = isNamed ? undefined : valueIn(layers, 'env-file');
  if (typeof file !== 'string') return { env, layers, fault: null };
  // A file that a profile names cannot choose another profile.
  const { [twinOf('profile')]: _profile, ...more } = envOf(file, {});
  const set = Object.entries(env).filter(([, value]) => value);
  return { env: { ...more, ...Object.fromEntries(set) }, layers, fault: null };
}

function layersOf(words: readonly string[], env: Env, config: Config): Pick<Told, 'layers' | 'env'> {
  const path = config.path ?? '';
  const told = (name: 'profile' | 'inbox') =>
    wordOf(words, name) ?? variable(env, twinOf(name)) ?? config.defaults[name];
  const inbox = words.some((word) => word === 'run' || word === 'config') ? told('inbox') : undefined;
  const folder = typeof inbox === 'string' ? folderPolicy(config, inbox) : null;
  const chosen = folder?.profile ? ofFolder(folder.profile, wordOf(words, 'profile')) : told('profile');
  const profile = typeof chosen === 'string' && chosen !== '' ? profileNamed(config, chosen) : null;
  const values = { ...folder?.defaults, ...(folder?.profile ? { profile: folder.profile } : {}) };
  const layers: readonly Layer[] = [
    ...(folder ? [{ origin: { kind: 'folder', path } as const, values }] : []),
    ...(profile ? [{ origin: { kind: 'profile', name: profile.name, path } as const, values: profile.defaults }] : []),
    { origin: { kind: 'file', path }, values: config.defaults },
  ];
  // A folder's profile counts like --profile, and so outranks the variable.
  return { layers, env: folder?.profile ? { ...env, [twinOf('profile')]: '' } : env };
}

/** A folder is one agency's, whatever is typed. Throws UsageError. */
function ofFolder(named: string, word: string | null): string {
  if (word === null || word === named) return named;
  throw new UsageError(
    `--profile ${word} is given for a folder whose sheets are those of profile ${named}.`,
    'Leave --profile out, or correct run.folders in the configuration.',
    'PROFILE-CONFLICT',
  );
}

function valueIn(layers: readonly Layer[], name: 'env-file'): unknown {
  return layers.find(({ values }) => values[name] !== undefined)?.values[name];
}
