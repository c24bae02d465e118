import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { ID_READS } from '../../../src/io/sqlite/order-ids.ts';
import { READS } from '../../../src/io/sqlite/order-reads.ts';
import { Rows } from '../../../src/io/sqlite/rows.ts';
import { PAGE } from '../../../src/io/sqlite/sheet-index.ts';
import { damageOf, misfits, SOUND_READS } from '../../../src/io/sqlite/soundness.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { entriesOf, VERDICTS } from '../../support/entries.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
const OTHER = 'scaledmail sandbox org_other';
const HOUR_MS = 3_600_000;
const KEYS = Array.from({ length: 12 }, (_, number) => number.toString(16).repeat(64));
const claimsOf = (number: number) => [`${number}.example`, `form:${number}`];

let folder: string;
let path: string;
let ledger: Ledger;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-reads-'));
  path = join(folder, 'ledger.sqlite');
  ledger = openLedger(path, systemClock);
  ledger.append({ type: 'snapshot', account: ACCOUNT, batch: 'b', orderIds: [], forms: [] });
  KEYS.forEach((key, number) => {
    const order = entriesOf(key);
    const account = number % 4 === 3 ? OTHER : ACCOUNT;
    const receipt = { orderId: `rec${number}`, payment: 'taken' } as const;
    ledger.append(order.claimed({ account, domains: [`${number}.example`], claims: claimsOf(number) }));
    ledger.append(order.started());
    if (number % 3 !== 2) ledger.append(order.answered());
    if (number % 3 === 0) ledger.append(order.finished({ kind: 'placed', receipt, reason: 'taken' }));
    if (number % 3 === 1) ledger.append(order.finished(VERDICTS.refused));
  });
});
afterAll(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

function database<T>(work: (database: InstanceType<typeof DatabaseSync>, rows: Rows) => T): T {
  const opened = new DatabaseSync(path);
  try {
    return work(opened, new Rows(opened));
  } finally {
    opened.close();
  }
}

function planOf(sql: string): string {
  return database((opened) =>
    (opened.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join('\n'),
  );
}

/** Every statement in the source that reads a table of the ledger; what is built from parts is told apart by `${`. */
function statementsIn(file: string): readonly string[] {
  const source = readFileSync(new URL(`../../../src/io/sqlite/${file}`, import.meta.url), 'utf8');
  const texts = [...source.matchAll(/(['"`])((?:SELECT|WITH|UPDATE|DELETE) [^1]*?)\1/gs)].map(
    ([, , text = '']) => text,
  );
  return texts.filter((text) => /\b(entries|orders|claims|order_ids|spending|sheet_orders)\b/.test(text));
}

/** Whoever asks for these has asked for all there is. */
const OF_ALL: ReadonlySet<string> = new Set([READS.keys]);
const WHOLE_LEDGER_FILES = [
  'verify.ts',
  'verify-rows.ts',
  'look-at-ledger.ts',
  'rebuild.ts',
  'backup.ts',
  'migrate.ts',
];
const TABLES = /SCAN (?:entries|orders|claims|order_ids|spending|sheet_orders)\b/;

describe('no statement reads a whole table', () => {
  const asked = [...Object.values(READS), ...Object.values(ID_READS), SOUND_READS.orders, SOUND_READS.claims, PAGE];
  test.each(asked.filter((sql) => !OF_ALL.has(sql)))('%s', (sql) => {
    expect(planOf(sql).replace(/SCAN found|SCAN asked/g, '')).not.toMatch(TABLES);
  });

  test('nor does any other in the source, but of what is asked for all', () => {
    const files = readdirSync(new URL('../../../src/io/sqlite', import.meta.url));
    const found = files.filter((file) => !WHOLE_LEDGER_FILES.includes(file)).flatMap(statementsIn);
    const whole = found.filter((sql) => !sql.includes('${') && !OF_ALL.has(sql));
    expect(whole.length).toBeGreaterThan(10);
    expect(whole.filter((sql) => TABLES.test(planOf(sql)))).toEqual([]);
  });

  test('and the whole list of keys is told apart, so that this would be seen', () => {
    expect(planOf(READS.keys)).toMatch(TABLES);
  });

  test('nor do budgets', () => {
    const seen: string[] = [];
    database((opened) => {
      const rows = opened.prepare(
        "EXPLAIN QUERY PLAN SELECT SUM(minor) FROM spending WHERE held = 1 AND at >= '2026-11'",
      );
      seen.push(...(rows.all() as { detail: string }[]).map(({ detail }) => detail));
    });
    expect(seen.join()).toMatch(/SEARCH spending USING INDEX spending_by_time/);
  });
});

describe('many at once', () => {
  const odd = fc.constantFrom('x.example', '', "o'neill.example", 'bücher.example', '\ud800', 'a\0b');
  const claims = fc.array(
    fc.oneof(
      odd,
      fc.integer({ min: 0, max: 13 }).chain((number) => fc.constantFrom(...claimsOf(number))),
    ),
  );

  test('are held by the same orders as one by one', () => {
    fc.assert(
      fc.property(claims, fc.constantFrom(ACCOUNT, OTHER, 'nobody'), (asked, account) => {
        const single = asked.flatMap((claim) => [...ledger.holders(account, [claim])]);
        expect([...ledger.holders(account, asked)]).toEqual([...new Map(single)]);
      }),
    );
    expect([...ledger.holders(ACCOUNT, claimsOf(0))].map(([claim]) => claim)).toEqual(claimsOf(0));
  });

  test('have the same entries as one by one, in the order in which they were asked for', () => {
    const keys = fc.array(fc.constantFrom(...KEYS, '', 'f'.repeat(64), "o'"));
    fc.assert(
      fc.property(keys, (asked) => {
        expect(ledger.entriesFor(asked)).toEqual(asked.flatMap((key) => ledger.entriesFor([key])));
      }),
    );
    expect(ledger.entriesFor(KEYS).length).toBeGreaterThan(KEYS.length * 2);
  });

  test('are more than one statement takes', () => {
    const many = Array.from({ length: 2_500 }, (_, number) => `${number}.example`);
    expect([...ledger.holders(ACCOUNT, many).keys()]).toEqual([
      '0.example',
      '2.example',
      '5.example',
      '6.example',
      '8.example',
      '9.example',
    ]);
  });

  test('agree with what a read of everything says', () => {
    expect(ledger.accounts()).toEqual([OTHER, ACCOUNT].sort());
    expect(ledger.keys()).toEqual(KEYS);
    expect([...ledger.all()].map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    const ids = ledger.orderIds(ACCOUNT);
    for (const [id, key] of ids) expect(ids.get(id)).toBe(key);
    expect([ids.size, ids.has('rec0'), ids.has('rec3'), ids.get('rec3')]).toEqual([3, true, false, undefined]);
  });

  test('one order is found by the beginning of its key, whatever else begins like it', () => {
    expect(ledger.keysLike('0'.repeat(12))).toEqual([KEYS[0]]);
    expect(ledger.keysLike('fedcba98')).toEqual([]);
  });
});

describe('a large ledger before a run', () => {
  const small = 1;

  test('is read whole at first, and again after a day, or when the clock was set back', () => {
    const noted = () => database((_, rows) => rows.one(SOUND_READS.checked)?.value);
    const look = (now: number) => database((_, rows) => damageOf(rows, now, small));
    const start = Date.parse('2026-11-21T10:00:00Z');
    const seen = [0, 1, 23, 24, 25, -5].map((hours) => {
      expect(look(start + hours * HOUR_MS)).toEqual([]);
      return String(noted()).slice(5, 16);
    });
    expect(seen).toEqual(['11-21T10:00', '11-21T10:00', '11-21T10:00', '11-22T10:00', '11-22T10:00', '11-21T05:00']);
  });

  test.each([
    ['a state', `UPDATE orders SET state = 'refused' WHERE key = '${KEYS[0]}'`],
    ['an order', `DELETE FROM orders WHERE key = '${KEYS[0]}'`],
    ['a claim', `DELETE FROM claims WHERE key = '${KEYS[0]}'`],
    ['its entries', `DELETE FROM entries WHERE key = '${KEYS[0]}'`],
    ['all but its claims', `DELETE FROM entries WHERE key = '${KEYS[0]}'; DELETE FROM orders WHERE key = '${KEYS[0]}'`],
  ])('and one of its orders that lost %s is found by itself', (_, sql) => {
    database((opened, rows) => {
      opened.exec('BEGIN');
      const key = KEYS[0] ?? '';
      const entries = () => ledger.entriesFor([key]);
      expect(misfits([key, 'f'.repeat(64)], entries(), rows)).toEqual([]);
      opened.exec(sql);
      const left = sql.includes('FROM entries') ? [] : entries();
      expect(misfits([key], left, rows)).toEqual([`Order ${key.slice(0, 16)} is not indexed as its entries tell.`]);
      opened.exec('ROLLBACK');
    });
  });

  test('is not opened to a second order for the same domain by a list of claims that lost it', () => {
    const copy = join(folder, 'damaged.sqlite');
    database((opened) => opened.exec(`VACUUM INTO '${copy}'`));
    const raw = new DatabaseSync(copy, { defensive: false });
    // Takes the row out of the table and out of one of its indexes, and leaves it in the other.
    raw.exec('PRAGMA writable_schema=ON');
    const { sql, rootpage } = raw.prepare("SELECT sql, rootpage FROM sqlite_schema WHERE name = 'one_claim'").get() as {
      sql: string;
      rootpage: number;
    };
    raw.exec("DELETE FROM sqlite_schema WHERE name = 'one_claim'");
    raw.close();
    const hurt = new DatabaseSync(copy, { defensive: false });
    hurt.exec("DELETE FROM claims WHERE claim = '0.example'; PRAGMA writable_schema=ON");
    hurt.prepare("INSERT INTO sqlite_schema VALUES ('index', 'one_claim', 'claims', ?, ?)").run(rootpage, sql);
    hurt.close();
    const opened = openLedger(copy, systemClock);
    expect(opened.holders(ACCOUNT, ['0.example']).size).toBe(0);
    const order = entriesOf('f'.repeat(64)).claimed({
      account: ACCOUNT,
      domains: ['0.example'],
      claims: ['0.example'],
    });
    expect(() => opened.append(order)).toThrow(expect.objectContaining({ code: 'LEDGER-UNUSABLE' }));
    opened.close();
  });
});
