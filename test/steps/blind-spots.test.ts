import { expect, test } from 'vitest';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { blindSpotsOf } from '../../src/steps/blind-spots.ts';
import { vendors } from '../../src/vendors/index.ts';

function order(operation: string, columns: readonly string[] = [], price: number | null = 100): CheckedOrder {
  const vendor = vendors.scaledmail;
  return {
    vendor,
    operation: vendor.operations[operation] ?? null,
    columns,
    checked: { price: price === null ? null : { minor: price, currency: 'USD' } },
  } as unknown as CheckedOrder;
}

test('a blind spot is said of the orders that it concerns, with their number unless it concerns all', () => {
  const said = blindSpotsOf([order('create-order', ['coupon']), order('create-order')], false);
  expect(said).toContain('Whether ScaledMail accepts the coupon, and what it takes off. (1 order)');
  expect(said).toContain('Whether a card is saved at ScaledMail, and whether the bank approves each charge.');
  expect(said.join()).not.toContain('custom order');
  expect(said.join()).not.toContain('no price is known');
});

test('what was asked online is no blind spot any more', () => {
  const texts = (online: boolean) => blindSpotsOf([order('create-order')], online).join();
  expect(texts(false)).toContain('`--online` asks');
  expect(texts(true)).not.toContain('`--online` asks');
});

test('orders without a price are counted', () => {
  expect(blindSpotsOf([order('create-custom-order', [], null)], true)).toContain(
    'What 1 order costs: no price is known.',
  );
});

test('nothing to send, nothing unchecked', () => {
  expect(blindSpotsOf([], false)).toEqual([]);
});
