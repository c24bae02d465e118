import { describe, expect, test } from 'vitest';
import { ask, ORG, standForEach } from './stand.ts';

const stand = standForEach();
const SEARCH = `/search-domains?${ORG}`;
const BUY = `/buy-domains?${ORG}`;
const WARM = `/buy-pre-warm-inboxes?${ORG}`;
const names = (count: number) => Array.from({ length: count }, (_, n) => `d${n}.example`);

describe('names', () => {
  test('are told by how they begin', async () => {
    const sandbox = await stand().start();
    const domains = [
      'a.example',
      'taken-a.example',
      'blacklisted-a.example',
      'premium-a.example',
      'a.com',
      'long-held.example',
    ];
    const { status, text } = await ask(sandbox, 'POST', SEARCH, { domains });
    expect(status).toBe(200);
    expect(
      (JSON.parse(text) as { status: string; price: number; blacklisted: string[] }[]).map((row) => [
        row.status,
        row.price,
        row.blacklisted.length,
      ]),
    ).toEqual([
      ['available', 15.5, 0],
      ['taken', null, 0],
      ['available', 15.5, 1],
      ['available', 2500, 0],
      ['taken', null, 0],
      ['taken', null, 0],
    ]);
  });

  test('are sold once, stand among the purchased ones, and make no order', async () => {
    const sandbox = await stand().start({ purchased: ['old.example'] });
    expect(await ask(sandbox, 'POST', BUY, { domains: ['a.example', 'b.example'] })).toMatchObject({
      status: 200,
      json: {},
    });
    expect(await ask(sandbox, 'POST', BUY, { domains: ['a.example'] })).toMatchObject({ status: 400 });
    const { json } = await ask(sandbox, 'GET', `/purchased-domains?${ORG}`);
    expect(json).toMatchObject({
      domains: [
        { domain: 'old.example' },
        { domain: 'a.example', created_at: '2026-05-02T09:00:00.000Z', renewal_at: '2027-05-02T09:00:00.000Z' },
        { domain: 'b.example' },
      ],
    });
    expect(JSON.stringify(await ask(sandbox, 'GET', `/domains?${ORG}`))).not.toContain('"a.example"');
    expect(JSON.stringify(await ask(sandbox, 'GET', `/orders?${ORG}`))).not.toContain(sandbox.sold()[0]?.id);
    expect(sandbox.sold()).toMatchObject([{ kind: 'buy-domains', amount: 31, registers: ['a.example', 'b.example'] }]);
    expect(sandbox.repeats()).toEqual(['a.example']);
  });

  test.each([
    ['eleven', names(11)],
    ['none', []],
    ['one twice', ['a.example', 'a.example']],
    ['an odd one', ['a b']],
    ['one that is taken', ['a.example', 'taken-a.example']],
  ])('%s: refused, and nothing is sold', async (_, domains) => {
    const sandbox = await stand().start();
    expect((await ask(sandbox, 'POST', BUY, { domains })).status).toBe(400);
    expect(sandbox.sold()).toEqual([]);
  });

  test('may be searched for fifteen times a minute', async () => {
    const sandbox = await stand().start({ rate: 1_000 });
    const search = async () => (await ask(sandbox, 'POST', SEARCH, { domains: names(10) })).status;
    const first = [];
    for (let n = 0; n < 16; n += 1) first.push(await search());
    expect(first).toEqual([...Array(15).fill(200), 429]);
    stand().now += 60_001;
    expect(await search()).toBe(200);
    expect((await ask(sandbox, 'POST', SEARCH, { domains: names(11) })).status).toBe(400);
  });

  test('are registered by an order of mailboxes with the source buy', async () => {
    const sandbox = await stand().start();
    const order = (domain: string) =>
      ask(sandbox, 'POST', `/create-custom-order?provider=buy&${ORG}`, {
        providers: { google: { domains: [{ domain, first_name: 'Ada', last_name: 'Sample' }] } },
      });
    expect((await order('taken-a.example')).status).toBe(400);
    expect((await order('a.example')).status).toBe(200);
    expect(sandbox.sold()).toMatchObject([{ amount: 22.5, registers: ['a.example'] }]);
    expect((await ask(sandbox, 'POST', BUY, { domains: ['a.example'] })).status).toBe(400);
  });
});

describe('the stock', () => {
  test('is sold piece by piece, and shows what is left', async () => {
    const sandbox = await stand().start();
    const order = { tag: 'may', domains: [{ id: 'recWARM1', domain: 'warm-1.example', redirect: 'main.example' }] };
    expect((await ask(sandbox, 'POST', WARM, order)).status).toBe(200);
    expect((await ask(sandbox, 'POST', WARM, order)).status).toBe(400);
    const { json } = await ask(sandbox, 'GET', `/pre-warm-inboxes?${ORG}`);
    expect(json).toMatchObject({
      total: 3,
      google: [{ id: 'recWARM2' }, { id: 'recWARM3' }],
      outlook: [{ id: 'recWARM4' }],
    });
    expect(sandbox.sold()).toMatchObject([
      { kind: 'buy-pre-warm', amount: 32, tag: 'may', domains: ['warm-1.example'] },
    ]);
  });

  test.each([
    ['another id', { domains: [{ id: 'recWARM9', domain: 'warm-1.example' }] }],
    ['another domain', { domains: [{ id: 'recWARM1', domain: 'warm-2.example' }] }],
    [
      'a sequencer without a link',
      {
        domains: [{ id: 'recWARM1', domain: 'warm-1.example' }],
        sequencer: { provider: 'S', username: 'u', password: 'p' },
      },
    ],
    ['nothing', { domains: [] }],
  ])('%s: refused', async (_, body) => {
    const sandbox = await stand().start();
    expect((await ask(sandbox, 'POST', WARM, body)).status).toBe(400);
    expect(sandbox.sold()).toEqual([]);
  });
});
