import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MISTAKES, type Mistake } from './mistakes.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '25' },
    years: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});

const ROOT = resolve('.');
const PLACE = join(ROOT, '.campaign', 'year-mistake');
const COPIED = ['src', 'test', 'fixtures', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

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

/** Plants one mistake into a copy of the program and lives through some years with it; returns what the judge said first. */
function hunt({ name, file, find, put }: Mistake): string | null {
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  for (const one of COPIED) if (existsSync(one)) cpSync(one, join(PLACE, one), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(PLACE, 'node_modules'));
  const path = join(PLACE, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`"${name}" does not fit ${file} any more`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
  run('npx', ['tsc', '-p', 'tsconfig.build.json', '--noCheck']);
  run('npx', ['tsc', '-p', 'test/year/tsconfig.json']);
  const campaign = join('.campaign', 'year', 'test', 'year', 'campaign.js');
  const { status, out } = run('node', [campaign, '--first', '--rough', '--days', values.days, '--years', values.years]);
  if (status === 0) return null;
  return /^[a-z ]+: day \d+: [^\n]{0,160}/m.exec(out)?.[0] ?? `exit ${status}: ${out.trim().slice(-200)}`;
}

function run(command: string, words: readonly string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: PLACE, encoding: 'utf8', timeout: 900_000 });
  return { status, out: `${stdout}${stderr}` };
}
