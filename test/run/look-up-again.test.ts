import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { answer } from '../../src/vendors/sample.ts';
import { OnlineBench } from '../support/online-bench.ts';
import { googleOrder } from '../support/sheets-of-orders.ts';

let bench: OnlineBench;
beforeEach(() => {
  bench = new OnlineBench();
  bench.world.free = ['alpha.example', 'beta.example', 'gamma.example'];
});
afterEach(() => bench.close());

const ALPHA = googleOrder('a', 'alpha.example');
const BETA = googleOrder('b', 'beta.example');
const GAMMA = googleOrder('c', 'gamma.example');
const HOUR = 3_600_000;
const buying = (order: string) => order.replace(',scaledmail,', ',buy,');
const said = (outcomes: readonly Outcome[]) => outcomes.map(({ name, status, codes }) => [name, status, ...codes]);

describe('what changed while the question stood', () => {
  test('a domain that is gone is not sent; the others are', async () => {
    bench.onPrompt = () => {
      bench.now += HOUR;
      bench.world.free = ['alpha.example', 'gamma.example'];
    };
    const { outcomes, approved } = await bench.submit(4, ALPHA, BETA, GAMMA);
    expect(approved.orders.map(({ action }) => action.do)).toEqual(['send', 'send', 'send']);
    expect(bench.spent.toSorted()).toEqual(['alpha.example', 'gamma.example']);
    expect(said(outcomes)).toEqual([
      ['a', 'placed'],
      ['b', 'invalid', 'SMO-OWNED'],
      ['c', 'placed'],
    ]);
    expect(outcomes[1]?.findings.filter(({ code }) => code === 'SMO-OWNED')).toHaveLength(1);
  });

  test('a domain that somebody else bought is not bought', async () => {
    bench.onPrompt = () => {
      bench.world.taken = ['alpha.example'];
    };
    const { outcomes } = await bench.submit(4, buying(ALPHA), buying(BETA));
    expect(bench.spent).toEqual(['beta.example']);
    expect(said(outcomes)).toEqual([
      ['a', 'invalid', 'SMO-BUYABLE'],
      ['b', 'placed'],
    ]);
  });

  test('also when the answer came at once: nothing that was read before the lock counts', async () => {
    bench.onPrompt = () => {
      bench.world.free = [];
    };
    const { outcomes } = await bench.submit(4, ALPHA);
    expect(bench.spent).toEqual([]);
    expect(said(outcomes)).toEqual([['a', 'invalid', 'SMO-OWNED']]);
  });

  test('what became free meanwhile is not sent either: it was not agreed to', async () => {
    bench.world.free = ['alpha.example'];
    bench.onPrompt = () => {
      bench.world.free = ['alpha.example', 'beta.example'];
    };
    const { outcomes } = await bench.submit(4, ALPHA, BETA);
    expect(bench.spent).toEqual(['alpha.example']);
    expect(said(outcomes).map(([name, status]) => [name, status])).toEqual([
      ['a', 'placed'],
      ['b', 'skipped'],
    ]);
  });

  test.each([
    ['/organizations', 'its organizations'],
    ['/purchased-domains', 'its domains'],
  ])('a read of %s that fails comes before every spend', async (path) => {
    bench.onPrompt = () => {
      bench.world.broken = { [path]: answer(500, '') };
    };
    const { thrown } = await bench.submit(4, ALPHA, BETA);
    expect(bench.spent).toEqual([]);
    expect(thrown).toMatchObject({ code: 'LOOK-UP-FAILED', exit: 'try_later', message: expect.stringContaining(path) });
  });

  test('a key that is refused by now sends nothing', async () => {
    bench.onPrompt = () => {
      bench.world.broken = { '/purchased-domains': answer(401, '') };
    };
    const { outcomes, refused } = await bench.submit(4, ALPHA, BETA);
    expect(bench.spent).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(said(outcomes)).toEqual([
      ['a', 'invalid', 'SMO-AUTH'],
      ['b', 'invalid', 'SMO-AUTH'],
    ]);
  });
});

describe('what changes while orders are sent', () => {
  test('within a minute nothing is read again', async () => {
    let before = 0;
    bench.onSpend = () => {
      before ||= bench.asked.length;
      bench.now += 10_000;
    };
    await bench.submit(1, ALPHA, BETA, GAMMA);
    expect(bench.spent).toHaveLength(3);
    expect(bench.asked).toHaveLength(before);
  });

  test('after a minute the next order is looked up by itself, and not sent when it does not pass any more', async () => {
    bench.onSpend = ([domain]) => {
      if (domain !== 'alpha.example') return;
      bench.now += 61_000;
      bench.world.free = ['gamma.example'];
    };
    const { outcomes } = await bench.submit(1, ALPHA, BETA, GAMMA);
    expect(bench.spent).toEqual(['alpha.example', 'gamma.example']);
    expect(said(outcomes)).toEqual([
      ['a', 'placed'],
      ['b', 'invalid', 'SMO-OWNED'],
      ['c', 'placed'],
    ]);
  });

  test('orders that are sent at about the same time share what they read', async () => {
    bench.world.free = Array.from({ length: 20 }, (_, index) => `d${index}.example`);
    const orders = bench.world.free.map((domain, index) => googleOrder(`o${index}`, domain));
    bench.onSpend = ([domain]) => {
      if (domain === 'd0.example') bench.now += 61_000;
    };
    const { outcomes } = await bench.submit(4, ...orders);
    expect(outcomes.every(({ status }) => status === 'placed')).toBe(true);
    const times = (path: string) => bench.asked.filter((one) => one === `GET ${path}`).length;
    // Before the question, under the lock, and once for all that were sent more than a minute later.
    expect(times('/organizations')).toBe(3);
    expect(times('/purchased-domains')).toBe(3);
    // The survey reads the list of domains too.
    expect(times('/domains')).toBe(4);
  });

  test('a read that fails stops the account, and what was placed stays placed', async () => {
    bench.onSpend = () => {
      bench.now += 61_000;
      bench.world.broken = { '/purchased-domains': answer(503, '') };
    };
    const { outcomes, thrown } = await bench.submit(1, ALPHA, BETA, GAMMA);
    expect(thrown).toBeNull();
    expect(bench.spent).toEqual(['alpha.example']);
    expect(said(outcomes)).toEqual([
      ['a', 'placed'],
      ['b', 'not_sent', 'LOOK-UP-FAILED'],
      ['c', 'not_sent', 'LOOK-UP-FAILED'],
    ]);
  });

  test('a key that is refused later halts the account', async () => {
    bench.onSpend = () => {
      bench.now += 61_000;
      bench.world.broken = { '/purchased-domains': answer(403, '') };
    };
    const { outcomes } = await bench.submit(1, ALPHA, BETA);
    expect(said(outcomes)).toEqual([
      ['a', 'placed'],
      ['b', 'skipped', 'HALTED'],
    ]);
  });

  test('a clock that is set back makes every look-up old', async () => {
    bench.onSpend = ([domain]) => {
      if (domain !== 'alpha.example') return;
      bench.now -= HOUR;
      bench.world.free = [];
    };
    const { outcomes } = await bench.submit(1, ALPHA, BETA);
    expect(said(outcomes)).toEqual([
      ['a', 'placed'],
      ['b', 'invalid', 'SMO-OWNED'],
    ]);
  });
});

describe('an order that was placed', () => {
  test('is already placed in the next run, whatever the look-ups show', async () => {
    await bench.submit(4, ALPHA);
    bench.world.free = [];
    bench.world.listed = [{ domain: 'alpha.example', payment_id: 'rec1', status: 'Active', tag: '' }];
    const { outcomes } = await bench.submit(4, ALPHA);
    expect(said(outcomes)).toEqual([['a', 'already_placed']]);
    expect(outcomes[0]?.findings).toEqual([]);
    expect(bench.spent).toEqual(['alpha.example']);
  });

  test('has no finding of a look-up that was made for another order', async () => {
    await bench.submit(4, ALPHA);
    bench.world.free = ['beta.example'];
    bench.world.listed = [{ domain: 'alpha.example', payment_id: 'rec1', status: 'Active', tag: '' }];
    const { outcomes, approved } = await bench.submit(4, ALPHA, BETA);
    expect(said(outcomes)).toEqual([
      ['a', 'already_placed'],
      ['b', 'placed'],
    ]);
    expect([...(approved.orders[0]?.findings ?? []), ...(outcomes[0]?.findings ?? [])]).toEqual([]);
  });

  test('and nothing is looked up when nothing is left to send', async () => {
    await bench.submit(4, ALPHA);
    bench.asked.splice(0);
    await bench.submit(4, ALPHA);
    expect(bench.asked).toEqual([]);
  });
});

describe('an order that was turned away for going too fast, and may have been taken all the same', () => {
  beforeEach(async () => {
    bench.refusal = answer(429, { message: 'Too many requests' });
    await bench.submit(4, ALPHA);
    bench.refusal = null;
    bench.world.free = [];
  });

  test('is read back before what seems taken counts, and found', async () => {
    bench.world.listed = [{ domain: 'alpha.example', payment_id: 'rec9', status: 'Active', tag: '' }];
    bench.world.broken = { '/orders/rec9': answer(404, {}) };
    const { outcomes, approved } = await bench.submit(4, ALPHA);
    expect(approved.orders.map(({ action }) => action.do)).toEqual(['send']);
    expect(outcomes.map(({ status, orderId }) => [status, orderId])).toEqual([['already_placed', 'rec9']]);
    expect(bench.spent).toEqual([]);
  });

  test('is not sent when it is not found: then the domain is really not there', async () => {
    const { outcomes, approved } = await bench.submit(4, ALPHA);
    const [planned] = approved.orders;
    expect(planned?.findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning SMO-OWNED']);
    expect(said(outcomes)).toEqual([['a', 'invalid', 'SMO-OWNED']]);
    expect(bench.spent).toEqual([]);
  });

  test('is sent when nothing is in its way', async () => {
    bench.world.free = ['alpha.example'];
    const { outcomes } = await bench.submit(4, ALPHA);
    expect(said(outcomes)).toEqual([['a', 'placed']]);
    expect(bench.spent).toEqual(['alpha.example']);
  });
});
