import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const RECIPES = join(ROOT, 'docs/recipes');

export interface Recipe {
  /** Below docs/recipes, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export function recipes(): readonly Recipe[] {
  return readdirSync(RECIPES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path: relative(RECIPES, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

/** A command line of ours as a recipe writes it. */
export interface CommandLine {
  readonly path: string;
  readonly command: string;
  readonly flags: readonly string[];
}

const STARTS = /(?:\bsheetorder|[\\/]main\.js)[ ]+([a-z]+)((?:[^\n`;|]|`(?=[a-z]))*)/g;
const LISTED = /(?:\bcommand: \[|\bsheetorder\(\[)'?([a-z]+)'?([^\]]*)\]/g;

/** Every one in a file: written out, in code spans, as the list of a container, or as the words of a call. */
export function commandLinesOf({ path, text }: Recipe): readonly CommandLine[] {
  const joined = text.replace(/\\\n\s*/g, ' ');
  const found = [...joined.matchAll(STARTS), ...joined.matchAll(LISTED)];
  return found.map(([, command = '', rest = '']) => ({
    path,
    command,
    flags: [...rest.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, flag = '']) => flag),
  }));
}
