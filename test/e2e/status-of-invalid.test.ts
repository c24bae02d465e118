import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

test('status of a sheet in which an order is too wrong to have a key follows the others', async () => {
  const bench = new Bench();
  const sheet = bench.path('may.csv');
  const wrong = googleOrder('may-2', 'beta.example').replace('create-custom-order', 'create-something');
  writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example'), wrong));
  expect((await bench.run('submit', sheet, '--sandbox', '--yes')).exit).toBe(3);
  const { exit, err, out } = await bench.run('status', sheet, '--sandbox');
  expect(err).not.toContain('BUG');
  expect(exit).not.toBe(1);
  expect(out).toContain('may-1');
  for (const command of ['reconcile', 'forms', 'results'])
    expect((await bench.run(command, sheet, '--sandbox')).err, command).not.toContain('BUG');
  bench.close();
});
