import { describe, expect, test } from 'vitest';
import { audit } from '../../src/sandbox/audit.ts';
import { chooseFaults, FAULTS, type FaultName } from '../../src/sandbox/faults.ts';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { aliases, ask, buy, ORG, standForEach } from './stand.ts';

const stand = standForEach();

describe('how it misbehaves', () => {
  async function faulty(fault: FaultName, more: Partial<SandboxOptions> = {}) {
    const sandbox = await stand().start({ faults: [fault], ...more });
    const first = await buy(sandbox, 'alpha.example').catch(() => null);
    return { sandbox, first };
  }

  test('lost-reply sells and says nothing', async () => {
    const { sandbox, first } = await faulty('lost-reply');
    expect(first).toBeNull();
    expect(sandbox.sold()).toHaveLength(1);
  });

  test('late-listing hides the order for a while, and would sell its domains again', async () => {
    const { sandbox, first } = await faulty('late-listing', { lateMs: 1_000 });
    expect(first?.status).toBe(200);
    const before = (await ask(sandbox, 'GET', `/domains?${ORG}`)).text;
    expect(before).not.toContain('alpha.example');
    stand().now += 1_000;
    expect((await ask(sandbox, 'GET', `/domains?${ORG}`)).text).toContain('alpha.example');
  });

  test('charge-failed sells and complains of the card', async () => {
    const { sandbox, first } = await faulty('charge-failed');
    expect(first).toMatchObject({ status: 400, json: { error: 'Subscription created but unable to charge' } });
    expect(sandbox.sold()).toHaveLength(1);
  });

  test('429 sells nothing the first time', async () => {
    const { sandbox, first } = await faulty('429');
    expect(first?.status).toBe(429);
    expect(sandbox.sold()).toHaveLength(0);
    expect((await buy(sandbox, 'alpha.example')).status).toBe(200);
  });

  test.each([
    ['html', 502],
    ['500', 500],
  ] as const)('%s sells half of the orders', async (fault, status) => {
    const sandbox = await stand().start({ faults: [fault] });
    for (let n = 0; n < 20; n += 1) expect((await buy(sandbox, `domain-${n}.example`)).status).toBe(status);
    expect(sandbox.sold().length).toBeGreaterThan(3);
    expect(sandbox.sold().length).toBeLessThan(17);
  });

  test('slow answers late', async () => {
    const started = Date.now();
    const { first } = await faulty('slow', { slowMs: 120 });
    expect(first?.status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(110);
  });

  test('an order meets its fault once, also after a restart', async () => {
    const { sandbox } = await faulty('429');
    await sandbox.close();
    const next = await stand().start({ faults: ['429'] });
    expect((await buy(next, 'alpha.example')).status).toBe(200);
  });
});

describe('which order meets what', () => {
  const ORDERS = Array.from({ length: 400 }, (_, n) => `order-${n}`);
  const every = FAULTS.map((fault) => fault.name);

  test('seed and order alone decide, at about the rate that was asked for', () => {
    const meets = (seed: number, faultRate: number, orders = ORDERS) =>
      new Map(orders.map((order) => [order, chooseFaults({ seed, faults: every, faultRate }, order)]));
    const some = meets(1, 0.3);
    expect(meets(1, 0.3, ORDERS.toReversed())).toEqual(some);
    expect(meets(2, 0.3)).not.toEqual(some);
    const share = [...some.values()].filter((faults) => faults.length > 0).length / ORDERS.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    expect([...meets(1, 0).values()].flat()).toEqual([]);
    expect(new Set([...meets(1, 1).values()].flat())).toEqual(new Set(every));
  });

  test('an order that is sold again has an id of its own, whatever its tag', async () => {
    const sandbox = await stand().start({ sellsTwice: true });
    for (const tag of ['one', 'two', 'two']) await buy(sandbox, 'alpha.example', { tag });
    const sold = sandbox.sold();
    expect(new Set(sold.map((sale) => sale.id)).size).toBe(3);
    expect(audit(sold, []).soldTwice).toHaveLength(1);
    expect(sandbox.repeats()).toEqual(['alpha.example', 'alpha.example']);
  });

  test('a late order is listed nowhere, and nothing minds its domains till then', async () => {
    const sandbox = await stand().start({ faults: ['late-listing'], lateMs: 1_000 });
    await buy(sandbox, 'alpha.example');
    const path = `/orders/${sandbox.sold()[0]?.id}?${ORG}`;
    const orders = async () => (await ask(sandbox, 'GET', `/orders?${ORG}`)).json.total;
    const before = await orders();
    expect((await ask(sandbox, 'GET', path)).status).toBe(404);
    expect((await buy(sandbox, 'alpha.example')).status).toBe(200);
    expect(sandbox.sold()).toHaveLength(2);
    stand().now += 1_000;
    expect((await ask(sandbox, 'GET', path)).status).toBe(200);
    expect(await orders()).toBe(before + 2);
  });

  test("a form's charge cannot fail", async () => {
    const sandbox = await stand().start({ faults: ['charge-failed'] });
    const path = `/submit-form/11111111-aaaa-4bbb-8ccc-000000000003?provider=scaledmail&${ORG}`;
    const domains = [{ domain: 'form-c1.example', aliases: aliases(4) }];
    expect((await ask(sandbox, 'POST', path, { providers: { smtp: { domains } } })).status).toBe(200);
  });
});
