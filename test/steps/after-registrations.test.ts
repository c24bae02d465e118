import { expect, test } from 'vitest';
import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { OrderRecord } from '../../src/domain/order-book.ts';
import type { PlannedOrder } from '../../src/domain/plan.ts';
import { afterRegistrations } from '../../src/steps/after-registrations.ts';

function planned(
  name: string,
  claims: readonly string[],
  more: Partial<PlannedOrder> = {},
  account = 'a',
): PlannedOrder {
  const domains = claims.map((claim) => claim.replace('registration:', ''));
  const order = { name, account, checked: { claims, domains } } as unknown as CheckedOrder;
  return { order, record: null, action: { do: 'send' }, findings: [], ...more };
}

const actions = (...orders: PlannedOrder[]) =>
  afterRegistrations(orders).map(({ action }) => (action.do === 'skip' ? action.code : action.do));
const REGISTER = planned('r1', ['registration:one.example', 'registration:two.example']);
const placed = { record: { state: 'placed' } as OrderRecord, action: { do: 'keep' } } as const;

test('an order waits for the registration of any of its domains, wherever that stands in the sheets', () => {
  const order = planned('m1', ['zero.example', 'two.example']);
  expect(actions(order, REGISTER)).toEqual(['REGISTRATION-FIRST', 'send']);
  expect(actions(REGISTER, planned('m2', ['three.example']))).toEqual(['send', 'send']);
});

test('it goes out once the registration is placed, and not while that is in doubt or cannot be sent', () => {
  const order = planned('m1', ['one.example']);
  expect(actions(planned('r1', ['registration:one.example'], placed), order)).toEqual(['keep', 'send']);
  const unknown = { record: { state: 'unknown' } as OrderRecord, action: { do: 'keep' } } as const;
  expect(actions(planned('r1', ['registration:one.example'], unknown), order)).toEqual(['keep', 'REGISTRATION-FIRST']);
  const rejected = { action: { do: 'reject' } } as const;
  expect(actions(planned('r1', ['registration:one.example'], rejected), order)).toEqual([
    'reject',
    'REGISTRATION-FIRST',
  ]);
});

test('what is placed or invalid stays as it is, and so does another account', () => {
  expect(actions(REGISTER, planned('m1', ['one.example'], placed))).toEqual(['send', 'keep']);
  expect(actions(REGISTER, planned('m1', ['one.example'], { action: { do: 'reject' } }))).toEqual(['send', 'reject']);
  expect(actions(REGISTER, planned('m1', ['one.example'], {}, 'b'))).toEqual(['send', 'send']);
});
