import { describe, expect, test } from 'vitest';
import { folderOf, SOURCES } from './sources.ts';

/** Folder → what it may import from. Everything may import its own folder. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  steps: ['domain'],
  vendors: ['domain'],
  io: ['domain'],
  report: ['domain'],
  run: ['domain', 'steps'],
  sandbox: ['domain', 'vendors'],
  cli: ['domain', 'steps', 'vendors', 'io', 'report', 'run', 'sandbox'],
  '': ['domain', 'steps', 'vendors', 'io', 'report', 'run', 'sandbox', 'cli'],
};

/** Package → the one file or folder that may import it. */
const PACKAGE_HOME: Readonly<Record<string, readonly string[]>> = {
  '@photostructure/sqlite': ['io/sqlite/'],
  'csv-parse': ['io/parse-records.ts'],
  'csv-stringify': ['io/write-results.ts'],
  'p-limit': ['run/execute-plan.ts'],
  '@e965/xlsx': [
    'io/xlsx-package.ts',
    'io/read-xlsx.ts',
    'io/own-workbook.ts',
    'io/xlsx-findings.ts',
    'io/fix-xlsx.ts',
    'io/template-xlsx.ts',
  ],
  'iso-3166': ['vendors/saleshandy/country.ts'],
  'libphonenumber-js': ['vendors/saleshandy/phone.ts'],
  'postcode-validator': ['vendors/saleshandy/postal-code.ts'],
  fflate: ['io/zip-package.ts'],
  tldts: ['steps/check-domains.ts'],
  undici: ['io/undici-transport.ts', 'io/hook-post.ts'],
  yargs: ['cli/parse-words.ts'],
  zod: ['vendors/', 'io/', 'cli/config/', 'report/json-schema.ts', 'report/events-schema.ts', 'report/run-schema.ts'],
};

describe('floors', () => {
  test.each(SOURCES.map((source) => [source.path, source] as const))('%s imports only from below', (path, source) => {
    const allowed = [folderOf(path), ...(MAY_IMPORT[folderOf(path)] ?? [])];
    const ours = source.imports.filter((name) => name.endsWith('.ts'));
    expect(ours.filter((name) => !allowed.includes(folderOf(name)))).toEqual([]);
  });

  test('every folder has a floor', () => {
    expect(new Set(SOURCES.map((source) => folderOf(source.path)))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  test('each package is imported in its one place', () => {
    const strays = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'))
        .map((name) => name.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1'))
        .filter((name) => !(PACKAGE_HOME[name] ?? []).some((home) => path.startsWith(home)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  test('no vendor knows another vendor', () => {
    const strays = SOURCES.filter(({ path }) => /^vendors\/[^/]+\//.test(path)).flatMap(({ path, imports }) =>
      imports
        .filter((name) => /^vendors\/[^/]+\//.test(name) && name.split('/')[1] !== path.split('/')[1])
        .map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });
});
