import { describe, expect, test } from 'vitest';
import { FollowedOrders } from '../../src/cli/events/followed-orders.ts';
import { outcomeWith } from '../support/outcomes.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

/** Two orders of 14.00 USD that are about to be sent, and a clock that stands where it is put. */
function followed() {
  let now = 0;
  const orders = new FollowedOrders({ now: () => now, elapsed: () => now, sleep: async () => {} });
  orders.expect([outcomeWith({ name: 'one', key: A, status: 'ready' }), outcomeWith({ name: 'two', key: B })]);
  const at = (ms: number) => {
    now = ms;
  };
  const send = (key: string, attempt = 1) => orders.eventsOf({ name: 'send', key, text: '', data: { attempt } });
  const verdict = (key: string, kind: string, text = 'Said.') =>
    orders.eventsOf({ name: 'verdict', key, text, data: { verdict: kind, attempt: 1, order_id: null } });
  return { orders, at, send, verdict };
}

describe('orders followed', () => {
  test('an order that is sent again is not done until it has its next verdict', () => {
    const { send, verdict } = followed();
    send(A);
    expect(verdict(A, 'not_placed')[0]).toMatchObject({ done: 1, total: 2, placed_amounts: [] });
    send(B);
    send(A, 2);
    expect(verdict(B, 'placed')[0]).toMatchObject({ done: 1, placed_amounts: [{ amount: '14.00', currency: 'USD' }] });
    expect(verdict(A, 'placed')[0]).toMatchObject({ done: 2, placed_amounts: [{ amount: '28.00', currency: 'USD' }] });
  });

  test('progress comes at most once a second, and when the last order has its verdict', () => {
    const { at, send, verdict } = followed();
    at(5_000);
    send(A);
    at(5_500);
    expect(verdict(A, 'placed').map(({ event }) => event)).toEqual(['order', 'progress']);
    at(5_900);
    send(A, 2);
    expect(verdict(A, 'refused').map(({ event }) => event)).toEqual(['order']);
    at(6_000);
    expect(verdict(B, 'unknown')[1]).toEqual({
      ...{ event: 'progress', done: 2, total: 2, placed_amounts: [], elapsed_ms: 1_000, left_ms: 0 },
      by_verdict: { refused: 1, unknown: 1 },
    });
  });

  test('an order that this run does not know has a key and no name', () => {
    const { orders } = followed();
    expect(orders.eventsOf({ name: 'read_back', key: 'c'.repeat(64), text: 'No.', data: { result: 'found' } })).toEqual(
      [{ event: 'read_back', order: '', key: 'c'.repeat(16), result: 'found', text: 'No.' }],
    );
  });

  test('a link in what is said of a placed order is left out; in a refusal it may help', () => {
    const { verdict } = followed();
    expect(verdict(A, 'placed', 'Pay at https://pay.example/x now.')[0]).toMatchObject({ text: 'Pay at [link] now.' });
    expect(verdict(B, 'refused', 'See https://docs.example.')[0]).toMatchObject({ text: 'See https://docs.example.' });
  });

  test('a step of any other name is told as a step, and what ends a run is left to the command', () => {
    const { orders } = followed();
    expect(orders.eventsOf({ name: 'survey', text: 'Read.' })).toEqual([
      { event: 'step', order: '', key: '', name: 'survey', text: 'Read.' },
    ]);
    expect(orders.eventsOf({ name: 'end', text: 'Ended.' })).toEqual([]);
    expect(orders.eventsOf({ name: 'verdict', key: A, text: '', data: { verdict: 'perhaps' } })).toEqual([]);
  });
});
