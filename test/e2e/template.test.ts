import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vendors } from '../../src/vendors/index.ts';
import { Bench } from '../support/command.ts';

let bench: Bench;
beforeAll(() => {
  bench = new Bench();
  // One vendor sends nothing until its operator says that the names of its fields were compared.
  mkdirSync(bench.path('config/sheetorder'), { recursive: true });
  const config = { vendors: { saleshandy: { schemaVerified: true } } };
  writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify(config));
});
afterAll(() => bench.close());

const OPERATIONS = Object.values(vendors).flatMap((vendor) =>
  Object.keys(vendor.operations).map((id) => [vendor.id, id] as const),
);

describe('template', () => {
  test.each(OPERATIONS)('%s %s passes check as it is', async (vendor, operation) => {
    const file = bench.path(`${operation}.csv`);
    expect((await bench.run('template', '--vendor', vendor, '--operation', operation, '--output', file)).exit).toBe(0);
    const ran = await bench.run('check', file);
    expect(ran.exit, ran.out).toBe(0);
    const book = bench.path(`${operation}.xlsx`);
    const made = await bench.run('template', '--vendor', vendor, '--operation', operation, '--xlsx', '--output', book);
    expect(made.exit, made.err).toBe(0);
    expect((await bench.run('check', book)).exit).toBe(0);
    const seen = JSON.parse((await bench.run('inspect', file, '--json')).out);
    expect(seen[0].not_used).toEqual([]);
  });

  test('goes to standard output without --output, and is not written over a sheet that is read-only', async () => {
    expect((await bench.run('template')).out).toMatch(/^order,operation,/);
    expect((await bench.run('template', '--output', bench.path('no/folder.csv'))).exit).toBe(2);
  });

  test('a package needs the catalogue', async () => {
    expect((await bench.run('template', '--package', 'price_X')).exit).toBe(2);
  });
});

describe('inspect', () => {
  test('shows no password', async () => {
    writeFileSync(bench.path('p.csv'), 'domain,hosting_password\nalpha.example,in-the-clear-7\n');
    for (const flags of [[], ['--json']]) {
      const ran = await bench.run('inspect', bench.path('p.csv'), ...flags);
      expect(ran.exit).toBe(0);
      expect(ran.out).not.toContain('in-the-clear-7');
    }
  });
});
