import { describe, expect, test } from 'vitest';
import type { LookupResult, Receipt } from '../../src/domain/verdict.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { appended, entriesOf } from '../support/entries.ts';

const KEY = 'a'.repeat(64);
const { claimed, started, answered, finished, lookedUp, resolved } = entriesOf(KEY);
const LINK = 'https://checkout.example/abc';
const CHECKOUT: Receipt = { orderId: 'o1', payment: 'checkout', checkoutUrl: LINK };
const PENDING: Receipt = { orderId: 'o1', payment: 'pending', code: 'SH-NO-CHECKOUT' };
const TAKEN: Receipt = { orderId: 'o1', payment: 'taken' };

function receiptAfter(receipt: Receipt, ...then: Parameters<typeof appended>[0][number][]) {
  const entries = [claimed(), started(), answered(), finished({ kind: 'placed', receipt, reason: 'taken' }), ...then];
  return replayLedger(appended(entries)).get(KEY)?.receipt;
}

function found(receipt: Receipt, paid?: true) {
  const result: LookupResult = { kind: 'found', receipt, by: 'its order id', ...(paid ? { paid } : {}) };
  return lookedUp(result);
}

describe('payment settles', () => {
  test('by a read-back that sees it paid: the link goes, and what stood in its way', () => {
    expect(receiptAfter(CHECKOUT, found(TAKEN, true))).toEqual(TAKEN);
    expect(receiptAfter(PENDING, found(TAKEN, true))).toEqual(TAKEN);
  });

  test('and what else is wrong with the order stays', () => {
    expect(receiptAfter({ ...CHECKOUT, code: 'SH-ORDER-DIFFERS' }, found(TAKEN, true))).toEqual({
      ...TAKEN,
      code: 'SH-ORDER-DIFFERS',
    });
  });

  test('never by a find that proves nothing of it, as entries of earlier versions are', () => {
    expect(receiptAfter(CHECKOUT, found(TAKEN))).toEqual(CHECKOUT);
    const charge: Receipt = { orderId: 'o1', payment: 'pending', code: 'CHARGE-FAILED' };
    expect(receiptAfter(charge, found(TAKEN))).toEqual(charge);
  });

  test('never by what is inconclusive or not found', () => {
    for (const kind of ['inconclusive', 'not_found_yet'] as const)
      expect(receiptAfter(CHECKOUT, lookedUp({ kind, note: 'x' }))).toEqual(CHECKOUT);
  });

  test('and paid never becomes unpaid', () => {
    const unpaid = found({ orderId: 'o1', payment: 'pending' });
    expect(receiptAfter(CHECKOUT, found(TAKEN, true), unpaid, found(CHECKOUT))).toMatchObject({ payment: 'taken' });
    expect(receiptAfter(TAKEN, found(CHECKOUT))).toMatchObject({ payment: 'taken' });
  });

  test('by a person who ends a doubt, for whom nothing is left to pay, whatever is read later', () => {
    const doubt = finished({ kind: 'unknown', code: 'REPLY-LOST', reason: 'The reply was lost.' });
    const said = [claimed(), started(), answered(), doubt, resolved('placed', 'o1')];
    expect(replayLedger(appended(said)).get(KEY)?.receipt).toEqual(TAKEN);
    expect(replayLedger(appended([...said, found(CHECKOUT)])).get(KEY)?.receipt).toEqual(TAKEN);
  });

  test('by a person, of either vendor', () => {
    expect(receiptAfter(CHECKOUT, resolved('placed', 'o1'))).toEqual(TAKEN);
    expect(receiptAfter({ ...TAKEN, payment: 'pending', code: 'CHARGE-FAILED' }, resolved('placed', 'o1'))).toEqual(
      TAKEN,
    );
    expect(receiptAfter({ orderId: null, payment: 'pending' }, resolved('placed', 'o1'))).toEqual(TAKEN);
  });
});
