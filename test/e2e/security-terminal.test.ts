import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import { MAIN, start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { CELL, hostileSheet, ID, NAME, NASTY, quoted } from '../support/hostile-sheet.ts';
import { hostileIn } from '../support/hostile-text.ts';
import { Screens } from '../support/screens.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';
import { workbook } from '../support/workbooks.ts';

const SCRIPT: Script = {
  'POST /create-custom-order': [
    { body: { id: ID, message: NASTY } },
    { status: 422, body: { error: `Domain is required ${NASTY}` } },
    { status: 500, text: `<p>${NASTY}</p>` },
    { status: 402, body: { error: `unable to charge ${NASTY}`, id: ID } },
  ],
  'GET /packages': [
    {
      body: {
        total: 1,
        packages: [{ id: ID, name: `Package ${NASTY}`, price: 10, frequency: `/mo${NAME}`, domains: 1 }],
      },
    },
  ],
};

let bench: Bench;
let vendor: ScriptedVendor;
beforeEach(async () => {
  vendor = await scriptedVendor(SCRIPT);
  bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
});
afterEach(async () => {
  await vendor.close();
  bench.close();
});

interface Shown {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** One command with the terminal that the program uses, its streams kept. */
async function shown(...words: readonly string[]): Promise<Shown> {
  const screens = new Screens();
  const terminal = processTerminal(screens);
  const exit = await runCommandLine(words, bench.env, { terminal, drain: bench.drain, clock: bench.clock });
  const { out, err } = screens;
  return { exit, out, err };
}

/** What the sheet and the vendor wrote is there, written out, and nothing of it can drive a screen. */
function expectPlain({ out, err }: Shown, name: string): void {
  expect(hostileIn(out + err), name).toEqual([]);
  expect(out + err, name).toMatch(/\\u001b|\\u009b|\\u202e/);
}

describe('whatever sheets, files and vendors hold', () => {
  test('is written out by every command that shows it', async () => {
    const may = bench.path(`may ${NAME}.csv`);
    writeFileSync(may, hostileSheet());
    const log = ['--log-file', bench.path('run.log')];
    for (const words of [
      ['catalog', 'pull'],
      ['catalog', 'show'],
      ['catalog', 'show', '--json'],
      ['inspect', may],
      ['inspect', may, '--json'],
      ['check', may, '--verbose'],
      ['check', may, '--json'],
      ['submit', may, '--yes', '--verbose', '--concurrency', '1', '--keep-going-on-unknown', ...log],
      ['reconcile', '--verbose'],
      ['reconcile', may],
      ['results', may],
      ['results', may, '--verbose'],
      ['results', may, '--json'],
      ['ledger', 'list'],
      ['ledger', 'list', '--json'],
    ]) {
      const ran = await shown(...words);
      expectPlain(ran, words.join(' '));
      if (words.includes('--json')) expect(JSON.parse(ran.out), words.join(' ')).toBeTypeOf('object');
    }
    expect(vendor.spends).toHaveLength(4);
    const logged = readFileSync(bench.path('run.log'), 'utf8');
    expect(hostileIn(logged)).toEqual([]);
    expect(logged).toContain('\\u001b');
  });

  test('is written out of a workbook too', async () => {
    const book = bench.path(`book ${NAME}.xlsx`);
    const rows = [HEADER.split(','), ['a\u009b2J\u202e', 'create-custom-order', 'x\u202e', 'd.example', '\u009b2J']];
    writeFileSync(book, workbook({ name: 'May\u202e\u009b2J', rows }, { name: 'June', rows: [['\u202e']] }));
    for (const words of [
      ['inspect', book],
      ['check', book],
      ['inspect', book, '--sheet', `nothing ${NAME}`],
    ])
      expectPlain(await shown(...words), words.join(' '));
  });

  test('is written out in every complaint', async () => {
    const empty = bench.path(`empty ${NAME}.csv`);
    writeFileSync(empty, '');
    const torn = bench.path('torn.csv');
    writeFileSync(torn, `${HEADER}\n"never closed ${CELL}\n`);
    const twice = bench.path('twice.csv');
    writeFileSync(twice, `domain,${quoted(`do main`)},${quoted(`al${NAME}ias`)}\na.example,b.example,c\n`);
    const good = bench.path('good.csv');
    writeFileSync(good, hostileSheet());
    for (const [exit, ...words] of [
      [2, `no such command ${NAME}`],
      [2, 'check', empty, `--${NAME}`],
      [2, 'check', good, '--map', `${NAME}=${NAME}`],
      [2, 'check', good, '--set', `${NAME}=x`],
      [2, 'check', good, '--results', bench.path(`no folder ${NAME}/r.csv`)],
      [2, 'check', good, '--report', bench.path(`r.${NAME}`)],
      [2, 'check', good, '--log-format', NAME],
      [2, 'check', good, '--encoding', NAME],
      [2, 'check', good, '--base-url', `http://${NAME}`],
      [2, 'submit', good, '--yes', '--rate', NAME],
      [2, 'explain', NAME],
      [2, 'resolve', NAME, '--not-placed', '--note', 'x'],
      [2, 'check', good, '--env-file', bench.path(NAME)],
      [5, 'check', bench.path(`missing ${NAME}.csv`)],
      [5, 'check', empty],
      [5, 'check', torn],
    ] as const) {
      const ran = await shown(...words);
      expect(hostileIn(ran.out + ran.err), words.join(' ')).toEqual([]);
      expect([ran.exit, ran.err.length > 0], ran.err).toEqual([exit, true]);
    }
    expect(hostileIn((await shown('check', twice)).out)).toEqual([]);
  });

  test('is written out of the stack of a bug', async () => {
    const screens = new Screens();
    const clock = {
      ...bench.clock,
      now: () => {
        throw new Error(`a bug ${NASTY}`);
      },
    };
    const hands = { terminal: processTerminal(screens), drain: bench.drain, clock };
    const exit = await runCommandLine(['check', 'x.csv'], bench.env, hands);
    expect(exit).toBe(EXIT.bug);
    expectPlain({ exit, out: screens.out, err: screens.err }, 'bug');
    expect(screens.err).toContain('This is a bug');
  });
});

test('a variable is shown plainly in the help', async () => {
  const { out, exit } = await start(['check', '--help'], { ...bench.env, SHEETORDER_SHEET: NAME }).ended;
  expect([exit, out.includes('--sheet')]).toEqual([0, true]);
  expect(hostileIn(out)).toEqual([]);
});

describe('line breaks', () => {
  const FORGED = 'x\nplaced  may-9  rec9';
  const forged = ({ out, err }: Shown) => `${out}\n${err}`.split('\n').filter((line) => line.startsWith('placed'));

  test('a line break in the name of a package makes no line of its own', async () => {
    await vendor.close();
    const packages = [{ id: 'p1', name: FORGED, price: 10, frequency: '', domains: 1 }];
    vendor = await scriptedVendor({ 'GET /packages': [{ body: { total: 1, packages } }] });
    bench.env.SCALEDMAIL_BASE_URL = vendor.url;
    const ran = await shown('catalog', 'pull');
    expect(ran.exit).toBe(0);
    expect(forged(ran)).toEqual([]);
  });

  test('a line break in the name of a file makes no line of its own', async () => {
    expect(forged(await shown('check', bench.path(FORGED)))).toEqual([]);
  });

  test('a line break in the name of an order, or in the words of a vendor, makes no line of its own', async () => {
    await vendor.close();
    vendor = await scriptedVendor({
      'POST /create-custom-order': [{ status: 422, body: { error: `required ${FORGED}` } }],
    });
    bench.env.SCALEDMAIL_BASE_URL = vendor.url;
    const may = bench.path('may.csv');
    writeFileSync(may, sheetOf(googleOrder('may-1', 'alpha.example')).replaceAll('may-1', quoted(FORGED)));
    const shownBy = [];
    for (const words of [
      ['check', may, '--verbose'],
      ['submit', may, '--yes'],
      ['ledger', 'list'],
    ])
      shownBy.push(await shown(...words));
    expect(vendor.spends).toHaveLength(1);
    expect(shownBy.flatMap(forged)).toEqual([]);
  });
});

describe('on a real screen', () => {
  const python = spawnSync('python3', ['-c', 'import pty']).status === 0;
  /** Runs its arguments on a pseudo-terminal, and copies what they write to standard output. */
  const PTY = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';

  test.skipIf(!python)('the built program writes no escape but its own colours', () => {
    const may = bench.path(`may ${NAME}.csv`);
    writeFileSync(may, hostileSheet());
    for (const words of [
      ['check', may],
      ['inspect', may],
      ['check', bench.path(`missing ${NAME}.csv`)],
      ['submit', may, '--sandbox', '--set', `client=Client ${NAME}`],
    ]) {
      const ran = spawnSync('python3', ['-c', PTY, process.execPath, MAIN, ...words], {
        env: { PATH: process.env.PATH, ...bench.env, TERM: 'xterm', NO_COLOR: '' },
        input: 'n\n',
        timeout: 20_000,
      });
      // The question's own line, as Node asks it, and the answer.
      const text = ran.stdout
        .toString('utf8')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what Node writes around the question is taken out.
        .replace(/\u001b\[1G\u001b\[0J(Send th[^\u001b]*\? .*\[y\/N\] )\u001b\[\d+Gn\r\r\n/, '$1n\n');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is looked for.
      const painted = /^\u001b\[3[1-5]m(error|warning|info|[a-z_]+)\u001b\[39m(?= [A-Z]| {2})/gm;
      if (words[0] === 'check' && words[1] === may) expect(text).toMatch(painted);
      expect(hostileIn(text.replace(painted, '$1')), words.join(' ')).toEqual([]);
      expect(text, words.join(' ')).toMatch(/\\u001b/);
      if (words[0] === 'submit') expect(text).toMatch(/Client\s[\s\S]*\\u001b[\s\S]*Send th[\s\S]*did not say yes/);
    }
  });
});
