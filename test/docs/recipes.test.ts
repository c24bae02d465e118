import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { FLAGS, type Flag } from '../../src/cli/flags.ts';
import { twinOf } from '../../src/cli/options.ts';
import { vendors } from '../../src/vendors/index.ts';
import { commandLinesOf, RECIPES, ROOT, recipes } from '../support/recipes.ts';

const ALL = recipes();
const PAGES = ALL.filter(({ path }) => path.endsWith('.md'));
const textOf = (path: string) => readFileSync(join(RECIPES, path), 'utf8');

/** Variables that the program reads. */
const VARIABLES = new Set([
  ...Object.entries<Flag>(FLAGS).flatMap(([name, { twin }]) => (twin === false ? [] : [twinOf(name)])),
  ...Object.values(vendors).flatMap(({ auth }) => [
    auth.keyVariable,
    `${auth.keyVariable}_FILE`,
    auth.organizationVariable,
    auth.baseUrlVariable,
  ]),
]);

describe('what recipes name', () => {
  const known = new Map(COMMANDS.map(({ usage, flags }) => [usage.split(' ')[0] ?? '', new Set<string>(flags)]));
  // In a sentence any word may follow the name of the program, but no flags.
  const lines = ALL.flatMap(commandLinesOf).filter(({ command, flags }) => known.has(command) || flags.length > 0);

  test('every command and every flag is one of the program', () => {
    expect(lines.length).toBeGreaterThanOrEqual(15);
    expect(lines.filter(({ command }) => command === 'run').length).toBeGreaterThanOrEqual(5);
    const wrong = lines.filter(({ command, flags }) => {
      const own = known.get(command);
      return !own || flags.some((flag) => !own.has(flag));
    });
    expect(wrong).toEqual([]);
  });

  test('every flag in a code span is one of the program, or of a tool that is named there', () => {
    const others = new Set(['no-healthcheck', 'jitless', 'force', 'debug', 'strict', 'stop-timeout']);
    const spans = PAGES.flatMap(({ path, text }) =>
      [...text.matchAll(/`--([a-z][a-z-]*)[^`]*`/g)].map(([, flag = '']) => ({ path, flag })),
    );
    expect(spans.length).toBeGreaterThan(8);
    expect(spans.filter(({ flag }) => !Object.hasOwn(FLAGS, flag) && !others.has(flag))).toEqual([]);
  });

  test('every variable is one that the program reads', () => {
    const named = ALL.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:SHEETORDER|SCALEDMAIL|SALESHANDY)_[A-Z_]*[A-Z]\b/g)].map(([name]) => ({ path, name })),
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter(({ name }) => !VARIABLES.has(name))).toEqual([]);
    const inFile = Object.keys(parseEnv(textOf('cron/env')));
    expect(inFile).toEqual(['SCALEDMAIL_API_KEY', 'SCALEDMAIL_ORGANIZATION_ID', 'SHEETORDER_LEDGER']);
  });

  test('every link leads to a file, and every file is linked from the list', () => {
    const links = PAGES.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, to = '']) => join(RECIPES, dirname(path), to)),
    );
    expect(links.filter((to) => !existsSync(to))).toEqual([]);
    const list = textOf('README.md');
    const files = ALL.map(({ path }) => path).filter((path) => path !== 'README.md');
    expect(files.filter((path) => !list.includes(`](${path})`))).toEqual([]);
  });

  test('docs/cron.md leads to every page', () => {
    const text = readFileSync(join(ROOT, 'docs/cron.md'), 'utf8');
    const missing = PAGES.filter(({ path }) => path !== 'README.md' && !text.includes(`](recipes/${path})`));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  test('every page says how it was tried, or that it was not', () => {
    const silent = PAGES.filter(
      ({ path, text }) => path !== 'README.md' && !/How it was tried: |was tried\./.test(text),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

describe('the crontab', () => {
  test('has no bare %, which cron takes for the end of the line', () => {
    const jobs = textOf('cron/crontab')
      .split('\n')
      .filter((line) => /^[*\d]/.test(line));
    expect(jobs).toHaveLength(3);
    expect(jobs.filter((job) => /(?<!\\)%/.test(job))).toEqual([]);
  });
});

describe('the systemd units', () => {
  const service = textOf('systemd/sheetorder.service');
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  /** Copies in which the program is one that every machine has, as a unit whose program is missing is wrong. */
  const copies = () => {
    const folder = mkdtempSync(join(tmpdir(), 'units-'));
    const units = ALL.filter(({ path }) => /^systemd\/.*\.(service|timer|path)$/.test(path));
    return units.map(({ path, text }) => {
      const to = join(folder, path.slice('systemd/'.length));
      writeFileSync(to, text.replaceAll('/opt/sheetorder/bin/sheetorder', '/bin/true'));
      return to;
    });
  };

  test('exit codes that count as success are those that pass by themselves', () => {
    const codes = /^SuccessExitStatus=(.*)$/m.exec(service)?.[1]?.split(' ').map(Number);
    expect(codes).toEqual([EXIT.try_later, EXIT.terminated]);
  });

  test('it may stop for longer than an order may take and be read back', () => {
    const minutes = Number(/^TimeoutStopSec=(\d+)min$/m.exec(service)?.[1]);
    const limits = Object.values(vendors).map(
      ({ limits }) => limits.spendTimeoutMs + Math.max(...limits.readBackAfterMs),
    );
    expect(minutes * 60_000).toBeGreaterThan(Math.max(...limits) + 60_000);
  });

  // Skipped where systemd-analyze is not installed.
  test.skipIf(!hasSystemd)('systemd finds nothing wrong with them', () => {
    const units = copies();
    expect(units).toHaveLength(4);
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
    expect({ status, said: stderr.split('\n').filter((line) => line.includes('sheetorder')) }).toEqual({
      status: 0,
      said: [],
    });
  });

  // Skipped where systemd-analyze is not installed. The threshold is ten times the score that the page tells of.
  test.skipIf(!hasSystemd)('systemd rates the exposure at 1.1 at most', () => {
    const unit = copies().find((path) => path.endsWith('sheetorder.service')) ?? '';
    const words = ['security', '--offline=true', '--no-pager', '--threshold=11', unit];
    const { status, stdout } = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
    expect({ status, level: /exposure level.*: ([\d.]+)/.exec(stdout)?.[1] }).toEqual({ status: 0, level: '1.1' });
    expect(textOf('systemd.md')).toContain('says 1.1 with systemd 252');
  });
});

describe('the scripts', () => {
  const sheet = 'fixtures/demo/may.csv';
  const start = (script: string) => {
    const env = { PATH: process.env.PATH, HOME: mkdtempSync(join(tmpdir(), 'recipe-')) };
    const words = [join(RECIPES, 'library', script), join(ROOT, sheet)];
    return spawnSync(process.execPath, words, { encoding: 'utf8', cwd: env.HOME, env });
  };

  test('command.mjs gives the exit code and the report as an object', () => {
    const { stdout, stderr } = start('command.mjs');
    expect(stderr).toBe('');
    expect(stdout).toContain('acme-05 get-acmelabs.example has 1 alias');
    expect(stdout).toContain(`exit ${EXIT.some_not_placed} {"event":"end"`);
  });

  test('dry-run.mjs goes from sheets to a plan', () => {
    const { stdout, stderr } = start('dry-run.mjs');
    expect(stderr).toBe('');
    expect(stdout).toContain('error SM-ALIAS-COUNT: ');
    expect(stdout).toMatch(/^acme-01 send \/\S+$/m);
    expect(stdout).toMatch(/^acme-05 reject/m);
  });
});
