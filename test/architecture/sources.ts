import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = join(ROOT, 'src');

export interface Source {
  /** Below `src`, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Text without comments and without what stands in quotes. */
  readonly code: string;
  /** Imported modules: paths below `src` for our own, names for packages. Type imports too. */
  readonly imports: readonly string[];
}

const IMPORT =
  /^(?:import\s+(?:[\w*{}\s,$]+?\s+from\s+)?|export\s+[\w*{}\s,$]+?\s+from\s+)'([^']+)'|\bimport\('([^']+)'\)/gm;

/** Every source file of the program. */
export const SOURCES: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const imports = [...text.matchAll(IMPORT)].map((match) => target(path, match[1] ?? match[2] ?? ''));
    return { path, text, code: withoutWords(text), imports };
  });

export function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

export function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

function target(from: string, name: string): string {
  if (!name.startsWith('.')) return name;
  return relative(SRC, normalize(join(SRC, dirname(from), name))).replaceAll('\\', '/');
}

function withoutWords(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (match) => (match.match(/\$\{[^}]*\}/g) ?? []).join(' '))
    .replace(/\/\/.*$/gm, '');
}
