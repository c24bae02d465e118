import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/read-csv.ts';

const HOME = dirname(createRequire(import.meta.url).resolve('csv-spectrum'));
const NAMES = readdirSync(join(HOME, 'csvs')).map((name) => name.replace(/\.csv$/, ''));

/** Its expectation has another number than its own CSV, and no list around its one row. */
const WRONG_IN_THE_COLLECTION = ['location_coordinates'];

/** A public collection of CSV files that readers commonly get wrong. */
describe('csv-spectrum', () => {
  test('has its twelve files', () => {
    expect(NAMES).toHaveLength(12);
  });

  test.each(NAMES.filter((name) => !WRONG_IN_THE_COLLECTION.includes(name)))('%s', (name) => {
    const { header, rows } = readCsv(readFileSync(join(HOME, 'csvs', `${name}.csv`)), `${name}.csv`);
    const seen = [...rows].map(({ cells }) =>
      Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
    );
    expect(seen).toEqual(JSON.parse(readFileSync(join(HOME, 'json', `${name}.json`), 'utf8')));
  });
});
