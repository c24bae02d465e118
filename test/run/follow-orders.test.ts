import { describe, expect, test } from 'vitest';
import type { OrderDelivery } from '../../src/domain/delivery.ts';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Transport } from '../../src/domain/ports.ts';
import { followOrders, type ToFollow } from '../../src/run/follow-orders.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { answer } from '../../src/vendors/sample.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import { appended, entriesOf, VERDICTS } from '../support/entries.ts';

const KEY = 'a'.repeat(64);
const { claimed, started, answered, finished } = entriesOf(KEY);
const ANSWERED = { ...answered(), reply: { ...answer(200, {}), headers: {} } } as ReturnType<typeof answered>;

function placed(): ToFollow {
  const entries = appended([claimed(), started(), ANSWERED, finished(VERDICTS.placed)]);
  return { key: KEY, name: 'may-1', vendor: scaledmail, record: replayLedger(entries).get(KEY) ?? null };
}

interface Followed {
  readonly orders: readonly OrderDelivery[];
  readonly pauses: readonly number[];
  readonly requests: readonly HttpRequest[];
}

/** Follows one order, whose domain is active from the round of this number on; time is only counted. */
async function follow(activeFrom: number, waitMs: number, abortAfter = Number.POSITIVE_INFINITY): Promise<Followed> {
  const pauses: number[] = [];
  const requests: HttpRequest[] = [];
  const drain = new AbortController();
  let rounds = 0;
  const transport: Transport = {
    read: async (request): Promise<HttpReply> => {
      requests.push(request);
      if (request.path !== '/domains')
        return answer(200, { id: 'rec1', status: 'Active', packages: [{ domains: [{ name: 'alpha.example' }] }] });
      rounds += 1;
      const status = rounds >= activeFrom ? 'Active' : 'In Progress';
      return answer(200, [{ domain: 'alpha.example', payment_id: 'rec1', status, total_mailboxes: 2 }]);
    },
    spend: () => Promise.reject(new Error('nothing is to be spent')),
    close: async () => {},
  };
  const orders = await followOrders(
    { orders: [placed()], waitMs },
    {
      transport: () => transport,
      redactor: { add: () => {}, cover: (text) => text },
      clock: {
        now: () => Date.parse('2026-06-01T00:00:00Z'),
        elapsed: () => 0,
        sleep: async (ms) => {
          pauses.push(ms);
          if (pauses.length >= abortAfter) drain.abort();
        },
      },
      drain: drain.signal,
    },
  );
  return { orders, pauses, requests };
}

describe('rounds', () => {
  test('one, without a wait', async () => {
    const { orders, pauses, requests } = await follow(2, 0);
    expect(orders).toMatchObject([{ stand: 'under_way', orderId: 'rec1', name: 'may-1' }]);
    expect(pauses).toEqual([]);
    expect(requests.map(({ path }) => path)).toEqual(['/domains', '/orders/rec1']);
  });

  test('pauses double up to five minutes, until everything is delivered', async () => {
    const { orders, pauses } = await follow(10, Number.POSITIVE_INFINITY);
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    expect(orders).toMatchObject([{ stand: 'delivered' }]);
  });

  test('no longer than the wait together', async () => {
    const { orders, pauses } = await follow(99, 20_000);
    expect(pauses).toEqual([5_000, 10_000, 5_000]);
    expect(orders).toMatchObject([{ stand: 'under_way' }]);
  });

  test('none after an interrupt, and what was read last stays', async () => {
    const { orders, pauses, requests } = await follow(99, Number.POSITIVE_INFINITY, 2);
    expect(pauses).toHaveLength(2);
    expect(requests).toHaveLength(4);
    expect(orders).toMatchObject([{ stand: 'under_way', delivery: { orderStatus: 'Active' } }]);
  });
});

test('what is not placed, or has no id, is told and not read', async () => {
  const bare = { ...placed(), record: null };
  const noId = replayLedger(appended([claimed(), started(), ANSWERED, finished(VERDICTS.placedWithoutId)])).get(KEY);
  const doubt = replayLedger(appended([claimed(), started(), finished(VERDICTS.unknown)])).get(KEY);
  const orders = await followOrders(
    { orders: [bare, { ...placed(), record: noId ?? null }, { ...placed(), record: doubt ?? null }], waitMs: 60_000 },
    {
      transport: () => {
        throw new Error('nothing is to be read');
      },
      redactor: { add: () => {}, cover: (text) => text },
      clock: { now: () => 0, elapsed: () => 0, sleep: () => Promise.reject(new Error('nothing is to be waited for')) },
      drain: new AbortController().signal,
    },
  );
  expect(orders.map(({ stand, hindrance }) => [stand, hindrance?.code])).toEqual([
    ['not_placed', 'DELIVERY-NOT-PLACED'],
    ['odd', 'DELIVERY-NO-ID'],
    ['not_placed', 'DELIVERY-NOT-PLACED'],
  ]);
  expect(orders[2]?.hindrance?.fix).toContain('reconcile');
});
