import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { entriesOf, VERDICTS } from '../../support/entries.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
const A = entriesOf('a'.repeat(64));
const ALPHA = { domains: ['alpha.example'], claims: ['alpha.example'] };

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
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-verify-'));
  path = join(folder, 'ledger.sqlite');
  open = [];
});
afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('verify', () => {
  test.each([
    ['a claim that was taken away', 'DELETE FROM claims', /lost its claim on alpha\.example/],
    ['a claim of nobody', `INSERT INTO claims VALUES ('${ACCOUNT}', 'x.example', 'zz', 0)`, /holds x\.example/],
    ['a state that was changed', "UPDATE orders SET state = 'refused'", /is "in_flight" by its entries and "refused"/],
    ['an order that is no longer open', 'UPDATE orders SET unsettled = 0', /not among the open orders/],
    [
      'an entry that was changed',
      "UPDATE entries SET body = replace(body, 'may-1', 'may-2') WHERE seq = 1",
      /Entry 1 is another one/,
    ],
    ['an entry that cannot be read', "UPDATE entries SET body = '{' WHERE seq = 2", /Entry 2 cannot be read/],
    ['an entry under another key', "UPDATE entries SET key = 'zz' WHERE seq = 2", /Entry 2 is filed under another/],
    ['a claim on another account', "UPDATE claims SET account = 'x'", /lost its claim on alpha\.example/],
    ['an order id of nobody', `INSERT INTO order_ids VALUES ('${ACCOUNT}', 'rec9', 'zz')`, /No entry tells .* rec9/],
    ['an entry that was taken out', 'DELETE FROM entries WHERE seq = 1', /Entry 1 is missing/],
  ])('finds %s', (_, sql, problem) => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    one.append(A.started());
    expect(one.verify()).toEqual([]);
    const raw = new DatabaseSync(path);
    raw.exec(sql);
    raw.close();
    expect(one.verify().join('\n')).toMatch(problem);
  });

  test('finds an order id that was taken away', () => {
    const one = ledger();
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered(), A.finished(VERDICTS.placed)]) one.append(entry);
    const raw = new DatabaseSync(path);
    raw.exec('DELETE FROM order_ids');
    raw.close();
    expect(one.verify()).toEqual(['The order id rec1 is missing in the index.']);
  });

  test('finds entries that only the witness has', () => {
    const one = ledger();
    one.append(A.claimed(ALPHA));
    appendFileSync(`${path}.witness.ndjson`, `{"seq":9,"sum":"${'0'.repeat(64)}","entry":{}}\n`);
    expect(one.verify().join('\n')).toMatch(/Entry 9 is missing in the ledger/);
  });
});
