import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ended, start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

const order = (number: number, domain = `d${number}.example`) => googleOrder(`may-${number}`, domain);
const ledger = () => `${bench.path('ledger.sqlite')}.sandbox`;

function write(name: string, ...orders: readonly string[]): string {
  writeFileSync(bench.path(name), sheetOf(...orders));
  return bench.path(name);
}

type Run = (...words: string[]) => Promise<Pick<Ended, 'exit' | 'out' | 'err'>>;

/** The built program in the sandbox. */
const built: Run = (...words) => start([...words, '--sandbox'], bench.env).ended;

/** The same in this process, where no pace is waited for. */
const run: Run = (...words) => bench.run(...words, '--sandbox');
const submit: Run = (...words) => run('submit', ...words, '--yes', '--rate', 'none');

function raw(sql: string): void {
  const database = new DatabaseSync(ledger());
  database.exec(sql);
  database.close();
}

const SINCE = /Since these sheets were last sent \(\d{4}-\d\d-\d\d\): /;

/** What is said of earlier runs, line by line and without the time; empty when there is none. */
function noteIn({ out }: Pick<Ended, 'out'>): readonly string[] {
  const lines = out.split('\n');
  const first = lines.findIndex((line) => SINCE.test(line));
  if (first < 0) return [];
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  const [head = ''] = (lines[first] ?? '').split(SINCE).slice(1);
  return [head, ...rest.slice(0, end < 0 ? undefined : end).map((line) => line.trim())];
}

describe('what differs from the last run of a sheet', () => {
  test('is nothing before the first run, and then told by order, with what differs', { timeout: 60_000 }, async () => {
    const may = write('may.csv', order(1), order(2), order(3), order(4));
    const first = await built('check', may);
    expect(first.exit).toBe(0);
    expect(noteIn(first)).toEqual([]);
    expect((await built('submit', may, '--yes')).exit).toBe(0);
    expect(noteIn(await built('check', may))).toEqual(['4 already placed.']);

    write('may.csv', order(1), order(2), `${order(3)}\n${order(3, 'e3.example')}`, order(5), order(6));
    const edited = await built('check', may);
    const [head, changed, gone, ...more] = noteIn(edited);
    expect(head).toBe('2 new, 1 changed, 2 already placed, 1 gone.');
    expect(changed).toMatch(
      /^changed may-3 \(was rec\w+\): 1 domain then, 2 now: \+ e3\.example\. 2 mailboxes then, 4 now\.$/,
    );
    expect(gone).toMatch(/^gone may-4 \(was rec\w+\): it stood in may\.csv:8-9, and is in them no more\.$/);
    expect(more).toEqual([]);
    expect(edited.out).toContain('2 ready, 2 already_placed, 1 invalid.');

    const report = bench.path('x.json');
    await built('check', may, '--report', report);
    const { comparison } = JSON.parse(readFileSync(report, 'utf8')) as {
      comparison: { orders: { change: string; order: string }[] };
    };
    expect(comparison.orders.map(({ change, order }) => `${change} ${order}`)).toEqual([
      'already_placed may-1',
      'already_placed may-2',
      'changed may-3',
      'new may-5',
      'new may-6',
      'gone may-4',
    ]);

    const renamed = write('renamed.csv', order(1));
    expect((await built('check', renamed)).out).not.toContain('Since');
  });

  test('names five of many, and all of them with --verbose', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const may = write('may.csv', ...numbers.map((number) => order(number)));
    expect((await submit(may)).exit).toBe(0);
    write('may.csv', order(9));
    const some = noteIn(await run('check', may));
    expect(some[0]).toBe('1 new, 7 gone.');
    expect(some).toHaveLength(6);
    expect(some.at(-1)).toBe('and 3 more gone; --verbose names all.');
    expect(noteIn(await run('check', may, '--verbose'))).toHaveLength(8);
    expect((await run('check', may, '--quiet')).out).not.toContain('Since');
  });

  test('leaves what is decided as it is, also where it cannot be told', async () => {
    const may = write('may.csv', order(1));
    expect((await submit(may)).exit).toBe(0);
    write('may.csv', order(1), order(2));
    const before = await run('check', may);
    raw('DROP TABLE sheet_orders');
    const after = await run('check', may);
    expect(noteIn(before)).not.toEqual([]);
    const rest = before.out.replace(/^Since .*\n(?: {2}.*\n)*\n/m, '');
    expect({ exit: after.exit, out: after.out }).toEqual({ exit: before.exit, out: rest });
    expect(after.err).toContain('What earlier runs sent of these sheets could not be compared');
    expect((await run('ledger', 'verify')).exit).toBe(6);
  });

  test('is told of a ledger of the second schema, once it is brought up to date', async () => {
    const may = write('may.csv', order(1), order(2));
    expect((await submit(may)).exit).toBe(0);
    raw("DROP TABLE sheet_orders; UPDATE meta SET value = '2' WHERE name = 'schema'");
    write('may.csv', order(1));
    expect(noteIn(await run('check', may))[0]).toBe('1 already placed, 1 gone.');
    expect(readdirSync(bench.folder).filter((name) => /\.schema-2\.\d+\.copy$/.test(name))).toHaveLength(1);
    expect((await run('ledger', 'verify')).exit).toBe(0);
  });

  test('is mended by a restore where its index was damaged', async () => {
    const may = write('may.csv', order(1), order(2));
    expect((await submit(may)).exit).toBe(0);
    write('may.csv', order(1));
    raw('DELETE FROM sheet_orders');
    const verified = await run('ledger', 'verify');
    expect(verified.exit).toBe(6);
    expect(verified.out).toMatch(/Entry \d+ stems from may\.csv, and the index of sheets has lost it\./);
    expect((await run('ledger', 'restore')).exit).toBe(0);
    expect((await run('ledger', 'verify')).exit).toBe(0);
    expect(noteIn(await run('check', may))[0]).toBe('1 already placed, 1 gone.');
  });

  test('counts no sheet of aliases as one that orders could be gone from', async () => {
    const aliases = bench.path('aliases.csv');
    const half = (number: number, domain: string) => order(number, domain).split('\n')[0] ?? '';
    const may = write('may.csv', half(1, 'a1.example'));
    writeFileSync(aliases, 'domain,alias,first_name,last_name\na1.example,kim,Kim,Sample\n');
    expect((await submit(may, '--aliases', aliases)).exit).toBe(0);
    const june = write('june.csv', half(2, 'b1.example'));
    writeFileSync(aliases, 'domain,alias,first_name,last_name\nb1.example,kim,Kim,Sample\n');
    const checked = await run('check', june, '--aliases', aliases);
    expect(checked.exit).toBe(0);
    expect(checked.out).not.toContain('Since');
  });
});
