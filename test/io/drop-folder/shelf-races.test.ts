import { symlinkSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/domain/digest.ts';
import { DropBench } from '../../support/drop-bench.ts';
import { fate } from '../../support/mortal-fs.ts';

vi.mock('node:fs', async (original) => {
  const { mortal } = await import('../../support/mortal-fs.ts');
  return mortal(await original());
});

let bench: DropBench;

beforeEach(() => {
  bench = new DropBench();
});
afterEach(() => {
  fate.meanwhile = null;
  bench.close();
});

test('a sheet that is written to at the moment it is taken goes back whole, and is not worked on', () => {
  bench.write('inbox', 'may.csv', 'one');
  fate.meanwhile = () => bench.write('inbox', 'may.csv', 'one and more');
  expect(bench.shelf.take('may.csv')).toBeNull();
  expect(bench.sheets()).toEqual([{ place: 'inbox', name: 'may.csv', text: 'one and more' }]);
});

test('a sheet that goes away at the moment it is taken is no sheet', () => {
  bench.write('inbox', 'may.csv', 'one');
  fate.meanwhile = () => bench.shelf.take('may.csv');
  expect(bench.shelf.take('may.csv')).toBeNull();
  expect(bench.sheets().map(({ place }) => place)).toEqual(['working']);
});

test('a sheet that is dropped at the moment another one of its name goes back is not written over', () => {
  bench.write('inbox', 'may.csv', 'one');
  const sheet = bench.shelf.take('may.csv');
  fate.meanwhile = () => bench.write('inbox', 'may.csv', 'two');
  const name = sheet ? bench.shelf.put(sheet, 'inbox') : '';
  expect(name).not.toBe('may.csv');
  expect(
    bench
      .sheets()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['one', 'two']);
});

test('a sheet goes back beside a link that leads nowhere', () => {
  bench.write('inbox', 'may.csv', 'one');
  const sheet = bench.shelf.take('may.csv');
  symlinkSync('/nowhere', bench.path('inbox', 'may.csv'));
  const name = sheet ? bench.shelf.put(sheet, 'inbox') : '';
  expect(bench.read('inbox', name)).toBe('one');
  expect(bench.names('inbox')).toHaveLength(2);
});

test('what a run left in working takes nothing from another sheet of its name', () => {
  bench.write('working', 'may.csv', 'one');
  bench.write('done', 'may.csv', 'two');
  bench.write('done', 'may.results.csv', 'results of two');
  expect(bench.shelf.left().map((one) => one.sha256)).toEqual([sha256(Buffer.from('one'))]);
  expect([bench.names('working'), bench.names('done')]).toEqual([['may.csv'], ['may.csv', 'may.results.csv']]);
});

test('what a run left beside a sheet in working is newer than what lies elsewhere', () => {
  bench.write('working', 'may.csv', 'one');
  bench.write('working', 'may.log', 'new');
  bench.write('done', 'may.log', 'old');
  bench.shelf.left();
  expect([bench.read('working', 'may.log'), bench.names('done')]).toEqual(['new', []]);
});

test('a sheet that is taken up again is in no second place', () => {
  bench.write('done', 'may.csv', 'one');
  bench.write('inbox', 'may.csv', 'one');
  expect(bench.shelf.take('may.csv')?.name).toBe('may.csv');
  expect(bench.sheets()).toEqual([{ place: 'working', name: 'may.csv', text: 'one' }]);
});
