import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

async function check(...sheets: string[]) {
  const paths = sheets.map((name) => bench.path(name));
  const ran = await bench.run('check', ...paths, '--pack', 'off', '--results', bench.path('r.csv'));
  return { ran, results: bench.csv('r.csv') };
}

describe('every row comes out', () => {
  test('rows without an order stand where they first appear', async () => {
    const loose = ',create-custom-order,scaledmail,loose.example,google,,ada,Ada,Sample';
    writeFileSync(
      bench.path('a.csv'),
      `${HEADER}\n${googleOrder('one', 'alpha.example')}\n${loose}\n${googleOrder('two', 'beta.example')}\n`,
    );
    writeFileSync(bench.path('b.csv'), sheetOf(googleOrder('three', 'gamma.example')));
    const { results } = await check('a.csv', 'b.csv');
    expect(results.map((row) => [row.order, row.rows])).toEqual([
      ['one', 'a.csv:2-3'],
      ['', 'a.csv:4'],
      ['two', 'a.csv:5-6'],
      ['three', 'b.csv:2-3'],
    ]);
  });

  test('every row of the annotated sheet has a status, and the file can be fed back in', async () => {
    writeFileSync(
      bench.path('a.csv'),
      sheetOf(
        googleOrder('one', 'alpha.example'),
        'two,create-custom-order,scaledmail,beta.example,google,=1+1,ada,Ada,Sample',
      ),
    );
    await bench.run('check', bench.path('a.csv'), '--annotated', bench.path('b.csv'));
    const annotated = bench.csv('b.csv');
    expect(annotated.map((row) => row.status)).toEqual(['ready', 'ready', 'invalid']);
    const first = await check('a.csv');
    const again = await check('b.csv');
    expect(again.results.map((row) => [row.status, row.key])).toEqual(
      first.results.map((row) => [row.status, row.key]),
    );
  });

  test('two sheets of one name in two folders are told apart', async () => {
    for (const folder of ['x', 'y']) {
      const { mkdirSync } = await import('node:fs');
      mkdirSync(bench.path(folder));
      writeFileSync(bench.path(`${folder}/may.csv`), sheetOf(googleOrder(folder, `${folder}.example`)));
    }
    const { results } = await check('x/may.csv', 'y/may.csv');
    expect(new Set(results.map((row) => row.rows)).size).toBe(2);
  });

  test('a sheet that is no table: exit 5, said with what to do', async () => {
    writeFileSync(bench.path('empty.csv'), '');
    writeFileSync(bench.path('binary.csv'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
    for (const name of ['empty.csv', 'binary.csv', 'missing.csv']) {
      const ran = await bench.run('check', bench.path(name));
      expect(ran.exit, name).toBe(5);
      expect(ran.err).toMatch(/→ \S/);
    }
  });
});
