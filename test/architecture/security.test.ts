import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, SOURCES } from './sources.ts';

const PAGE = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const NOTHING = 'Nothing stops it.';

/** Cells of every row in the tables whose header is `headers`. */
function rowsUnder(headers: readonly string[]): readonly (readonly string[])[] {
  const blocks = PAGE.split(/\n(?!\|)/).map((block) => block.trimStart());
  const tables = blocks.filter((block) => block.startsWith(`| ${headers.join(' | ')} |\n`));
  return tables.flatMap((block) =>
    block
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim())),
  );
}

/** Titles of the tests in a file that are known to fail. */
function knownToFail(path: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/\btest\.fails\(\s*(?:'([^']*)'|"([^"]*)")/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
}

function section(title: string): string {
  return PAGE.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

describe('docs/security.md', () => {
  const threats = rowsUnder(['Threat', 'What stops it', 'Shown by']);

  test('every threat names the tests that show what stops it, or says that nothing does', () => {
    expect(threats.length).toBeGreaterThan(20);
    const bare = threats.filter(([threat, stops, shown]) => {
      const says = stops === NOTHING || (stops && /`test\/[a-z0-9/-]+\.test\.ts`/.test(shown ?? ''));
      return !threat || !says;
    });
    expect(bare).toEqual([]);
    expect(threats.filter(([, stops]) => stops === NOTHING).length).toBeGreaterThan(0);
  });

  test('every file that it names is there', () => {
    const named = [...PAGE.matchAll(/`((?:test|src|docs)\/[^`\s]+)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('every test about security is named in it', () => {
    const about = readdirSync(join(ROOT, 'test/e2e')).filter((name) => /^(security|secrets).*\.test\.ts$/.test(name));
    expect(about.length).toBeGreaterThan(5);
    expect(about.filter((name) => !PAGE.includes(`\`test/e2e/${name}\``))).toEqual([]);
  });

  test('every gap that a test knows of is in it, and no other', () => {
    const names = readdirSync(join(ROOT, 'test/e2e')).filter((name) => name.startsWith('security'));
    const known = names.flatMap((name) => knownToFail(`test/e2e/${name}`));
    const told = [...section('Known gaps').matchAll(/^- "(.+?)"/gm)].map(([, title]) => title ?? '');
    expect([...told].sort()).toEqual([...known].sort());
  });
});

describe('what it rests on', () => {
  const paths = (pattern: RegExp) => SOURCES.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

  test('only the terminal, the question before a spend and the demo write to a standard stream', () => {
    expect(paths(/\bprocess\.(stdout|stderr)\b|\b(stdout|stderr)\.write\b/)).toEqual([
      'cli/demo.ts',
      'cli/plan/approve.ts',
      'cli/terminal/terminal.ts',
    ]);
  });

  test('only the transport, the hooks and the sandbox open a port or a connection; a process is started by the demo, the drill and the attention hook alone', () => {
    const importing = (pattern: RegExp) =>
      SOURCES.filter(({ imports }) => imports.some((name) => pattern.test(name))).map(({ path }) => path);
    expect(importing(/^(undici|node:(net|tls|http|https|http2|dgram|dns).*)$/)).toEqual([
      'io/hook-post.ts',
      'io/undici-transport.ts',
      'sandbox/start-sandbox.ts',
    ]);
    expect(importing(/^node:(child_process|worker_threads|cluster|vm)$/)).toEqual([
      'cli/demo.ts',
      'cli/drill/runs.ts',
      'cli/inbox/attention-command.ts',
    ]);
  });

  test('no text is run as code', () => {
    // A module that is loaded late is named in the source: no text from elsewhere decides what is loaded.
    expect(paths(/\beval\(|\bnew Function\b|\bimport\((?!''\))/)).toEqual([]);
  });

  test('one file alone looks into a secret', () => {
    expect(paths(/\.reveal\(\)/)).toEqual(['cli/environment.ts']);
  });
});
