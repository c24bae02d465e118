import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from '../support/built.ts';
import { googleOrder, HEADER, sheetOf } from '../support/sheets-of-orders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-drill-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function drill(text: string, ...words: string[]) {
  writeFileSync(join(folder, 'may.csv'), text);
  const env = { HOME: folder, XDG_STATE_HOME: folder, TMPDIR: folder, SCALEDMAIL_API_KEY: 'a-real-key-0001' };
  return start(['drill', join(folder, 'may.csv'), ...words], env).ended;
}

test('a drill kills runs of the own sheet, and nothing is bought twice or lost', async () => {
  const orders = Array.from({ length: 8 }, (_, index) => googleOrder(`may-${index + 1}`, `d${index + 1}.example`));
  const ran = await drill(sheetOf(...orders), '--crashes', '2', '--seed', '3', '--json');
  expect(ran.exit, ran.err).toBe(0);
  const found = JSON.parse(ran.out);
  expect(found).toMatchObject({ seed: 3, wanted: 8, doubled: 0, lost: 0 });
  // A quick machine may be done before the second kill.
  expect(found.crashes).toBeGreaterThanOrEqual(1);
  expect(found.sold + found.refused + found.doubts_for_a_person).toBeGreaterThanOrEqual(8);
  expect(ran.err).not.toContain('a-real-key-0001');
  expect(readdirSync(folder).filter((name) => name !== 'may.csv')).toEqual([]);
}, 120_000);

test('a sheet without an order that could be sent is not drilled', async () => {
  const ran = await drill(`${HEADER}\nx,create-custom-order,scaledmail,not a domain,google,,,,\n`);
  expect(ran.exit).toBe(2);
  expect(ran.err).toContain('DRILL-NOTHING');
}, 60_000);
