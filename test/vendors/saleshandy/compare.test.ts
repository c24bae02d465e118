import { describe, expect, test } from 'vitest';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { answer } from '../../../src/vendors/sample.ts';
import { draftOf } from '../../support/drafts.ts';
import { playBack } from '../playback.ts';
import { row, VERIFIED } from './rule-cases/rule-case.ts';

const LINK = 'https://checkout.example/abc';
const TAKEN = answer(201, { message: 'ok', payload: { orderId: 'o1', checkoutUrl: LINK } });
const TWO_BOXES = ['ada@alpha.example', 'sam@alpha.example'];

/** Places an order of one domain with one mailbox, at a vendor that shows the order so afterwards. */
function place(shown: unknown, status = 200) {
  const request = purchase.assemble(draftOf(row({}), '', 'saleshandy'), VERIFIED, '');
  return playBack(purchase.place(request), {
    '/domain': TAKEN,
    '/domain/orders/o1': { status, body: { payload: shown } },
  });
}

describe('the order is compared with what was asked for before anyone pays', () => {
  test('one that is as it was asked for is placed as before; the spend comes first and once', () => {
    const { result, requests } = place({ domains: [{ name: 'alpha.example', mailboxes: ['ada@alpha.example'] }] });
    expect(result).toEqual({
      kind: 'placed',
      receipt: { orderId: 'o1', payment: 'checkout', checkoutUrl: LINK },
      reason: 'The vendor took it.',
    });
    expect(requests.map(({ effect, path }) => [effect, path])).toEqual([
      ['spend', '/domain'],
      ['read', '/domain/orders/o1'],
    ]);
  });

  test.each([
    ['another domain', [{ name: 'beta.example' }], 'beta.example;'],
    ['a domain more', [{ name: 'alpha.example' }, { name: 'beta.example' }], 'alpha.example, beta.example;'],
    ['a mailbox more', [{ name: 'alpha.example', mailboxes: TWO_BOXES }], 'alpha.example with 2 mailboxes;'],
  ])('%s: the link is kept, and the reason says why not to pay', (_, domains, words) => {
    const { result } = place({ domains });
    expect(result).toMatchObject({
      kind: 'placed',
      receipt: { orderId: 'o1', payment: 'checkout', checkoutUrl: LINK, code: 'SH-ORDER-DIFFERS' },
    });
    expect(result).toHaveProperty('reason', expect.stringContaining(words));
    expect(result).toHaveProperty('reason', expect.stringContaining('asked for were 1 domain with 1 mailbox.'));
    expect(JSON.stringify(result)).toContain(LINK);
  });

  test.each([
    ['it is not shown yet', { message: 'Order not found' }, 404],
    ['the vendor fails', {}, 500],
    ['too many requests', {}, 429],
    ['another order answers', { orderId: 'o2', domains: [{ name: 'beta.example' }] }, 200],
  ])('when %s, nothing changes but the note', (_, shown, status) => {
    const { result } = place(shown, status);
    expect(result).toMatchObject({ kind: 'placed', receipt: { payment: 'checkout', checkoutUrl: LINK } });
    expect(result).not.toHaveProperty('receipt.code');
    expect(result).toHaveProperty('reason', expect.stringContaining('It could not be compared'));
    expect(result).toHaveProperty('reason', expect.not.stringContaining(LINK));
  });

  test('an order that shows no domains or no mailboxes yet tells nothing', () => {
    for (const domains of [[], [{ name: 'alpha.example', mailboxes: [] }]]) {
      const { result } = place({ domains });
      expect(result).not.toHaveProperty('receipt.code');
    }
  });
});
