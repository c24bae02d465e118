import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MARKET_KINDS } from './market-kinds.ts';
import { type Change, MISTAKES, type Mistake } from './mistakes.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, only: { type: 'string', default: '' } },
});

const ROOT = resolve('.');
const PLACE = join(ROOT, '.campaign', 'mistake');
const COPIED = ['src', 'test', 'fixtures', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts'];

let missed = 0;
const wanted = MISTAKES.filter(({ name }) => name.includes(values.only));
for (const mistake of wanted) {
  const started = Date.now();
  const caught = hunt(mistake);
  if (caught === null) missed += 1;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${caught === null ? 'MISSED' : 'caught'}  ${mistake.name}  (${caught ?? 'nothing'}, ${seconds} s)\n`,
  );
}
process.stdout.write(`${wanted.length - missed} of ${wanted.length} mistakes were caught\n`);
process.exitCode = missed === 0 ? 0 : 1;

/** Plants one mistake into a copy of the program; returns what noticed it. */
function hunt(mistake: Mistake): string | null {
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  for (const name of COPIED) if (existsSync(name)) cpSync(name, join(PLACE, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(PLACE, 'node_modules'));
  for (const change of [mistake, ...(mistake.also ?? [])]) plant(change, mistake.name);
  return mistake.by?.startsWith('test/') ? byTest(mistake.by) : bySimulation(mistake.by ?? 'memory');
}

function plant({ file, find, put }: Change, name: string): void {
  const path = join(PLACE, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`"${name}" does not fit ${file} any more`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
}

function bySimulation(by: string): string | null {
  run('npx', ['tsc', '-p', 'test/simulation/tsconfig.json']);
  const isKind = MARKET_KINDS.some((kind) => kind === by);
  const what = isKind ? ['--kind', by] : ['--ledger', by];
  const campaign = join('.campaign', 'build', 'test', 'simulation', 'campaign.js');
  const { status, out } = run('node', [campaign, '--first', '--runs', values.runs, ...what]);
  if (status === 0) return null;
  return /violated by seed \d+/.exec(out)?.[0] ?? (out.trim().split('\n').at(-1) || `exit ${status}`);
}

function byTest(file: string): string | null {
  run('npx', ['tsc', '-p', 'tsconfig.build.json', '--noCheck']);
  const { status, out } = run('npx', ['vitest', 'run', '--bail', '1', file]);
  if (/No test files found/.test(out)) throw new Error(`${file} is not there`);
  return status === 0 ? null : file;
}

function run(command: string, words: readonly string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: PLACE, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}
