import { existsSync, linkSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/digest.ts';
import { baseOf, COMPANION_ENDINGS } from '../../../src/io/drop-folder/names.ts';
import type { TakenSheet } from '../../../src/io/drop-folder/shelf.ts';
import { DropBench } from '../../support/drop-bench.ts';

let bench: DropBench;

beforeEach(() => {
  bench = new DropBench();
});
afterEach(() => bench.close());

function taken(name: string, text: string): TakenSheet {
  bench.write('inbox', name, text);
  const sheet = bench.shelf.take(name);
  if (!sheet) throw new Error(`${name} was not taken`);
  return sheet;
}

test('a sheet goes from the inbox through working to done, under its own name', () => {
  const sheet = taken('may.csv', 'one');
  expect(sheet).toEqual({
    name: 'may.csv',
    path: bench.path('working', 'may.csv'),
    sha256: sha256(Buffer.from('one')),
  });
  expect(bench.shelf.put(sheet, 'done')).toBe('may.csv');
  expect(bench.sheets()).toEqual([{ place: 'done', name: 'may.csv', text: 'one' }]);
});

test('nothing is taken that is not there, or is a folder', () => {
  mkdirSync(bench.path('inbox', 'a-folder'));
  expect([bench.shelf.take('none.csv'), bench.shelf.take('a-folder')]).toEqual([null, null]);
});

test.each(['done', 'attention', 'working'] as const)(
  'another content of the same name in %s keeps its name and text',
  (place) => {
    bench.write(place, 'may.csv', 'first');
    const sheet = taken('may.csv', 'second');
    expect(sheet.name).toBe(`may-${sha256(Buffer.from('second')).slice(0, 8)}.csv`);
    bench.shelf.put(sheet, 'done');
    expect(bench.read(place, 'may.csv')).toBe('first');
    expect(bench.read('done', sheet.name)).toBe('second');
  },
);

test('the same content under the same name becomes one file again', () => {
  bench.shelf.put(taken('may.csv', 'one'), 'done');
  bench.write('done', 'may.results.csv', 'results of one');
  const again = taken('may.csv', 'one');
  expect(bench.names('working')).toEqual(['may.csv', 'may.results.csv']);
  bench.shelf.put(again, 'done');
  expect(bench.names('done')).toEqual(['may.csv', 'may.results.csv']);
});

test('two sheets that differ in their ending alone share nothing beside them', () => {
  const first = taken('may.csv', 'one');
  const second = taken('may.xlsx', 'two');
  expect(baseOf(second.name)).not.toBe(baseOf(first.name));
});

test.each([
  'may.results.csv',
  'may.annotated.xlsx',
  'may.what-to-do.txt',
  'may.report.html',
  'may.log',
  'MAY.LOG',
  'a.log',
])('a sheet called %s is a sheet all the way, and what is written beside it is another file', (name) => {
  const sheet = taken(name, 'one');
  expect(bench.shelf.left().map((one) => one.name)).toEqual([sheet.name]);
  const beside = COMPANION_ENDINGS.map((ending) => baseOf(sheet.name) + ending);
  expect(beside).not.toContain(sheet.name);
  bench.shelf.put(sheet, 'done');
  expect(bench.sheets()).toEqual([{ place: 'done', name: sheet.name, text: 'one' }]);
});

test.each([
  ['a long name', `${'n'.repeat(251)}.csv`],
  ['a long name of letters that take two bytes', `${'ä'.repeat(125)}.csv`],
  ['a long ending', `may.${'e'.repeat(245)}`],
])('%s leaves room for what is written beside the sheet', (_, name) => {
  const sheet = taken(name, 'one');
  for (const ending of COMPANION_ENDINGS) writeFileSync(join(bench.folder.working, baseOf(sheet.name) + ending), 'x');
  bench.shelf.put(sheet, 'attention');
  expect(bench.names('attention')).toHaveLength(1 + COMPANION_ENDINGS.length);
});

test('what lies beside a sheet goes with it to attention, and back from there when it is dropped again', () => {
  const sheet = taken('may.csv', 'one');
  for (const ending of COMPANION_ENDINGS) bench.write('working', `may${ending}`, `one ${ending}`);
  bench.shelf.put(sheet, 'attention');
  expect(bench.names('attention')).toHaveLength(1 + COMPANION_ENDINGS.length);
  expect(bench.names('working')).toEqual([]);
  const corrected = taken('june.csv', 'one');
  bench.shelf.put(corrected, 'done');
  expect(bench.read('attention', 'may.csv')).toBe('one');
});

test('a sheet that goes back to the inbox leaves its log with the program and comes back to it', () => {
  const sheet = taken('may.csv', 'one');
  bench.write('working', 'may.log', 'the log');
  bench.write('working', 'may.results.csv', 'results');
  bench.shelf.put(sheet, 'inbox');
  expect([bench.names('inbox'), bench.names('working')]).toEqual([['may.csv'], []]);
  bench.shelf.take('may.csv');
  expect(bench.names('working')).toEqual(['may.csv', 'may.log']);
});

test('a sheet that stays in working stays as it is, with all that lies beside it', () => {
  const sheet = taken('may.csv', 'one');
  bench.write('working', 'may.log', 'the log');
  expect(bench.shelf.put(sheet, 'working')).toBe('may.csv');
  expect(bench.names('working')).toEqual(['may.csv', 'may.log']);
  expect(bench.read('working', 'may.csv')).toBe('one');
});

test('a text that tells a person what to do does not go to done', () => {
  const sheet = taken('may.csv', 'one');
  bench.write('working', 'may.what-to-do.txt', 'old');
  bench.shelf.put(sheet, 'done');
  expect(bench.names('done')).toEqual(['may.csv']);
});

test('a sheet never goes back over a file that was dropped under its name meanwhile', () => {
  const sheet = taken('may.csv', 'one');
  bench.write('inbox', 'may.csv', 'two');
  const name = bench.shelf.put(sheet, 'inbox');
  expect(name).not.toBe('may.csv');
  expect(
    bench
      .sheets()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['one', 'two']);
});

test('three different sheets of one name, and the names that they would get are taken too', () => {
  const digest = sha256(Buffer.from('two')).slice(0, 8);
  bench.write('done', 'may.csv', 'one');
  bench.write('done', `may-${digest}.csv`, 'somebody else');
  const sheet = taken('may.csv', 'two');
  bench.shelf.put(sheet, 'done');
  expect(
    bench
      .sheets()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['one', 'somebody else', 'two']);
});

test('a sheet whose name came to be taken while it was worked on goes over no other content', () => {
  const digest = sha256(Buffer.from('two')).slice(0, 8);
  const sheet = taken('may.csv', 'two');
  bench.write('done', 'may.csv', 'one');
  bench.write('done', `may-${digest}.csv`, 'somebody else');
  bench.shelf.put(sheet, 'done');
  expect(
    bench
      .sheets()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['one', 'somebody else', 'two']);
});

test('a second link to a sheet is a sheet of its own', () => {
  bench.write('inbox', 'a.csv', 'one');
  linkSync(bench.path('inbox', 'a.csv'), bench.path('inbox', 'b.csv'));
  for (const name of ['a.csv', 'b.csv']) {
    const sheet = bench.shelf.take(name);
    if (sheet) bench.shelf.put(sheet, 'done');
  }
  expect(bench.names('done')).toEqual(['a.csv', 'b.csv']);
  expect(bench.names('inbox')).toEqual([]);
});

test('sheets of attention that go on are taken up again, the others stay', () => {
  bench.write('attention', 'on.csv', 'goes on');
  bench.write('attention', 'on.log', 'its log');
  bench.write('attention', 'off.csv', 'stays');
  const goesOn = (digest: string) => digest === sha256(Buffer.from('goes on'));
  expect([...bench.shelf.reopened(goesOn)].map(({ name }) => name)).toEqual(['on.csv']);
  expect([bench.names('attention'), bench.names('working')]).toEqual([['off.csv'], ['on.csv', 'on.log']]);
  expect(existsSync(bench.path('attention', 'on.log'))).toBe(false);
});

test('what lies beside a sheet that a person deleted is put away all the same, and nothing else moves', () => {
  const sheet = taken('may.csv', 'one');
  bench.write('working', 'may.results.csv', 'results');
  bench.write('done', 'other.csv', 'other');
  unlinkSync(sheet.path);
  expect(bench.shelf.put(sheet, 'done')).toBe('may.csv');
  expect([bench.names('working'), bench.names('done')]).toEqual([[], ['may.results.csv', 'other.csv']]);
});

test('a folder that is gone is no reason to let go of a sheet', () => {
  const sheet = taken('may.csv', 'one');
  rmSync(bench.folder.done, { recursive: true });
  expect(() => bench.shelf.put(sheet, 'done')).toThrow(/ENOENT/);
  expect(bench.read('working', 'may.csv')).toBe('one');
});
