import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { widthOf } from '../../src/cli/terminal/text-width.ts';
import { MAIN } from '../support/built.ts';
import { Bench } from '../support/command.ts';

/** `script` gives the command a terminal of its own, and this test the keyboard. */
const isThere = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') === true;
const why = isThere ? '' : ' (skipped: script of util-linux is not installed)';
const COLUMNS = 80;
const HEADER = 'order,operation,domain_source,domain,mailbox_type,redirect,alias,first_name,last_name';
const CTRL_C = '\u0003';

const benches: Bench[] = [];
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const bench of benches.splice(0)) bench.close();
});

function sheetOf(orders: number): string {
  const rows = Array.from({ length: orders }, (_, at) =>
    ['ada,Ada', 'sam,Sam'].map(
      (alias) => `o-${at + 1},create-custom-order,scaledmail,d${at + 1}.example,google,main.example,${alias},Sample`,
    ),
  );
  return [HEADER, ...rows.flat(), ''].join('\n');
}

class Seat {
  readonly bench = new Bench();
  #child: ChildProcess | null = null;
  #text = '';

  constructor(orders: number) {
    benches.push(this.bench);
    writeFileSync(this.bench.path("o'brien may.csv"), sheetOf(orders));
  }

  /** The program on a terminal of 80 columns; the sheet is named with a space and a quote. */
  begin(...words: readonly string[]): void {
    const quoted = [process.execPath, MAIN, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...usual } = process.env;
    const env = { ...usual, ...this.bench.env, TERM: 'xterm' };
    // `script` may miss what is written right before the end, so that the end is put off a little.
    const inside = `trap : INT; stty cols ${COLUMNS} rows 40; ${quoted}; code=$?; sleep 0.5; exit $code`;
    this.#child = spawn('script', ['-qfec', inside, '/dev/null'], { cwd: this.bench.folder, env });
    running.push(this.#child);
    this.#child.stdout?.on('data', (chunk) => (this.#text += chunk));
  }

  type(keys: string): void {
    this.#child?.stdin?.write(keys);
  }

  /** Waits until it stands on the screen. */
  async shows(wanted: RegExp): Promise<void> {
    await expect
      .poll(() => wanted.test(this.screen), { timeout: 15_000, interval: 50, message: `${wanted}` })
      .toBe(true);
  }

  async ends(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    return new Promise((resolve) => child.once('close', resolve));
  }

  /** Everything that stood on a line of the screen at some time, in plain characters. */
  get screen(): string {
    return stripVTControlCharacters(this.#text);
  }

  /** Lines that are too wide, but for a command to copy, which stands alone on its line. */
  get tooWide(): readonly string[] {
    return this.screen.split(/[\r\n]+/).filter((line) => widthOf(line) > COLUMNS && !line.startsWith('  sheetorder '));
  }

  /** The domains of every order that the stand-in sold. */
  get sold(): readonly string[] {
    const lines = readFileSync(this.bench.path('ledger.sqlite.sandbox.record.ndjson'), 'utf8').trim().split('\n');
    const sales = lines.map((line) => JSON.parse(line) as { type: string; domains?: readonly string[] });
    return sales.flatMap(({ type, domains }) => (type === 'sold' ? [String(domains)] : []));
  }

  async states(): Promise<readonly string[]> {
    const { out } = await this.bench.run('ledger', 'list', '--json', '--sandbox');
    return (JSON.parse(out) as { state: string }[]).map(({ state }) => state);
  }
}

describe.skipIf(!isThere)(`on a real terminal${why}`, () => {
  const submit = (seat: Seat, ...more: readonly string[]) =>
    seat.begin('submit', "o'brien may.csv", '--sandbox', ...more);

  test('the plan stands above the question; a no sends nothing and ends with 9', async () => {
    const seat = new Seat(2);
    submit(seat);
    await seat.shows(/Send these 2 orders, whose price is not known, now\? \(sandbox: no money\) \[y\/N\] /);
    expect(seat.screen).toMatch(
      /To +a stand-in for ScaledMail[\s\S]*Order +2 orders, 2 domains, 4 mailboxes[\s\S]*Send these/,
    );
    seat.type('n\r');
    expect(await seat.ends()).toBe(9);
    expect(seat.screen).toContain('GUARD-DECLINED: You did not say yes, so nothing was sent.');
    expect(await seat.states()).toEqual([]);
    expect(seat.tooWide).toEqual([]);
  });

  test('Ctrl-C at the question is a no', async () => {
    const seat = new Seat(1);
    submit(seat);
    await seat.shows(/\[y\/N\] /);
    seat.type(CTRL_C);
    expect(await seat.ends()).toBe(9);
    expect(await seat.states()).toEqual([]);
  });

  test('a yes places every order, with a bar that is gone in the end', async () => {
    const seat = new Seat(3);
    submit(seat);
    await seat.shows(/\[y\/N\] /);
    seat.type('y\r');
    expect(await seat.ends()).toBe(0);
    expect(seat.screen).toMatch(/\[=* +\] \d\/3/);
    expect(seat.screen).toMatch(/[\r\n]3 placed\.[\r\n]/);
    expect(await seat.states()).toEqual(['placed', 'placed', 'placed']);
    expect(seat.tooWide).toEqual([]);
  });

  test('Ctrl-C while orders are on their way says so once, loses none, and names the command that goes on', async () => {
    const seat = new Seat(6);
    submit(seat, '--fault', 'slow', '--fault-rate', '1', '--rate', '1/s');
    await seat.shows(/\[y\/N\] /);
    seat.type('y\r');
    await seat.shows(/ [1-5]\/6/);
    seat.type(CTRL_C);
    await seat.shows(/Stopping/);
    expect(await seat.ends()).toBe(130);
    expect(seat.screen.match(/Stopping: /g)).toHaveLength(1);
    expect(seat.screen).toMatch(/Next: sheetorder submit 'o'\\''brien may\.csv' --sandbox/);
    expect(seat.tooWide).toEqual([]);
    const before = await seat.states();
    expect(before.filter((state) => !['placed', 'retryable'].includes(state))).toEqual([]);
    expect(before).toContain('placed');
    const again = await seat.bench.run('submit', seat.bench.path("o'brien may.csv"), '--sandbox', '--yes');
    expect(again.exit).toBe(0);
    expect(await seat.states()).toEqual(Array.from({ length: 6 }, () => 'placed'));
  });

  test('a second Ctrl-C leaves at once and says what is in doubt, which is read back and bought no second time', async () => {
    const seat = new Seat(4);
    submit(seat, '--fault', 'slow', '--fault-rate', '1');
    await seat.shows(/\[y\/N\] /);
    seat.type('y\r');
    await seat.shows(/[1-4] under way/);
    seat.type(CTRL_C);
    await seat.shows(/Stopping: [1-4] orders? under way may finish/);
    seat.type(CTRL_C);
    expect(await seat.ends()).toBe(130);
    expect(seat.screen).toMatch(/Left at once: orders under way may or may not have been placed\./);
    expect(seat.tooWide).toEqual([]);
    expect((await seat.bench.run('reconcile', '--sandbox', '--wait', '10m')).exit).toBe(0);
    await seat.bench.run('submit', seat.bench.path("o'brien may.csv"), '--sandbox', '--yes');
    expect(await seat.states()).toEqual(Array.from({ length: 4 }, () => 'placed'));
    expect(seat.sold).toHaveLength(4);
    expect(new Set(seat.sold).size).toBe(4);
  });

  test('what is wrong fits the screen, and the next command carries the name of the sheet whole', async () => {
    const seat = new Seat(1);
    writeFileSync(seat.bench.path("o'brien may.csv"), sheetOf(1).replaceAll('google', 'gogle'));
    seat.begin('check', "o'brien may.csv", '--sandbox');
    expect(await seat.ends()).toBe(3);
    expect(seat.screen).toMatch(/error SM-PROVIDER-KEY: o'brien may\.csv line 2, column "mailbox_type" \(E2\)/);
    expect(seat.screen).toContain("sheetorder check 'o'\\''brien may.csv' --sandbox");
    expect(seat.screen).not.toContain('--ledger');
    expect(seat.tooWide).toEqual([]);
  });
});
