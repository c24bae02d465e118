import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAMILIES, PAGES } from '../../src/cli/explain/code-families.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { Bench } from '../support/command.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench({ SCALEDMAIL_API_KEY: '' });
});
afterEach(() => bench.close());

describe('explain and codes', () => {
  test('without anything it lists every code by family, with its title', async () => {
    const { out, exit } = await bench.run('explain');
    expect(exit).toBe(0);
    for (const { title } of FAMILIES) expect(out.split('\n')).toContain(title);
    for (const { code, title } of PAGES)
      expect(out).toMatch(new RegExp(`^  ${code.replace('*', '\\*')} +${title.slice(0, 9)}`, 'm'));
    expect(out).toContain(`${PAGES.length} codes.`);
    expect(JSON.parse((await bench.run('explain', '--json')).out)).toHaveLength(PAGES.length);
  });

  test.each(['SM-BUY-*', 'sm-buy', 'SM-BUY*'])('%s is a family', async (pattern) => {
    const { out } = await bench.run('explain', pattern, '--json');
    const codes = (JSON.parse(out) as { readonly code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(PAGES.map(({ code }) => code).filter((code) => code.startsWith('SM-BUY-')));
    expect(codes.length).toBeGreaterThan(3);
  });

  test('a code that stands for many explains each of them', async () => {
    expect((await bench.run('explain', 'http-418')).out).toMatch(/^HTTP-\*: /);
    expect((await bench.run('explain', 'SM-NOTHING-*')).exit).toBe(2);
  });

  test('a page says with which exit code it ends, and keeps to the screen', async () => {
    expect((await bench.run('explain', 'LOCKED')).out).toContain(
      'Ends    the command ends with exit code 75 (try_later).',
    );
    expect((await bench.run('explain', 'SM-MODE')).out).not.toContain('Ends ');
  });

  test('--output writes a family as Markdown', async () => {
    expect((await bench.run('explain', 'PACK', '--output', bench.path('pack.md'))).exit).toBe(0);
    const page = readFileSync(bench.path('pack.md'), 'utf8');
    expect([...page.matchAll(/^### (.+)$/gm)].map(([, code]) => code)).toEqual(
      PAGES.map(({ code }) => code).filter((code) => code.startsWith('PACK-')),
    );
  });
});

describe('inspect and passwords', () => {
  const hidden = 'hunter-22';

  test.each([
    'Password',
    'Registrar pwd',
    'API Key',
    'GoDaddy login',
    'PIN',
    'Kennwort',
    'auth token',
    'hosting_pasword',
    'Hosting Username 2',
    '2FA secret',
  ])('covers what stands under "%s"', async (header) => {
    writeFileSync(bench.path('may.csv'), `order,domain,${header}\nmay-1,alpha.example,${hidden}\n`);
    for (const more of [[], ['--json']]) {
      const { out, exit } = await bench.run('inspect', bench.path('may.csv'), ...more);
      expect(exit).toBe(0);
      expect(out).not.toContain(hidden);
      expect(out).toContain('[secret]');
    }
    expect((await bench.run('inspect', bench.path('may.csv'))).out).toContain(
      `[secret] stands for what is under "${header}"`,
    );
  });

  test.each(['Notes', 'Keyword', 'Monkey', 'Passenger list', 'Account manager', 'Users seen'])(
    'shows what stands under "%s"',
    async (header) => {
      writeFileSync(bench.path('may.csv'), `order,domain,${header}\nmay-1,alpha.example,${hidden}\n`);
      expect((await bench.run('inspect', bench.path('may.csv'))).out).toContain(hidden);
    },
  );
});

test('a crash has a code, and covers what it shows', async () => {
  const err: string[] = [];
  const terminal = {
    out: () => {
      throw new TypeError('something nobody thought of');
    },
    err: (text: string) => void err.push(text),
    live: () => {},
    interactive: false,
    colours: false,
    width: null,
    outWidth: null,
  };
  const exit = await runCommandLine(['explain', 'BUG'], bench.env, {
    terminal,
    drain: bench.drain,
    clock: bench.clock,
  });
  expect(exit).toBe(1);
  expect(err.join('\n')).toMatch(/^BUG: This is a bug[^\n]*\n→ [^\n]*\nTypeError: something nobody thought of/);
});

test('a note is information alone: the same command without its cause says and ends the same', async () => {
  const rows =
    'order,operation,domain_source,domain,mailbox_type,first_name,last_name\nmay-1,create-custom-order,scaledmail,alpha.example,google,Ada,Sample\n';
  writeFileSync(bench.path('may.csv'), rows);
  const noted = await bench.run('check', bench.path('may.csv'));
  bench.env.SCALEDMAIL_API_KEY = 'key-of-this-test-0001';
  const plain = await bench.run('check', bench.path('may.csv'));
  expect(noted.err).toMatch(/^note: SCALEDMAIL_API_KEY is not set/m);
  expect(plain.err).not.toMatch(/SCALEDMAIL_API_KEY/);
  expect({ exit: noted.exit, out: noted.out }).toEqual({ exit: plain.exit, out: plain.out });
});
