import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSold } from '../../src/sandbox/record.ts';
import { Bench } from '../support/command.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  flags = [];
});
afterEach(() => bench.close());

const HEADER = 'price_id,domain_source,domain,first_name,last_name';
const row = (n: number) => `price_SANDBOX_GOOGLE_3,scaledmail,domain-${n}.example,Ada,Sample`;

let flags: string[] = [];

async function submit(...numbers: number[]): Promise<string[]> {
  writeFileSync(bench.path('may.csv'), `${[HEADER, ...numbers.map(row)].join('\n')}\n`);
  const ran = await bench.run(
    'submit',
    bench.path('may.csv'),
    '--sandbox',
    '--yes',
    ...flags,
    '--results',
    bench.path('r.csv'),
  );
  expect([0, 3], ran.err).toContain(ran.exit);
  return bench
    .csv('r.csv')
    .map((line) => `${line.status} ${line.domains} ${line.error_code}`.trim())
    .sort();
}

test('rows without an order are packed, and a row that is added anywhere moves nothing that was placed', async () => {
  expect(await submit(1, 2, 3, 4, 5, 6, 7)).toEqual(['invalid 0 PACK-NO-CATALOGUE']);
  expect((await bench.run('catalog', 'pull', '--sandbox')).exit).toBe(0);
  expect(await submit(1, 2, 3, 4, 5, 6, 7)).toEqual(['invalid 0 PACK-REMAINDER', 'placed 3', 'placed 3']);
  expect(await submit(8, 7, 6, 5, 4, 3, 2, 1)).toEqual([
    'already_placed 3',
    'already_placed 3',
    'invalid 0 PACK-REMAINDER',
  ]);
  expect(await submit(1, 9, 2, 8, 3, 4, 5, 6, 7)).toEqual(['already_placed 3', 'already_placed 3', 'placed 3']);
  const sold = readSold(bench.path('ledger.sqlite.sandbox.record.ndjson'));
  expect(sold).toHaveLength(3);
  expect(new Set(sold.flatMap((order) => order.domains)).size).toBe(9);
});

test('a package and a form may mix mailbox types; custom orders are packed by type', async () => {
  const packed = async (...lines: string[]) => {
    writeFileSync(
      bench.path('m.csv'),
      `price_id,form_uuid,domain_source,domain,mailbox_type,first_name,last_name\n${lines.join('\n')}\n`,
    );
    const ran = await bench.run('check', bench.path('m.csv'), '--sandbox', '--results', bench.path('r.csv'));
    return [ran.exit, ...bench.csv('r.csv').map((line) => `${line.status} ${line.operation} ${line.domains}`)];
  };
  await bench.run('catalog', 'pull', '--sandbox');
  const types = ['google', 'outlook', 'google', 'google'];
  const rows = types.map((type, n) => `scaledmail,m${n}.example,${type},Ada,Sample`);
  expect(await packed(...rows.map((line) => `price_SANDBOX_MIXED_4,,${line}`))).toEqual([0, 'ready create-order 4']);
  expect(await packed(...rows.map((line) => `,11111111-aaaa-4bbb-8ccc-000000000001,${line}`))).toEqual([
    0,
    'ready submit-form 4',
  ]);
  expect(await packed(...rows.map((line) => `,,${line}`))).toEqual([
    0,
    'ready create-custom-order 3',
    'ready create-custom-order 1',
  ]);
});

test('one order of several packages stays one order, whichever way it is packed later', async () => {
  await bench.run('catalog', 'pull', '--sandbox');
  flags = ['--pack', 'quantity'];
  expect(await submit(1, 2, 3, 4, 5, 6)).toEqual(['placed 6']);
  expect(await submit(6, 5, 4, 3, 2, 1)).toEqual(['already_placed 6']);
  flags = [];
  expect(await submit(1, 2, 3, 4, 5, 6, 7, 8, 9)).toEqual(['already_placed 6', 'placed 3']);
});
