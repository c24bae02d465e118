import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { PAGES } from '../../src/cli/explain/code-families.ts';
import { FLAGS } from '../../src/cli/options.ts';
import { VERSION } from '../../src/cli/version.ts';
import { STATUSES } from '../../src/domain/status.ts';
import { RESULT_COLUMNS } from '../../src/steps/result-rows.ts';
import { vendors } from '../../src/vendors/index.ts';
import { explains } from '../../src/vendors/pages.ts';
import { folderOf, lineCount, ROOT, SOURCES } from './sources.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const PURE = ['domain', 'steps', 'vendors', 'report'];

function offenders(folders: readonly string[], pattern: RegExp): string[] {
  return SOURCES.filter((source) => folders.includes(folderOf(source.path)) && pattern.test(source.code)).map(
    (source) => source.path,
  );
}

describe('clock, chance, environment and console', () => {
  const outside = ['domain', 'steps', 'vendors', 'report', 'run', 'sandbox'];

  test('no clock outside io and cli', () => {
    expect(
      offenders(outside, /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bsetTimeout\b|\bsetInterval\b/),
    ).toEqual(
      // The sandbox delays its own replies; what time it is, it is told.
      SOURCES.filter(({ path, code }) => path.startsWith('sandbox/') && /\bsetTimeout\b/.test(code)).map(
        ({ path }) => path,
      ),
    );
    expect(offenders(['cli'], /\bDate\.now\b|\bnew Date\(\)/)).toEqual([]);
  });

  test('no randomness outside io and cli', () => {
    expect(offenders(outside, /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b/)).toEqual([]);
  });

  test('no environment outside cli, no console anywhere', () => {
    expect(offenders([...outside, 'io'], /\bprocess\.env\b/)).toEqual([]);
    expect(offenders([...outside, 'io', 'cli', ''], /\bconsole\./)).toEqual([]);
  });

  test('no disk and no network in the pure folders', () => {
    const reaching = SOURCES.filter(({ path }) => PURE.includes(folderOf(path))).flatMap(({ path, imports }) =>
      imports
        .filter((name) => /^(node:)?(fs|net|http|https|tls|dns|child_process)(\/|$)/.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(reaching).toEqual([]);
    expect(offenders([...PURE, 'run', 'io', 'cli', 'sandbox'], /\bfetch\(/)).toEqual([]);
  });
});

describe('size and style', () => {
  test('no file is longer than 250 lines', () => {
    expect(SOURCES.filter(({ text }) => lineCount(text) > 250).map(({ path }) => path)).toEqual([]);
  });

  test('no any, no enum, no default export', () => {
    expect(
      SOURCES.filter(({ code }) => /:\s*any\b|\bas any\b|\benum\s+\w|\bexport default\b/.test(code)).map(
        ({ path }) => path,
      ),
    ).toEqual([]);
  });

  test('files are kebab-case', () => {
    expect(
      SOURCES.filter(({ path }) => !/^(vendors\/_template\/)?[a-z0-9/-]+\.ts$/.test(path)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('vendors', () => {
  const folders = readdirSync(join(ROOT, 'src/vendors'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name);

  test('the registry is the folders', () => {
    expect(Object.keys(vendors).sort()).toEqual(folders.sort());
    for (const [id, vendor] of Object.entries(vendors)) expect(vendor.id).toBe(id);
  });

  test.each(folders)('%s has a README', (folder) => {
    expect(existsSync(join(ROOT, 'src/vendors', folder, 'README.md'))).toBe(true);
  });
});

describe('what people are told', () => {
  test('the exit codes of the README are those of the code', () => {
    const section = README.slice(README.indexOf('## Exit codes'), README.indexOf('## Environment'));
    const told = [...section.matchAll(/^\| ([\d, ]+) \| (\w+) \|/gm)].flatMap(([, codes, name]) =>
      (codes ?? '').split(',').map((code) => `${name} ${Number(code)}`),
    );
    const known = Object.entries(EXIT).map(([name, code]) => `${name === 'terminated' ? 'interrupted' : name} ${code}`);
    expect(told.sort()).toEqual(known.sort());
  });

  test('the statuses and result columns of the README are those of the code', () => {
    const statuses = README.slice(README.indexOf('### Statuses'), README.indexOf('## Exit codes'));
    expect([...statuses.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])).toEqual([...STATUSES]);
    const results = README.slice(README.indexOf('## Results'), README.indexOf('### Statuses'));
    const columns = [...results.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/\w+/g)].map(String),
    );
    expect(columns).toEqual([...RESULT_COLUMNS]);
  });

  test('every command and flag of the program is in the README, and no other', () => {
    const section = README.slice(README.indexOf('## Commands'), README.indexOf('## Columns'));
    const known = new Set(Object.keys(FLAGS));
    const told = new Set([...section.matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1] ?? ''));
    expect([...told].filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !told.has(name))).toEqual([]);
    for (const command of COMMANDS) expect(section).toContain(`\`${command.usage.split(' ')[0]}`);
  });

  test('every code that the program can give has a page', () => {
    const codes = new Set(
      SOURCES.filter(({ path }) => !/^(sandbox|vendors\/_template)\//.test(path)).flatMap(({ text }) =>
        [...text.matchAll(/code: '([A-Z][A-Z0-9-]+)'|'([A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+)'/g)]
          .map((match) => match[1] ?? match[2] ?? '')
          .filter((code) => code !== 'UTF-8'),
      ),
    );
    expect([...codes].filter((code) => !PAGES.some((page) => explains(page, code)))).toEqual([]);
  });

  test('every page of a rule shows a cell before and after', () => {
    const rules = PAGES.filter((page) => /^(SM|SMO|SH|SHEET|GROUP|PACK|DUP|DOMAIN)-/.test(page.code));
    const files = ['SHEET-NOT-FOUND'];
    const bare = rules.filter((page) => !files.includes(page.code) && !(page.before && page.after));
    expect(bare.map((page) => page.code)).toEqual([]);
  });

  test('every page has its own code', () => {
    const codes = PAGES.map((page) => page.code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('the version is that of package.json', () => {
    expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version).toBe(VERSION);
  });
});
