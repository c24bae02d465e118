import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { FLAGS, type Flag, type FlagName } from '../flags.ts';

/** What a configuration says of flags: name → value, of the kind that the flag takes. */
export type FlagValues = Readonly<Partial<Record<FlagName, string | number | boolean | readonly string[]>>>;

/** Flags that name a file or a folder: in a configuration they are relative to its own folder. */
const PATHS: ReadonlySet<string> = new Set<FlagName>([
  'aliases',
  'annotated',
  'env-file',
  'fix',
  'inbox',
  'ledger',
  'log-file',
  'metrics',
  'output',
  'plan',
  'record',
  'report',
  'results',
]);

/** Flags that allow something to be bought, or bought again. */
const ALLOWING: ReadonlySet<string> = new Set<FlagName>(['yes', 'allow-claimed', 'retry-refused']);

/** The flags that a configuration may set, each with its own kind of value; those that `without` names are left out. */
export function flagValues(without: readonly FlagName[] = []) {
  const kinds = {
    string: z.string().min(1),
    number: z.number(),
    boolean: z.boolean(),
    array: z.array(z.string().min(1)),
  } as const;
  const settable = Object.entries<Flag>(FLAGS).filter(
    ([name, { twin }]) => twin !== false && !without.some((left) => left === name),
  );
  const shape = settable.map(
    ([name, { type, describe }]) => [name, kinds[type].optional().describe(describe)] as const,
  );
  return z.strictObject(Object.fromEntries(shape));
}

/** A sentence for a name that is no flag a configuration may set; `where` is where it stands. */
export function sayUnsettable(where: string, name: string): string {
  const flag: Flag | undefined = Object.hasOwn(FLAGS, name) ? FLAGS[name as FlagName] : undefined;
  if (!flag) return `${where} names --${name}, and there is no such flag.`;
  if (name === 'profile') return `${where} names a profile: a profile is chosen by what is outside of it.`;
  if (ALLOWING.has(name))
    return `${where} names --${name}, which no file may set: what it allows is bought, so a person says it each time.`;
  return `${where} names --${name}, which no file may set: it is about one command, and is said with it.`;
}

/** The values with paths made absolute, relative to the folder of the configuration. */
export function placedIn(path: string, values: FlagValues): FlagValues {
  const placed = (name: string, value: unknown) =>
    typeof value === 'string' && PATHS.has(name) ? besideFile(path, value) : value;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((one) => placed(name, one)) : placed(name, value),
    ]),
  );
}

/** An address such as that of a database stays as it is. */
export function besideFile(path: string, name: string): string {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(name) ? name : resolve(dirname(path), name);
}

export function withoutUndefined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
