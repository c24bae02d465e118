import { answer, type Sample } from '../../sample.ts';

const PAID = { kind: 'placed', receipt: { orderId: null, payment: 'taken' } } as const;

/** Answers that mean that the order exists. */
export const placed: readonly Sample[] = [
  { name: 'an empty object', kind: 'spend', operation: 'create-order', reply: answer(200, {}), expect: PAID },
  { name: 'an empty body', kind: 'spend', operation: 'create-custom-order', reply: answer(200, ''), expect: PAID },
  {
    name: 'an id at the top',
    kind: 'spend',
    operation: 'create-custom-order',
    reply: answer(200, { id: 'recEXAMPLE1' }),
    expect: { kind: 'placed', receipt: { orderId: 'recEXAMPLE1', payment: 'taken' } },
  },
  {
    name: 'an id under data',
    kind: 'spend',
    operation: 'create-order',
    reply: answer(201, { success: true, data: { payment_id: 'recEXAMPLE1' } }),
    expect: { kind: 'placed', receipt: { orderId: 'recEXAMPLE1', payment: 'taken' } },
  },
  {
    name: 'the id of a form is no order id',
    kind: 'spend',
    operation: 'submit-form',
    reply: answer(200, { uuid: '0f8c2c1e-0000-4000-8000-000000000001' }),
    expect: PAID,
  },
  {
    name: 'a body that was cut short',
    kind: 'spend',
    operation: 'create-order',
    reply: answer(200, '{"id":"recEXA'),
    expect: PAID,
  },
  {
    name: 'a charge that failed',
    kind: 'spend',
    operation: 'create-custom-order',
    reply: answer(400, { error: 'Subscription created but unable to charge' }),
    expect: { kind: 'placed', receipt: { orderId: null, payment: 'pending', code: 'CHARGE-FAILED' } },
  },
];
