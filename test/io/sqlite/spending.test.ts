import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OverBudget } from '../../../src/domain/errors.ts';
import type { Money } from '../../../src/domain/money.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { entriesOf, LOOKUPS, VERDICTS } from '../../support/entries.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-spending-'));
  path = join(folder, 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const usd = (minor: number): Money => ({ minor, currency: 'USD' });
const clock = (at: string) => ({ now: () => Date.parse(at), elapsed: () => 0, sleep: () => Promise.resolve() });
const open = (at = '2026-05-04T09:00:00.000Z') => openLedger(path, clock(at));

/** One attempt up to its verdict. */
function attempt(ledger: ReturnType<typeof open>, key: string, price: Money | null, verdict: Verdict, client = '') {
  const one = entriesOf(key);
  ledger.append(one.claimed({ claims: [key], reservation: price, client }));
  ledger.append(one.started());
  ledger.append(one.answered());
  ledger.append(one.finished(verdict));
}

describe('what may have been spent', () => {
  test('counts from the claim on, and until it is proven that nothing was bought', () => {
    const ledger = open();
    const one = entriesOf('a'.repeat(64));
    ledger.append(one.claimed({ reservation: usd(1400) }));
    expect(ledger.spent({})).toEqual([usd(1400)]);
    ledger.append(one.started());
    ledger.append(one.answered());
    ledger.append(one.finished(VERDICTS.unknown));
    expect(ledger.spent({})).toEqual([usd(1400)]);
    ledger.append(one.resolved('not_placed'));
    expect(ledger.spent({})).toEqual([]);
    ledger.append(one.claimed({ reservation: usd(1500), attempt: 2 }));
    expect(ledger.spent({})).toEqual([usd(1500)]);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  });

  test.each([
    ['placed', VERDICTS.placed, [usd(1400)]],
    ['refused', VERDICTS.refused, []],
    ['throttled', VERDICTS.throttled, []],
  ] as const)('%s', (_, verdict, spent) => {
    const ledger = open();
    attempt(ledger, 'a'.repeat(64), usd(1400), verdict);
    expect(ledger.spent({})).toEqual(spent);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  });

  test('a cancelled order stays spent, and is spent again when it is bought again', () => {
    const ledger = open();
    attempt(ledger, 'a'.repeat(64), usd(1400), VERDICTS.placed);
    ledger.append(entriesOf('a'.repeat(64)).resolved('cancelled'));
    expect(ledger.spent({})).toEqual([usd(1400)]);
    attempt(ledger, 'a'.repeat(64), usd(1400), VERDICTS.placed);
    expect(ledger.spent({})).toEqual([usd(2800)]);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  });

  test('what the vendor says settles it, and never makes it less than what was reserved', () => {
    const ledger = open();
    const found = (minor: number) => ({
      ...LOOKUPS.found,
      receipt: { ...LOOKUPS.found.receipt, amount: usd(minor) },
    });
    attempt(ledger, 'a'.repeat(64), usd(1400), VERDICTS.placedWithoutId);
    ledger.append(entriesOf('a'.repeat(64)).lookedUp(found(1700)));
    attempt(ledger, 'b'.repeat(64), usd(1400), VERDICTS.placedWithoutId);
    ledger.append(entriesOf('b'.repeat(64)).lookedUp(found(14)));
    attempt(ledger, 'c'.repeat(64), null, VERDICTS.placedWithoutId);
    ledger.append(entriesOf('c'.repeat(64)).lookedUp(found(500)));
    attempt(ledger, 'd'.repeat(64), usd(1400), VERDICTS.placedWithoutId);
    ledger.append(entriesOf('d'.repeat(64)).lookedUp(found(0)));
    expect(ledger.spent({})).toEqual([usd(1700 + 1400 + 500 + 1400)]);
    expect(ledger.verify()).toEqual([]);
    ledger.close();
  });

  test('is told by day, by batch and by client', () => {
    const first = open('2026-05-03T23:59:59.000Z');
    attempt(first, 'a'.repeat(64), usd(100), VERDICTS.placed, ' Acme ');
    first.close();
    const ledger = open('2026-05-04T00:00:00.000Z');
    attempt(ledger, 'b'.repeat(64), usd(20), VERDICTS.placed, 'acme');
    attempt(ledger, 'c'.repeat(64), usd(3), VERDICTS.placed, 'Beta');
    expect(ledger.spent({ since: '2026-05-04' })).toEqual([usd(23)]);
    expect(ledger.spent({ client: 'acme' })).toEqual([usd(120)]);
    expect(ledger.spent({ client: 'acme', since: '2026-05-04' })).toEqual([usd(20)]);
    expect(ledger.spent({ batch: 'batch-1' })).toEqual([usd(123)]);
    expect(ledger.spent({ batch: 'another' })).toEqual([]);
    ledger.close();
  });

  test('a guard inside the transaction stops the claim, and nothing of it stays', () => {
    const ledger = open();
    const stop = () => {
      throw new OverBudget({ code: 'MONEY-BUDGET', reason: 'too much', fix: '' });
    };
    expect(() => ledger.append(entriesOf('a'.repeat(64)).claimed(), stop)).toThrow(OverBudget);
    expect([...ledger.all()]).toEqual([]);
    ledger.close();
  });
});

describe('a ledger of the first schema', () => {
  /** Takes the second schema's table out again, as a ledger of the first version has none. */
  function backToFirst(): void {
    const database = new DatabaseSync(path);
    database.exec("DROP TABLE spending; DROP TABLE sheet_orders; UPDATE meta SET value = '1' WHERE name = 'schema'");
    database.close();
  }

  test('is brought up to date with everything in it, and a copy of it is kept', () => {
    const before = open();
    attempt(before, 'a'.repeat(64), usd(1400), VERDICTS.placed);
    attempt(before, 'b'.repeat(64), usd(99), VERDICTS.refused);
    const entries = [...before.all()];
    before.close();
    backToFirst();
    const after = open();
    expect([...after.all()]).toEqual(entries);
    expect(after.spent({})).toEqual([usd(1400)]);
    expect(after.verify()).toEqual([]);
    after.close();
    const [copy, ...more] = readdirSync(folder).filter((name) => name.includes('.schema-1.'));
    expect(more).toEqual([]);
    const kept = new DatabaseSync(join(folder, copy ?? ''));
    expect(kept.prepare("SELECT value FROM meta WHERE name = 'schema'").get()).toEqual({ value: '1' });
    expect(kept.prepare('SELECT COUNT(*) AS n FROM entries').get()).toEqual({ n: entries.length });
    kept.close();
  });

  test('is brought up to date once, whoever opens it', () => {
    open().close();
    backToFirst();
    open().close();
    const again = open();
    expect(again.verify()).toEqual([]);
    again.close();
    expect(readdirSync(folder).filter((name) => name.includes('.schema-'))).toHaveLength(1);
  });
});
