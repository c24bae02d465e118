import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { verifyLedger } from '../../src/io/sqlite/verify.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';
import { verifyAtOnce } from '../support/verify-at-once.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
const KEYS = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64));

let folder: string;
let whole: string;
let copies = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-verifying-'));
  whole = join(folder, 'whole.sqlite');
  const ledger = openLedger(whole, systemClock);
  ledger.append({ type: 'snapshot', account: ACCOUNT, batch: 'b', orderIds: ['rec0'], forms: [] });
  const [placed, unknown, refused, nameless, begun] = KEYS.map(entriesOf);
  const claim = (name: string) => ({ domains: [name], claims: [name, `www.${name}`], rows: `${name}.csv:2-3` });
  const endings = [
    [placed, [VERDICTS.placed]],
    [unknown, [VERDICTS.unknown]],
    [refused, [VERDICTS.refused]],
    [nameless, [VERDICTS.placedWithoutId]],
  ] as const;
  endings.forEach(([order, verdicts], index) => {
    if (!order) return;
    const price = { minor: 100 + index, currency: 'USD' };
    const steps = [
      order.claimed({ ...claim(`${index}.example`), reservation: price }),
      order.started(),
      order.answered(),
    ];
    for (const entry of [...steps, ...verdicts.map((verdict) => order.finished(verdict))]) ledger.append(entry);
  });
  if (unknown) ledger.append(unknown.lookedUp(LOOKUPS.notFoundYet));
  if (begun) ledger.append(begun.claimed(claim('begun.example')));
  ledger.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = fc.constantFrom(...KEYS, 'zz');
const seq = fc.integer({ min: 1, max: 19 });
const name = fc.constantFrom('0.example', 'www.1.example', 'x.example');
const file = fc.constantFrom('0.example.csv', 'x.csv');
const damages = fc.oneof(
  fc
    .record({ table: fc.constantFrom('orders', 'claims', 'spending', 'order_ids', 'entries'), key })
    .map(({ table, key }) => `DELETE FROM ${table} WHERE key = '${key}'`),
  seq.map((seq) => `DELETE FROM entries WHERE seq = ${seq}`),
  seq.map((seq) => `DELETE FROM sheet_orders WHERE seq = ${seq}`),
  seq.map((seq) => `UPDATE entries SET body = '{' WHERE seq = ${seq}`),
  seq.map((seq) => `UPDATE entries SET body = replace(body, 'example', 'sample') WHERE seq = ${seq}`),
  fc.tuple(seq, key).map(([seq, key]) => `UPDATE entries SET key = '${key}' WHERE seq = ${seq}`),
  seq.map((seq) => `UPDATE entries SET account = 'x' WHERE seq = ${seq}`),
  seq.map((seq) => `UPDATE entries SET type = 'resolved' WHERE seq = ${seq}`),
  fc
    .tuple(key, name)
    .map(([key, name]) => `INSERT OR IGNORE INTO claims VALUES ('${ACCOUNT}', '${name}', '${key}', 1)`),
  key.map((key) => `UPDATE claims SET account = 'x' WHERE key = '${key}'`),
  key.map((key) => `UPDATE orders SET state = 'refused' WHERE key = '${key}'`),
  key.map((key) => `UPDATE orders SET account = 'x' WHERE key = '${key}'`),
  key.map((key) => `UPDATE orders SET unsettled = 1 - unsettled WHERE key = '${key}'`),
  key.map((key) => `UPDATE OR IGNORE orders SET key = 'zz' WHERE key = '${key}'`),
  key.map((key) => `INSERT OR IGNORE INTO order_ids VALUES ('${ACCOUNT}', 'rec9', '${key}')`),
  key.map((key) => `UPDATE spending SET minor = 7 WHERE key = '${key}'`),
  key.map((key) => `INSERT INTO spending SELECT * FROM spending WHERE key = '${key}'`),
  fc.tuple(file, seq).map(([file, seq]) => `INSERT OR IGNORE INTO sheet_orders VALUES ('${file}', ${seq})`),
);

describe('verify, part by part', () => {
  test('finds the damage that is found when all is in memory, in the same words, and none where there is none', () => {
    fc.assert(
      fc.property(fc.array(damages, { minLength: 1, maxLength: 4 }), (sqls) => {
        copies += 1;
        const path = join(folder, `${copies}.sqlite`);
        copyFileSync(whole, path);
        const database = new DatabaseSync(path);
        try {
          database.exec('PRAGMA synchronous=OFF');
          for (const sql of sqls) database.exec(sql);
          const found = verifyLedger(database);
          const atOnce = verifyAtOnce(database);
          // Where an entry is filed under another order, what the first one lacks is told as well.
          expect(found).toEqual(expect.arrayContaining([...atOnce]));
          expect(found.length > 0).toBe(atOnce.length > 0);
        } finally {
          database.close();
          rmSync(path);
        }
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  test('finds nothing in a ledger that is whole, and something in most that are not', () => {
    const database = new DatabaseSync(whole);
    expect(verifyLedger(database)).toEqual([]);
    database.exec("BEGIN; UPDATE orders SET state = 'refused'; COMMIT");
    expect(verifyLedger(database).length).toBeGreaterThan(3);
    database.close();
  });
});
