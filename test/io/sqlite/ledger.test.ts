import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClaimHeld, LedgerError } from '../../../src/domain/errors.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { entriesOf, LOOKUPS, VERDICTS } from '../../support/entries.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
const A = entriesOf('a'.repeat(64));
const B = entriesOf('b'.repeat(64));
const ALPHA = { domains: ['alpha.example'], claims: ['alpha.example'] };
const BOTH = { domains: ['beta.example', 'alpha.example'], claims: ['beta.example', 'alpha.example'] };

let folder: string;
let path: string;
let open: Ledger[];

function ledger(): Ledger {
  const opened = openLedger(path, systemClock);
  open.push(opened);
  return opened;
}

function closeAll(): void {
  for (const one of open.splice(0)) one.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-ledger-'));
  path = join(folder, 'ledger.sqlite');
  open = [];
});
afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('files', () => {
  test('only their owner can read them, whatever the umask', () => {
    const before = process.umask(0);
    try {
      ledger().append(A.claimed(ALPHA));
    } finally {
      process.umask(before);
    }
    for (const name of [path, `${path}.witness.ndjson`, `${path}-journal`])
      expect(statSync(name).mode & 0o777, name).toBe(0o600);
  });

  test('a newer version, another kind of file and a damaged one are refused', () => {
    ledger();
    closeAll();
    const raw = new DatabaseSync(path);
    raw.exec("UPDATE meta SET value = '999' WHERE name = 'schema'");
    raw.close();
    expect(() => openLedger(path, systemClock)).toThrow(
      expect.objectContaining({ code: 'LEDGER-NEWER', exit: 'ledger' }),
    );
    path = join(folder, 'text.sqlite');
    writeFileSync(path, 'this is no database, '.repeat(400));
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });

  test('another program’s database is refused and left as it was', () => {
    const raw = new DatabaseSync(path);
    raw.exec('CREATE TABLE customers (id TEXT)');
    raw.close();
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
    const again = new DatabaseSync(path);
    expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'customers' }]);
    again.close();
  });

  test.each([
    'DELETE FROM meta',
    "DELETE FROM meta WHERE name = 'ledger'",
    "UPDATE meta SET value = 'x' WHERE name = 'schema'",
  ])('a damaged header is refused, also without a witness: %s', (sql) => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    const raw = new DatabaseSync(path);
    raw.exec(sql);
    raw.close();
    rmSync(`${path}.witness.ndjson`);
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });

  test.each([0, 0.5])('a file cut to %d of its length is refused', (part) => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    truncateSync(path, Math.floor(statSync(path).size * part));
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });
});

describe('claims', () => {
  test('two orders never hold one domain, and an overlap leaves nothing behind', () => {
    const one = ledger();
    const two = ledger();
    one.append(A.claimed(ALPHA));
    expect(() => two.append(B.claimed(BOTH))).toThrow(ClaimHeld);
    expect(two.entriesFor(['b'.repeat(64)])).toEqual([]);
    expect(two.holders(ACCOUNT, ['alpha.example', 'beta.example'])).toEqual(
      new Map([['alpha.example', ['a'.repeat(64)]]]),
    );
    expect(two.openKeys(ACCOUNT)).toEqual(['a'.repeat(64)]);
    expect(two.verify()).toEqual([]);
  });

  test('are unique in the database itself', () => {
    ledger().append(A.claimed(ALPHA));
    const raw = new DatabaseSync(path);
    const rob = `INSERT INTO claims VALUES ('${ACCOUNT}', 'alpha.example', '${'b'.repeat(64)}', 0)`;
    expect(() => raw.exec(rob)).toThrow(/UNIQUE/);
    raw.close();
  });

  test('of one account do not hold those of another', () => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    one.append(B.claimed({ ...ALPHA, account: 'saleshandy sandbox other' }));
    expect(one.holders('saleshandy sandbox other', ['alpha.example'])).toEqual(
      new Map([['alpha.example', ['b'.repeat(64)]]]),
    );
    expect(one.accounts()).toHaveLength(2);
    expect(one.verify()).toEqual([]);
  });

  test.each([
    ['refused', [A.started(), A.answered(), A.finished(VERDICTS.refused)], true],
    ['throttled', [A.started(), A.answered(), A.finished(VERDICTS.throttled)], true],
    ['not sent', [A.finished(VERDICTS.notSent)], true],
    ['cancelled', [A.started(), A.answered(), A.finished(VERDICTS.placed), A.resolved('cancelled')], true],
    ['said not placed', [A.started(), A.answered(), A.finished(VERDICTS.unknown), A.resolved('not_placed')], true],
    ['claimed', [], false],
    ['in flight', [A.started()], false],
    ['answered', [A.started(), A.answered()], false],
    ['unknown', [A.started(), A.answered(), A.finished(VERDICTS.unknown)], false],
    ['placed', [A.started(), A.answered(), A.finished(VERDICTS.placed)], false],
  ] as const)('%s: claims are kept or released as they should be', (_, entries, released) => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    for (const entry of entries) one.append(entry);
    if (released) expect(one.append(B.claimed(BOTH)).seq).toBeGreaterThan(1);
    else expect(() => one.append(B.claimed(BOTH))).toThrow(ClaimHeld);
    expect(one.verify()).toEqual([]);
  });

  test('are shared only with a key that a person named', () => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    expect(() => one.append(B.claimed({ ...ALPHA, allowed: ['c'.repeat(64)] }))).toThrow(ClaimHeld);
    one.append(B.claimed({ ...ALPHA, allowed: ['a'.repeat(64)] }));
    expect(one.holders(ACCOUNT, ['alpha.example']).get('alpha.example')).toHaveLength(2);
    one.append(A.finished(VERDICTS.notSent));
    expect(() => one.append(entriesOf('c'.repeat(64)).claimed(ALPHA))).toThrow(ClaimHeld);
    expect(one.verify()).toEqual([]);
  });

  test('what the vendor shows is written down, even when another order claims the domain by now', () => {
    const one = ledger();
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered(), A.finished(VERDICTS.throttled)])
      one.append(entry);
    one.append(B.claimed(ALPHA));
    one.append(A.lookedUp(LOOKUPS.found));
    expect(one.holders(ACCOUNT, ['alpha.example']).get('alpha.example')).toHaveLength(2);
    expect(one.verify()).toEqual([]);
  });
});

describe('open orders', () => {
  test('an order is open until it has an id, also the second time it is bought', () => {
    const one = ledger();
    const key = 'a'.repeat(64);
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered(), A.finished(VERDICTS.placedWithoutId)])
      one.append(entry);
    expect(one.openKeys(ACCOUNT)).toEqual([key]);
    one.append(A.lookedUp(LOOKUPS.notFoundYet));
    expect(one.openKeys(ACCOUNT)).toEqual([key]);
    one.append(A.lookedUp(LOOKUPS.found));
    expect(one.openKeys(ACCOUNT)).toEqual([]);
    one.append(A.resolved('cancelled'));
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered(), A.finished(VERDICTS.placedWithoutId)])
      one.append(entry);
    expect(one.openKeys(ACCOUNT)).toEqual([key]);
    expect(one.verify()).toEqual([]);
  });

  test('ids, keys and snapshots are found again', () => {
    const one = ledger();
    const { seq } = one.append({ type: 'snapshot', account: ACCOUNT, batch: 'b', orderIds: ['rec0'], forms: [] });
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered(), A.finished(VERDICTS.placed)]) one.append(entry);
    expect(one.snapshot(seq)?.orderIds).toEqual(['rec0']);
    expect(one.snapshot(seq + 1)).toBeNull();
    expect([...one.orderIds(ACCOUNT)]).toEqual([['rec1', 'a'.repeat(64)]]);
    expect(one.keysLike('aaaa')).toEqual(['a'.repeat(64)]);
    expect(one.keysLike('%')).toEqual([]);
    expect(one.accounts()).toEqual([ACCOUNT]);
    expect([...one.all()].map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('what must not happen', () => {
  test('an impossible step throws and writes nothing', () => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    expect(() => one.append(A.answered())).toThrow(LedgerError);
    expect(() => one.append(A.claimed(ALPHA))).toThrow(LedgerError);
    expect(one.entriesFor(['a'.repeat(64)])).toHaveLength(1);
    expect(one.verify()).toEqual([]);
  });

  test('a ledger that was rolled back is refused before anything', () => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    copyFileSync(path, `${path}.old`);
    ledger().append(A.started());
    closeAll();
    renameSync(`${path}.old`, path);
    expect(() => openLedger(path, systemClock)).toThrow(expect.objectContaining({ code: 'LEDGER-ROLLED-BACK' }));
  });

  test('a ledger that went another way after a copy is refused too', () => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    copyFileSync(path, `${path}.other`);
    copyFileSync(`${path}.witness.ndjson`, `${path}.other.witness.ndjson`);
    ledger().append(A.started());
    closeAll();
    const other = openLedger(`${path}.other`, systemClock);
    other.append(A.finished(VERDICTS.notSent));
    other.close();
    renameSync(`${path}.other`, path);
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });

  test('a ledger that is gone while its witness is there is refused', () => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    rmSync(path);
    expect(() => openLedger(path, systemClock)).toThrow(expect.objectContaining({ code: 'LEDGER-LOST' }));
  });
});
