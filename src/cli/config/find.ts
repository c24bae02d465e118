import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Env, variable } from '../environment.ts';

export const NAME = 'sheetorder.json';

/** Where a configuration may be, in the order in which it is looked for: upwards, then in the user's configuration folder. */
export function placesOf(env: Env, folder: string): readonly string[] {
  return [...upwards(folder), ofUser(env)];
}

export function upwards(folder: string): readonly string[] {
  const above = dirname(folder) === folder ? [] : upwards(dirname(folder));
  return [join(folder, NAME), ...above];
}

function ofUser(env: Env): string {
  return join(variable(env, 'XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'sheetorder', NAME);
}
