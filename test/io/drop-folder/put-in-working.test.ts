import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { findDropFolder, openDropFolder } from '../../../src/io/drop-folder/layout.ts';
import { Shelf } from '../../../src/io/drop-folder/shelf.ts';
import { Bench } from '../../support/command.ts';

const bench = new Bench();
afterEach(() => bench.close());

it('a sheet that stays in working is left there, with what lies beside it', () => {
  mkdirSync(bench.path('inbox'), { recursive: true });
  writeFileSync(bench.path('inbox/may.csv'), 'order,domain\n');
  const folder = findDropFolder(bench.path('inbox'));
  openDropFolder(folder);
  const shelf = new Shelf(folder);
  const taken = shelf.take('may.csv');
  if (!taken) throw new Error('it was not taken');
  writeFileSync(bench.path('working/may.results.csv'), 'order,status\n');
  writeFileSync(bench.path('working/may.what-to-do.txt'), 'Wait.\n');
  expect(shelf.put(taken, 'working')).toBe('may.csv');
  expect(readFileSync(bench.path('working/may.csv'), 'utf8')).toBe('order,domain\n');
  expect(readFileSync(bench.path('working/may.results.csv'), 'utf8')).toBe('order,status\n');
  expect(existsSync(bench.path('working/may.what-to-do.txt'))).toBe(false);
  expect(shelf.left().map(({ name }) => name)).toEqual(['may.csv']);
});
