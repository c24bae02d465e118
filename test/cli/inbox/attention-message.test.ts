import { describe, expect, it } from 'vitest';
import { type AttentionOf, attentionMessage } from '../../../src/cli/inbox/attention-message.ts';
import { VERSION } from '../../../src/cli/version.ts';
import type { Status } from '../../../src/domain/status.ts';
import { outcomeWith } from '../../support/outcomes.ts';

type Told = AttentionOf['outcomes'][number];
const order = (status: Status, codes: readonly string[] = [], key = 'k'): Told => ({ status, codes, key, name: '' });

function message(more: Partial<AttentionOf>) {
  return attentionMessage({
    inbox: '/srv/orders/inbox',
    sheet: 'may.csv',
    folder: '/srv/orders/attention',
    exit: 4,
    outcomes: [],
    at: Date.UTC(2027, 0, 31, 9),
    ...more,
  });
}

describe('the message', () => {
  it('says which sheet, where it lies, how it stands, and what to do', () => {
    const outcomes = [
      order('placed'),
      order('unknown'),
      order('unknown'),
      order('invalid', ['DUP-DOMAIN-BATCH', 'SM-ALIAS-COUNT']),
      order('invalid', ['GROUP-NO-DOMAIN'], ''),
    ];
    const told = message({ outcomes });
    expect(told).toMatchObject({
      event: 'attention',
      inbox: '/srv/orders/inbox',
      sheet: 'may.csv',
      folder: '/srv/orders/attention',
      exit: 4,
      exit_name: 'some_unknown',
      at: '2027-01-31T09:00:00.000Z',
      version: VERSION,
    });
    expect(told.counts).toMatchObject({ placed: 1, unknown: 2, invalid: 1 });
    expect(told.what_to_do.split('\n').slice(0, 2)).toEqual([
      '1 order (DUP-DOMAIN-BATCH, SM-ALIAS-COUNT) has mistakes: correct the marked cells, then move the sheet back into the inbox.',
      '2 orders may have been placed: run `sheetorder reconcile`, they are never sent again by themselves.',
    ]);
  });

  it('names an error that ended it by its page, and says something when there is nothing to count', () => {
    expect(message({ exit: 2, code: 'NO-KEY' }).what_to_do).toMatch(/^NO-KEY: The key is not set\. Set the variable/);
    expect(message({ exit: 1, code: 'nothing known' }).what_to_do).toBe(
      'It ended with exit code 1 (bug): read its log.',
    );
  });

  it('holds nothing of a sheet, of a vendor, and no link', () => {
    const secret = 'https://checkout.example/pay/9f8e7d6c5b4a';
    const whole = outcomeWith({
      name: 'CELL-name',
      status: 'awaiting_payment',
      orderId: 'CELL-id',
      operation: 'CELL-operation',
      client: 'CELL-client',
      domainNames: ['cell.example'],
      checkoutUrl: secret,
      codes: ['CELL CODE', 'CELL-CODE', 'cell.example'],
      errors: ['CELL-error'],
      fix: 'CELL-fix',
    });
    const text = JSON.stringify(message({ outcomes: [whole, { ...whole, status: 'refused' }] }));
    expect(text).not.toMatch(/CELL|cell\.example|checkout\.example/);
    expect(text).toContain('waits to be paid');
  });
});
