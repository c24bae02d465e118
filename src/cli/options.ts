import { UsageError } from '../domain/errors.ts';
import { type Layer, type Origin, type Origins, rankOf, sayOrigin } from './config/layers.ts';
import type { Env } from './environment.ts';
import { FLAGS, type Flag, type FlagName, type Kind } from './flags.ts';
import { DAY_MS, UNIT_MS } from './units.ts';

export { FLAGS, type FlagName } from './flags.ts';

/** Flags that decide what sheets mean: a plan keeps them, and the next command needs them again. */
export const MEANING = [
  'sheet',
  'hidden-rows',
  'delimiter',
  'encoding',
  'header-row',
  'pack',
  'map',
  'set',
  'vendor',
  'operation',
] as const satisfies readonly FlagName[];

interface Values {
  string: string;
  boolean: boolean;
  number: number;
  array: readonly string[];
}

/** What a command is given: its flags as typed, and what it names without a flag. */
export type Flags = { readonly [Name in FlagName]?: Values[(typeof FLAGS)[Name]['type']] | undefined } & {
  readonly sheets?: readonly string[] | undefined;
  readonly key?: string | undefined;
  readonly code?: string | undefined;
  readonly action?: string | undefined;
  readonly file?: string | undefined;
  readonly id?: string | undefined;
  readonly shell?: string | undefined;
  /** What variables and the configuration said; a next command in the same shell and folder is told it anyway. */
  readonly inherited?: Readonly<Record<string, unknown>> | undefined;
  /** Where each flag that has a value has it from; a flag that is left out here counts as typed. */
  readonly origins?: Origins | undefined;
};

/** yargs options for some flags; where no word says a value, its variable does, and then the configuration. */
export function optionsFor(
  names: readonly FlagName[],
  env: Env,
  layers: readonly Layer[] = [],
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, optionFor(FLAGS[name], inheritedValue(name, env, layers))]));
}

/** The environment variable that stands for a flag. */
export function twinOf(name: string): string {
  return `SHEETORDER_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** What variables and the configuration say of these flags; throws UsageError on what a flag cannot be. */
export function inheritedBy(
  names: readonly FlagName[],
  env: Env,
  layers: readonly Layer[] = [],
): Readonly<Record<string, unknown>> {
  // Which account is meant is said again each time: a line is copied into other shells and folders, too.
  const told = names.filter((name) => name !== 'profile');
  return Object.fromEntries(
    told.flatMap((name) => {
      const found = inheritedValue(name, env, layers);
      return found ? [[name, found.value]] : [];
    }),
  );
}

/** Where each of these flags has its value from, as the words were given. */
export function originsOf(
  names: readonly FlagName[],
  words: readonly string[],
  env: Env,
  layers: readonly Layer[],
): Origins {
  return Object.fromEntries(
    names.map((name): [FlagName, Origin] => {
      if (isTyped(name, words)) return [name, { kind: 'flag' }];
      return [name, inheritedValue(name, env, layers)?.origin ?? { kind: 'default' }];
    }),
  );
}

/** True when the first outranks the second by where they were said; what nothing is known of was typed. */
export function outranks(flags: Flags, first: FlagName, second: FlagName): boolean {
  const rank = (name: FlagName) => rankOf(flags.origins?.[name]?.kind ?? 'flag');
  return rank(first) < rank(second);
}

function isTyped(name: string, words: readonly string[]): boolean {
  const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return own.some((word) => [name, camel].some((known) => word === `--${known}` || word.startsWith(`--${known}=`)));
}

interface Inherited {
  readonly value: unknown;
  readonly origin: Origin;
}

function inheritedValue(name: FlagName, env: Env, layers: readonly Layer[]): Inherited | null {
  const { type, twin }: Flag = FLAGS[name];
  if (twin === false) return null;
  const variableName = twinOf(name);
  const text = env[variableName];
  if (text) return { value: fromText(text, type, name), origin: { kind: 'environment', name: variableName } };
  const layer = layers.find(({ values }) => values[name] !== undefined);
  return layer ? { value: layer.values[name], origin: layer.origin } : null;
}

function optionFor(flag: Flag, inherited: Inherited | null): Record<string, unknown> {
  const { twin: _twin, type, ...rest } = flag;
  const shape =
    type === 'array' ? { array: true, string: true, nargs: 1 } : { type, ...(type === 'boolean' ? {} : { nargs: 1 }) };
  return {
    ...rest,
    ...shape,
    ...(inherited ? { default: inherited.value, defaultDescription: `from ${sayOrigin(inherited.origin)}` } : {}),
  };
}

function fromText(text: string, type: Kind, name: string): unknown {
  if (type === 'array') return [text];
  if (type === 'string') return text;
  if (type === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && /^(1|true|yes)$/i.test(text)) return true;
  if (type === 'boolean' && /^(0|false|no)$/i.test(text)) return false;
  throw new UsageError(
    `The variable ${twinOf(name)} is "${text}", which --${name} cannot be.`,
    type === 'number' ? 'Set it to a number, or to nothing.' : 'Set it to 1 or 0, or to nothing.',
    'USAGE-VARIABLE',
  );
}

/** Throws UsageError when a flag that takes one value was given several. */
export function assertOnce(flags: Flags): void {
  for (const [name, flag] of Object.entries(FLAGS)) {
    if (flag.type === 'array' || !Array.isArray(flags[name as FlagName])) continue;
    throw new UsageError(`--${name} was given more than once.`, 'Give it once.', 'USAGE-TWICE');
  }
}

const FROM_ONE = new Set(['concurrency', 'stop-after', 'header-row']);

/** Throws UsageError on numbers that a flag cannot mean. */
export function assertNumbers(flags: Flags): void {
  const whole = ['concurrency', 'crashes', 'max-orders', 'stop-after', 'port', 'seed', 'header-row'] as const;
  for (const name of whole) {
    const value = flags[name];
    const least = FROM_ONE.has(name) ? 1 : 0;
    if (value === undefined || (Number.isInteger(value) && value >= least)) continue;
    throw new UsageError(
      `--${name} is not a number it can be.`,
      `Give a whole number of at least ${least}.`,
      'USAGE-FLAG-VALUE',
    );
  }
  const share = flags['fault-rate'];
  if (share !== undefined && !(share >= 0 && share <= 1))
    throw new UsageError('--fault-rate is not a share.', 'Give a number from 0 to 1, such as 0.3.', 'USAGE-FLAG-VALUE');
}

const LONGEST_MS = DAY_MS;

/** `500ms`, `5s`, `2m`, `1h` to milliseconds; a bare number is a usage error. */
export function durationMs(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = UNIT_MS[match?.[2] ?? ''];
  const ms = Number(match?.[1]) * (unit ?? Number.NaN);
  if (ms >= 0 && ms <= LONGEST_MS) return ms;
  throw new UsageError(
    `--${flag} "${text}" is not a duration.`,
    'Write a number with its unit: 500ms, 5s, 2m or 1h; 24h at most.',
    'USAGE-FLAG-VALUE',
  );
}

/** The same, also in days: `90d`. */
export function longDurationMs(text: string, flag: string): number {
  const days = /^(\d{1,5})d$/.exec(text.trim())?.[1];
  if (days !== undefined) return Number(days) * DAY_MS;
  if (/^\d+(?:\.\d+)?(ms|s|m|h)$/.test(text.trim())) return durationMs(text, flag);
  throw new UsageError(
    `--${flag} "${text}" is not a duration.`,
    'Write a number with its unit, such as 12h or 90d.',
    'USAGE-FLAG-VALUE',
  );
}
