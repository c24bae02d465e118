import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { short, table } from './measure.ts';

interface Installed {
  readonly name: string;
  readonly bytes: number;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LARGEST = 5;
const MINUTES_5 = 5 * 60 * 1_000;

/** What an installation without development tools puts on a disk; from the network, or else as it is installed here. */
export function benchSize(scratch: string, { network }: { readonly network: boolean }): string {
  const folder = mkdtempSync(join(scratch, 'size-'));
  try {
    const fresh = network && install(folder);
    const packages = packagesIn(fresh ? folder : ROOT);
    const bytes = packages.reduce((sum, one) => sum + one.bytes, 0);
    const largest = packages.toSorted((a, b) => b.bytes - a.bytes).slice(0, LARGEST);
    const how = fresh
      ? 'After `npm ci --omit=dev` in an empty folder.'
      : `The packages that are needed at run time, as they are installed here${network ? ', since npm could not reach its registry' : ''}.`;
    const rows = [
      ['packages, all together', String(packages.length), short(bytes / 1e6)],
      ['the built program, dist/', '', short(sizeOf(join(ROOT, 'dist')) / 1e6)],
      ...largest.map((one) => [`of them ${one.name}`, '', short(one.bytes / 1e6)]),
    ];
    return `${how}\n\n${table(['what', 'packages', 'MB'], rows)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function install(folder: string): boolean {
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(ROOT, name), join(folder, name));
  // Without scripts, since the project's own would build it with tools that are left out.
  const words = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'];
  return spawnSync('npm', words, { cwd: folder, stdio: 'ignore', timeout: MINUTES_5 }).status === 0;
}

/** Those of the lock file that are not for development, and are there. */
function packagesIn(folder: string): readonly Installed[] {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
  };
  const found = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && existsSync(join(folder, path)))
    .map(([path]) => ({ name: path.replace(/^.*node_modules\//, ''), bytes: sizeOf(join(folder, path)) }));
  if (found.length === 0) throw new Error(`no package of the lock file is installed in ${folder}`);
  return found;
}

/** Of all files below, without packages within it that count by themselves. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(path) : entry.isFile() ? statSync(path).size : 0);
    }, 0);
}
