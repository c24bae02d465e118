import type { HttpRequest } from '../../../domain/http.ts';
import { answer, type Sample } from '../../sample.ts';

const LINK = 'https://checkout.example/abc';

/** What credits pay; its reply alone does not tell. */
function paidByCredits(flag: 'isFreeOrder' | 'isReplacement'): HttpRequest {
  return { effect: 'spend', method: 'POST', path: '/domain', query: {}, body: { domains: [], [flag]: true } };
}

/** Answers that mean that the order exists. */
export const placed: readonly Sample[] = [
  {
    name: 'an order that waits to be paid',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(201, { message: 'Order created.', payload: { orderId: 'aB3dE9', checkoutUrl: LINK } }),
    expect: { kind: 'placed', receipt: { orderId: 'aB3dE9', payment: 'checkout', checkoutUrl: LINK } },
  },
  {
    name: 'the same without an envelope',
    kind: 'spend',
    operation: 'purchase',
    reply: answer(200, { orderId: 'aB3dE9', checkoutUrl: LINK }),
    expect: { kind: 'placed', receipt: { orderId: 'aB3dE9', payment: 'checkout', checkoutUrl: LINK } },
  },
  {
    name: 'a free order',
    kind: 'spend',
    operation: 'purchase',
    request: paidByCredits('isFreeOrder'),
    reply: answer(201, { message: 'Order created.', payload: { orderId: 'aB3dE9' } }),
    expect: { kind: 'placed', receipt: { orderId: 'aB3dE9', payment: 'taken' } },
  },
  {
    name: 'a replacement, told in the headers how many requests are left',
    kind: 'spend',
    operation: 'purchase',
    request: paidByCredits('isReplacement'),
    reply: answer(
      201,
      { message: 'Order created.', payload: { orderId: 'fG7hJ2' } },
      { 'x-ratelimit-remaining': '19' },
    ),
    expect: { kind: 'placed', receipt: { orderId: 'fG7hJ2', payment: 'taken' } },
  },
];
