import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAMILIES, PAGES, pageOf } from '../../src/cli/explain/code-families.ts';
import { errorCatalogue } from '../../src/cli/explain/error-catalogue.ts';
import type { RulePage } from '../../src/domain/rule.ts';
import { ROOT, SOURCES } from './sources.ts';

const EXITS: Readonly<Record<string, RulePage['exit']>> = {
  UsageError: 'usage',
  SheetError: 'sheet',
  LedgerError: 'ledger',
  TryLaterError: 'try_later',
  GuardError: 'guarded',
  HaltedError: 'halted',
};
/** Codes that name no cause. */
const CATCH_ALLS = ['USAGE', 'LEDGER', 'TRY-LATER', 'GUARD', 'ERROR', 'SHEET'];
/** Where the code comes from the caller, whose `code: '…'` is looked at by itself. */
const PASSED_ON = ['cli/unread.ts'];

interface Thrown {
  readonly path: string;
  readonly error: string;
  readonly code: string;
}

/** Every error that is made anywhere, with the last argument of its constructor. */
function thrown(): readonly Thrown[] {
  return SOURCES.flatMap(({ path, text }) =>
    [...text.matchAll(/new (UsageError|SheetError|LedgerError|TryLaterError|GuardError|HaltedError)\(/g)].map(
      ({ 1: error = '', index, 0: start }) => ({ path, error, code: lastArgument(text, index + start.length) }),
    ),
  );
}

function lastArgument(text: string, from: number): string {
  let depth = 1;
  let at = from;
  let last = from;
  for (let quote = ''; depth > 0 && at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if (quote) quote = character === quote ? '' : quote;
    else if ('\'"`'.includes(character)) quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 1 && text.slice(at + 1).trimStart()[0] !== ')') last = at + 1;
  }
  return text
    .slice(last, at - 1)
    .trim()
    .replace(/,$/, '');
}

describe('every error', () => {
  const all = thrown();

  test('that is thrown carries a code of its own, written where it is thrown', () => {
    expect(all.length).toBeGreaterThan(120);
    const bare = all.filter(({ path, code }) => !/^'[A-Z]+(-[A-Z]+)*'$/.test(code) && !PASSED_ON.includes(path));
    expect(bare).toEqual([]);
    expect(all.filter(({ code }) => CATCH_ALLS.includes(code.slice(1, -1)))).toEqual([]);
  });

  test('has a page that tells with which exit code it ends', () => {
    const wrong = all
      .filter(({ path }) => !PASSED_ON.includes(path))
      .map(({ error, code, path }) => ({ path, code, page: pageOf(code.slice(1, -1))?.exit, thrown: EXITS[error] }))
      .filter(({ page, thrown: exit }) => page !== exit);
    expect(wrong).toEqual([]);
  });

  test('no class of errors has a code to fall back to', () => {
    const errors = SOURCES.find(({ path }) => path === 'domain/errors.ts')?.text ?? '';
    expect(errors).toContain('constructor(message: string, hint: string, code: string)');
    expect(errors).not.toMatch(/code = '/);
  });

  test('that is thrown without a code stands for a state that cannot be: it ends as BUG', () => {
    const bare = SOURCES.filter(({ path, text }) => /^cli\//.test(path) && text.includes('throw new Error('));
    expect(bare.map(({ path }) => path)).toEqual([
      'cli/commands/drill.ts',
      'cli/commands/status.ts',
      'cli/connect.ts',
      'cli/explain/explain-row.ts',
      'cli/run-command.ts',
      'cli/vendor-transport.ts',
    ]);
  });

  test('every page that names an exit code is of a code that something gives', () => {
    const given = SOURCES.filter(({ path }) => !/pages/.test(path)).map(({ text }) => text);
    const idle = PAGES.filter(({ code, exit }) => exit && !given.some((text) => text.includes(`${code}`)));
    expect(idle.map(({ code }) => code)).toEqual([]);
  });
});

describe('what goes to standard error', () => {
  const texts = SOURCES.filter(({ path }) => /^cli\//.test(path)).flatMap(({ path, text }) =>
    [...text.matchAll(/terminal\.err\(\s*(?:[\w.]*cover\(\s*)?([`'][^`']*)/g)].map(([, said = '']) => ({ path, said })),
  );

  test('begins with a code where it is a failure, with `note: ` or `Next: ` or a plain fact where it is none', () => {
    expect(texts.length).toBeGreaterThan(15);
    const failing = /\b(cannot|could not|failed|damaged|not known|refused|does not fit|wrong|error|invalid)\b/i;
    const bare = texts.filter(
      ({ said }) => failing.test(said) && !/^[`'](\$\{error\.code\}|[A-Z]+(-[A-Z]+)*): /.test(said),
    );
    expect(bare.map(({ path, said }) => `${path} ${said}`)).toEqual([]);
  });
});

describe('notes', () => {
  test('change no exit code: what fails must have a code instead', () => {
    const exits = SOURCES.find(({ path }) => path === 'cli/exit-codes.ts')?.code ?? '';
    expect(exits).toContain('exitCodeFor');
    expect(exits).not.toMatch(/note/i);
  });
});

describe('docs/errors.md', () => {
  const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');

  test('is the page that the code makes', () => {
    expect(page, 'run: node dist/cli/main.js explain --output docs/errors.md').toBe(errorCatalogue(FAMILIES, true));
  });

  test('has every code once, under an anchor of its name, and every link leads somewhere', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
    for (const { code } of PAGES) expect(headings.filter((text) => text === code)).toHaveLength(1);
    const anchors = new Set(
      headings.map((text) =>
        text
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    expect(anchors).toContain('sm-alias-count');
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(PAGES.length);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });

  test('every page says what, why and what next, in whole sentences of its own', () => {
    const texts = PAGES.flatMap(({ code, checks, why, next }) => [checks, why, next].map((text) => ({ code, text })));
    expect(texts.filter(({ text }) => !/^([^a-z]|(?:create-order|submit-form) ).*[.?]$/s.test(text))).toEqual([]);
    const seen = new Map<string, string[]>();
    for (const { code, why } of PAGES) seen.set(why, [...(seen.get(why) ?? []), code]);
    // A reason that stands under many codes is a reason of none.
    expect([...seen.values()].filter((codes) => codes.length > 2)).toEqual([]);
  });

  test('every family is there, and every page is in exactly one', () => {
    const inFamilies = FAMILIES.flatMap(({ pages }) => pages.map(({ code }) => code));
    expect([...inFamilies].sort()).toEqual(PAGES.map(({ code }) => code).sort());
  });
});
