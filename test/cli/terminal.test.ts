import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/cli/commands/command.ts';
import { paint } from '../../src/cli/terminal/paint.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import { HOSTILE, hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';

function written(say: (terminal: ReturnType<typeof processTerminal>) => void, screens = new Screens()) {
  say(processTerminal(screens));
  return screens;
}

describe('what the terminal writes', () => {
  test.each(Object.entries(HOSTILE))('%s is written out, on either stream', (_, text) => {
    const screens = written((terminal) => {
      terminal.out(`a${text}b`);
      terminal.err(`c${text}d`);
    });
    for (const said of [screens.out, screens.err]) {
      expect(hostileIn(said)).toEqual([]);
      expect(said).toMatch(/^[ac]\\u[0-9a-f]{4}.*[bd]\n$/);
    }
  });

  test('whatever the text, nothing but printable characters and line breaks', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r',
      '\u001b',
      '\u009b',
      '\u0007',
      '\u202e',
      '\u2028',
      '\u{e0041}',
      '😀',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect(hostileIn(written((terminal) => terminal.out(text)).out)).toEqual([]);
      }),
    );
  });

  test('line breaks and joiners stay, a carriage return alone does not', () => {
    const text = 'one\r\ntwo\nthree \u{1f469}\u200d\u{1f52c}';
    expect(written((terminal) => terminal.out(text)).out).toBe(`${text}\n`);
    expect(written((terminal) => terminal.out('good\rbad')).out).toBe('good\\u000dbad\n');
  });

  test('JSON means the same as before', () => {
    const value = Object.values(HOSTILE).map((text) => ({ [`\\${text}`]: `\\${text}"${text}` }));
    const { out } = written((terminal) => terminal.out(JSON.stringify(value, null, 2)));
    expect(hostileIn(out)).toEqual([]);
    expect(JSON.parse(out)).toEqual(value);
  });
});

describe('the line that changes', () => {
  const CLEAR = '\r\u001b[2K';

  test('is one line, no longer than the screen, and holds nothing else', () => {
    const screens = written((terminal) => terminal.live(`1 of 2\n${'\u001b[2J'.repeat(40)}`), new Screens(true));
    expect(screens.err.startsWith(CLEAR)).toBe(true);
    const line = screens.err.slice(CLEAR.length);
    expect(hostileIn(line)).toEqual([]);
    expect(line).toMatch(/^1 of 2 \\u001b\[2J/);
    expect(line).toHaveLength(screens.stderr.columns - 1);
  });

  test('is cleared before the next text', () => {
    const screens = written((terminal) => {
      terminal.live('1 of 2');
      terminal.out('done');
    }, new Screens(true));
    expect([screens.out, screens.err]).toEqual(['done\n', `${CLEAR}1 of 2${CLEAR}`]);
  });
});

describe('colours', () => {
  const finding = (text: string) => `error SM-DOMAIN: ${text}\n  → Correct it.`;

  function painted(text: string, env: Record<string, string> = {}, flags = {}) {
    const screens = new Screens(true);
    const terminal = processTerminal(screens);
    terminal.out(paint(text, flags, { terminal, env } as unknown as Host));
    return screens.out;
  }

  test('are added after the text was made plain, to the first word alone', () => {
    const said = painted(finding('\u001b[8m hidden \u001b[31merror\u001b[39m'));
    expect(said).toBe(
      '\u001b[31merror\u001b[39m SM-DOMAIN: \\u001b[8m hidden \\u001b[31merror\\u001b[39m\n  → Correct it.\n',
    );
  });

  test('are on the words that say how an order stands, where a row begins', () => {
    expect(painted('refused  may-1  unknown  x\nstill refused  b\nplaced   may-2')).toBe(
      '\u001b[31mrefused\u001b[39m  may-1  unknown  x\nstill refused  b\n\u001b[32mplaced\u001b[39m   may-2\n',
    );
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }, {}],
    ['--no-color', {}, { 'no-color': true }],
    ['--json', {}, { json: true }],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, {}],
    ['NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, {}],
    ['TERM=dumb', { TERM: 'dumb' }, {}],
  ])('%s: none, and no escape either', (_, env, flags) => {
    expect(hostileIn(painted(finding('\u001b[31m'), env, flags))).toEqual([]);
  });
});
