import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClaimHeld, LedgerError } from '../../../src/domain/errors.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { filesInRowsText } from '../../../src/domain/rows-text.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { readEntries, restoreLedger } from '../../../src/io/sqlite/rebuild.ts';
import { PAGE } from '../../../src/io/sqlite/sheet-index.ts';
import { witnessPath } from '../../../src/io/sqlite/witness.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { memoryShelf } from '../../simulation/memory-ledger.ts';
import { entriesOf, VERDICTS } from '../../support/entries.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-sheets-'));
  path = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ALL = 1_000;
const keyOf = (letter: string) => letter.repeat(64);
const [A, B, C] = [keyOf('a'), keyOf('b'), keyOf('c')];

/** One attempt at an order of these rows; its claim is its own key. */
function attempt(ledger: Ledger, key: string, rows: string, attempt = 1): void {
  const one = entriesOf(key);
  ledger.append(one.claimed({ claims: [key], rows, attempt }));
  ledger.append(one.started(attempt));
  ledger.append(one.answered(attempt));
  ledger.append(one.finished(VERDICTS.throttled, attempt));
}

function raw(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

const SCENES = [
  ['the SQLite ledger', () => openLedger(path, systemClock)],
  ['the ledger of the simulation', () => memoryShelf().open(systemClock)],
] as const;

describe.each(SCENES)('orders that came from a sheet, says %s', (_, open) => {
  test('are told newest first, each once, and of that sheet alone', () => {
    const ledger = open();
    attempt(ledger, A, 'may.csv:2-3');
    attempt(ledger, B, 'june.xlsx#Sheet1:2; may.csv:9');
    attempt(ledger, C, 'june.xlsx#Other: sheet:2');
    attempt(ledger, A, 'may.csv:4', 2);
    expect(ledger.ordersFrom('may.csv', ALL)).toEqual([A, B]);
    expect(ledger.ordersFrom('june.xlsx', ALL)).toEqual([C, B]);
    for (const number of [3, 4, 5, 6]) attempt(ledger, A, 'may.csv:4', number);
    expect(ledger.ordersFrom('may.csv', 1)).toEqual([A]);
    expect(ledger.ordersFrom('may.csv', 2)).toEqual([A, B]);
    expect(ledger.ordersFrom('may.csv', 0)).toEqual([]);
    expect(ledger.ordersFrom('july.csv', ALL)).toEqual([]);
    expect(ledger.ordersFrom('', ALL)).toEqual([]);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  });

  test('are those that were withheld too, and not those that were only looked up', () => {
    const ledger = open();
    ledger.append(entriesOf(A).withheld());
    ledger.append(entriesOf(B).lookedUp({ kind: 'not_found_yet', note: '' }));
    expect(ledger.ordersFrom('may.csv', ALL)).toEqual([A]);
    ledger.close();
  });
});

describe('the index of sheets', () => {
  test('knows a sheet by any name that a file can have', () => {
    const odd = [
      '\ud800.csv',
      'x\udc00',
      'a\0b.csv',
      'two\nlines.csv',
      'a: b; c#d.csv',
      '-',
      ':2',
      'é.csv',
      'e\u0301.csv',
    ];
    const names = fc.oneof(
      fc.constantFrom(...odd),
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.string({ minLength: 1, maxLength: 4_000 }),
    );
    const ledger = openLedger(path, systemClock);
    let number = 0;
    fc.assert(
      fc.property(names, (name) => {
        number += 1;
        const key = String(number).padStart(64, '0');
        ledger.append(entriesOf(key).claimed({ claims: [key], rows: `${name}:2` }));
        expect(ledger.verify()).toEqual([]);
        for (const file of filesInRowsText(`${name}:2`)) expect(ledger.ordersFrom(file, 1)).toEqual([key]);
      }),
      { numRuns: 60, examples: odd.map((name) => [name]) },
    );
    ledger.close();
  });

  test('holds nothing of a claim that another order has', () => {
    const ledger = openLedger(path, systemClock);
    ledger.append(entriesOf(A).claimed());
    expect(() => ledger.append(entriesOf(B).claimed({ rows: 'june.csv:2' }))).toThrow(ClaimHeld);
    expect(ledger.ordersFrom('june.csv', ALL)).toEqual([]);
    ledger.close();
  });

  test('never stands in the way of an entry, whatever is wrong with it', () => {
    const ledger = openLedger(path, systemClock);
    raw("INSERT INTO sheet_orders (file, seq) VALUES ('may.csv', 1), ('june.csv', 2)");
    attempt(ledger, A, 'may.csv:2');
    expect(ledger.verify()).toEqual(['Entry 2 does not stem from june.csv, and the index of sheets has it there.']);
    ledger.close();
  });

  test.each([
    [
      'a row taken away',
      'DELETE FROM sheet_orders',
      /Entry 1 stems from may\.csv, and the index of sheets has lost it/,
    ],
    ['another sheet', "UPDATE sheet_orders SET file = 'x.csv'", /Entry 1 does not stem from x\.csv/],
    ['another entry', 'UPDATE sheet_orders SET seq = 2', /Entry 2 does not stem from may\.csv/],
    ['a row of nobody', "INSERT INTO sheet_orders VALUES ('may.csv', 99)", /Entry 99 does not stem from may\.csv/],
  ])('with %s is found by verify, and mended by a restore', (_, sql, problem) => {
    const ledger = openLedger(path, systemClock);
    attempt(ledger, A, 'may.csv:2');
    raw(sql);
    expect(ledger.verify().join('\n')).toMatch(problem);
    expect(ledger.unsound([A])).toEqual([]);
    ledger.close();
    restoreLedger(path, readEntries(witnessPath(path)), 0);
    const again = openLedger(path, systemClock);
    expect(again.verify()).toEqual([]);
    expect(again.ordersFrom('may.csv', ALL)).toEqual([A]);
    again.close();
  });

  test('is asked for no more than is wanted, however long the history is', () => {
    const ledger = openLedger(path, systemClock);
    ledger.close();
    const database = new DatabaseSync(path, { readOnly: true });
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${PAGE}`).all('may.csv', 9, 9) as { detail: string }[];
    database.close();
    expect(steps.map(({ detail }) => detail).join('\n')).toMatch(
      /SEARCH sheet_orders USING PRIMARY KEY \(file=\? AND seq<\?\)/,
    );
    expect(steps.map(({ detail }) => detail).join('\n')).not.toMatch(/TEMP B-TREE|SCAN/);
  });
});

describe('a ledger of an older schema', () => {
  const BACK = {
    1: "DROP TABLE sheet_orders; DROP TABLE spending; UPDATE meta SET value = '1' WHERE name = 'schema'",
    2: "DROP TABLE sheet_orders; UPDATE meta SET value = '2' WHERE name = 'schema'",
  };

  function filled(): Ledger {
    const ledger = openLedger(path, systemClock);
    ledger.append({ type: 'snapshot', account: 'scaledmail sandbox org_test', batch: 'b', orderIds: [], forms: [] });
    attempt(ledger, A, 'may.csv:2-3');
    attempt(ledger, B, 'may.csv:4; june.xlsx#One:3');
    ledger.append(entriesOf(C).withheld());
    return ledger;
  }

  test.each([1, 2] as const)('%i is brought up to date, and a copy of it is kept', (schema) => {
    const before = filled();
    const entries = [...before.all()];
    before.close();
    raw(BACK[schema]);
    const after = openLedger(path, systemClock);
    expect([...after.all()]).toEqual(entries);
    expect(after.ordersFrom('may.csv', ALL)).toEqual([C, B, A]);
    expect(after.ordersFrom('june.xlsx', ALL)).toEqual([B]);
    expect(after.verify()).toEqual([]);
    after.close();
    const copies = readdirSync(folder).filter((name) => name.includes('.schema-'));
    expect(copies).toEqual([expect.stringMatching(new RegExp(`\\.schema-${schema}\\.\\d+\\.copy$`))]);
    const kept = new DatabaseSync(join(folder, copies[0] ?? ''), { readOnly: true });
    expect(kept.prepare("SELECT value FROM meta WHERE name = 'schema'").get()).toEqual({ value: String(schema) });
    expect(kept.prepare('SELECT COUNT(*) AS n FROM entries').get()).toEqual({ n: entries.length });
    kept.close();
  });

  test('with an entry that cannot be read is brought up to date all the same, and verify names the entry', () => {
    filled().close();
    raw(BACK[2]);
    raw("UPDATE entries SET body = '{' WHERE seq = 2");
    const after = openLedger(path, systemClock);
    expect(after.ordersFrom('may.csv', ALL)).toEqual([C, B]);
    expect(after.verify().join('\n')).toMatch(/Entry 2 cannot be read/);
    after.close();
  });

  test('with an entry that tells no rows is brought up to date all the same', () => {
    filled().close();
    raw(BACK[2]);
    raw("UPDATE entries SET body = json_remove(body, '$.rows') WHERE seq = 2");
    const after = openLedger(path, systemClock);
    expect(after.ordersFrom('may.csv', ALL)).toEqual([C, B]);
    expect(after.verify().join('\n')).toMatch(/Entry 2 is another one/);
    after.close();
  });

  test('is refused by a program that is older than it', () => {
    filled().close();
    raw("UPDATE meta SET value = '4' WHERE name = 'schema'");
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });
});
