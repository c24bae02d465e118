import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MISTAKES, type VendorMistake } from './mistakes.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const ROOT = resolve('.');
const PLACE = join(ROOT, '.campaign', 'vendor-mistake');
const COPIED = ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
const SUITE = 'test/vendors/conformance.test.ts';

interface Failure {
  readonly fullName: string;
  readonly status: string;
}

/** What the suite said: its failed tests in their order, and a sentence when it did not run at all. */
interface Said {
  readonly failed: readonly string[];
  readonly broken: string;
}

let missed = 0;
const wanted = MISTAKES.filter(({ name }) => name.includes(values.only));
copy();
for (const mistake of wanted) {
  const { failed, broken } = hunt(mistake);
  const [first = broken] = failed;
  if (first === '') missed += 1;
  process.stdout.write(`| ${mistake.name} | ${mistake.file} | ${first || '**nothing**'} | ${failed.length} |\n`);
}
process.stdout.write(`${wanted.length - missed} of ${wanted.length} mistakes were caught\n`);
process.exitCode = missed === 0 ? 0 : 1;

function copy(): void {
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  for (const name of COPIED) cpSync(name, join(PLACE, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(PLACE, 'node_modules'));
}

/** Plants one mistake into the copy, runs the vendor's conformance tests, and takes the mistake out again. */
function hunt(mistake: VendorMistake): Said {
  const changes = [mistake, ...(mistake.also ?? [])];
  for (const { file, find, put } of changes) {
    const text = readFileSync(join(PLACE, file), 'utf8');
    if (text.split(find).length !== 2) throw new Error(`"${mistake.name}" does not fit ${file} any more`);
    writeFileSync(
      join(PLACE, file),
      text.replace(find, () => put),
    );
  }
  const vendor = mistake.file.split('/')[2] ?? '';
  const said = runSuite(`^${vendor} `);
  for (const { file } of changes) cpSync(join(ROOT, file), join(PLACE, file));
  return said;
}

function runSuite(names: string): Said {
  const report = join(PLACE, 'report.json');
  rmSync(report, { force: true });
  const words = ['vitest', 'run', SUITE, '-t', names, '--reporter=json', `--outputFile=${report}`];
  const { status } = spawnSync('npx', words, { cwd: PLACE, encoding: 'utf8', timeout: 300_000 });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly Failure[]; readonly message: string }[];
  };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName),
  );
  const broken = status !== 0 && failed.length === 0 ? `the suite does not run: ${testResults[0]?.message ?? ''}` : '';
  return { failed, broken };
}
