import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { start } from '../support/built.ts';
import { Bench } from '../support/command.ts';
import { scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

test('three runs over one ledger and one sheet buy each order once', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => ({ body: { id: `rec${index + 1}` }, delayMs: 30 }));
  const vendor = await scriptedVendor({ 'POST /create-custom-order': ids });
  const bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  const domains = Array.from({ length: 8 }, (_, index) => `domain-${index}.example`);
  writeFileSync(bench.path('may.csv'), sheetOf(...domains.map((domain, index) => googleOrder(`may-${index}`, domain))));
  const runs = ['a', 'b', 'c'].map((name) => {
    const words = [
      'submit',
      bench.path('may.csv'),
      '--yes',
      '--rate',
      'none',
      '--lock-wait',
      '60s',
      '--results',
      bench.path(`${name}.csv`),
    ];
    return start(words, bench.env).ended;
  });
  const ended = await Promise.all(runs);
  expect(
    ended.map((one) => one.exit),
    ended.map((one) => one.err).join('\n'),
  ).toEqual([0, 0, 0]);
  const bought = vendor.spends.flatMap(({ body }) => JSON.stringify(body).match(/domain-\d\.example/g) ?? []);
  expect(bought.sort()).toEqual([...domains].sort());
  const [a, b, c] = ['a.csv', 'b.csv', 'c.csv'].map((name) =>
    bench.csv(name).map((row) => `${row.order} ${row.order_id}`),
  );
  expect(b).toEqual(a);
  expect(c).toEqual(a);
  const placed = ['a.csv', 'b.csv', 'c.csv']
    .flatMap((name) => bench.csv(name))
    .filter((row) => row.status === 'placed');
  expect(placed).toHaveLength(8);
  await vendor.close();
  bench.close();
}, 60_000);
