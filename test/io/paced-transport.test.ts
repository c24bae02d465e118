import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Transport } from '../../src/domain/ports.ts';
import type { Rate, RateWindow } from '../../src/domain/rate.ts';
import { pacedTransport } from '../../src/io/paced-transport.ts';
import { answered, FakeClock } from '../support/fake-transport.ts';

const read: HttpRequest = { effect: 'read', method: 'GET', path: '/orders', query: {} };
const spend: HttpRequest = { effect: 'spend', method: 'POST', path: '/orders', query: {} };

const FIVE_A_SECOND = rateOf([{ requests: 5, perMs: 1_000, counts: 'account' }]);
const ONE_A_SECOND = rateOf([{ requests: 1, perMs: 1_000, counts: 'account' }]);

function rateOf(windows: readonly RateWindow[]): Rate {
  return { windows, endpointOf: ({ path }) => path.split('/')[1] ?? '' };
}

interface Sent {
  readonly at: number;
  readonly endpoint: string;
}

/** Every connection takes its time before the first byte leaves, and some never open. */
function slowly(
  clock: FakeClock,
  list: readonly { readonly connects: number; readonly fails: boolean; readonly endpoint: number }[],
) {
  const sent: Sent[] = [];
  const send = async ({ path }: HttpRequest, onStart?: () => void): Promise<HttpReply> => {
    const [, endpoint = '', index] = path.split('/');
    const { connects, fails } = list[Number(index)] ?? { connects: 0, fails: false };
    await clock.sleep(connects);
    if (fails) return { kind: 'not_sent', reason: 'no connection', evidence: { reached: 'nothing', ms: connects } };
    onStart?.();
    sent.push({ at: clock.now(), endpoint });
    return answered(200);
  };
  return { inner: { read: send, spend: send, close: async () => {} } satisfies Transport, sent };
}

it('tells the caller when a request leaves, a read as well as a spend', async () => {
  const send = async ({ path }: HttpRequest, onStart?: () => void): Promise<HttpReply> => {
    if (path !== '/fails') onStart?.();
    return answered(200);
  };
  const inner: Transport = { read: send, spend: send, close: async () => {} };
  const transport = pacedTransport(inner, null, new FakeClock());
  const left: string[] = [];
  await transport.read(read, () => left.push('read'));
  await transport.spend(spend, () => left.push('spend'));
  await transport.read({ ...read, path: '/fails' }, () => left.push('never'));
  expect(left).toEqual(['read', 'spend']);
});

/** Stretches of time in which more was sent than the window allows. */
function overfull({ requests, perMs, counts }: RateWindow, sent: readonly Sent[]): readonly string[] {
  const groups = counts === 'endpoint' ? [...new Set(sent.map(({ endpoint }) => endpoint))] : [''];
  return groups.flatMap((group) => {
    const times = sent
      .filter(({ endpoint }) => group === '' || endpoint === group)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    return times.flatMap((at, index) => {
      const next = times[index + requests];
      return next !== undefined && next - at < perMs ? [`${group} ${requests + 1} within ${next - at} ms`] : [];
    });
  });
}

/** Notes when each request was sent, and answers at once. */
function noting(clock: FakeClock, reply: (path: string) => HttpReply = () => answered(200)) {
  const sent: { readonly at: number; readonly path: string }[] = [];
  const send = async ({ path }: HttpRequest) => {
    sent.push({ at: clock.now(), path });
    return reply(path);
  };
  const inner: Transport = {
    read: send,
    spend: (request, onStart) => {
      onStart();
      return send(request);
    },
    close: async () => {},
  };
  return { inner, sent };
}

/** A busy machine: every timer fires up to 30 ms late. */
class LateClock extends FakeClock {
  #turn = 0;

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#turn += 1;
    return super.sleep(ms + ((this.#turn * 7) % 31), signal);
  }
}

describe('paced transport', () => {
  it('uses at least 95 % of the window on a busy machine as well, and never passes it', async () => {
    const clock = new LateClock();
    const connecting = slowly(
      clock,
      Array.from({ length: 60 }, () => ({ connects: 0, fails: false, endpoint: 0 })),
    );
    const paced = pacedTransport(connecting.inner, FIVE_A_SECOND, clock);
    const all = connecting.sent;
    const waiting = Array.from({ length: 60 }, (_, n) => paced.spend({ ...spend, path: `/orders/${n}` }, () => {}));
    await clock.pass(20_000);
    await Promise.all(waiting);
    expect(overfull({ requests: 5, perMs: 1_000, counts: 'account' }, all)).toEqual([]);
    const took = (all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0);
    expect(all).toHaveLength(60);
    expect((59 * 200) / took).toBeGreaterThan(0.95);
  });

  it('never lets a window see more first bytes than it allows, whoever asks when and however long connections take', async () => {
    const call = fc.record({
      after: fc.integer({ min: 0, max: 700 }),
      connects: fc.integer({ min: 0, max: 400 }),
      fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      spends: fc.boolean(),
      endpoint: fc.integer({ min: 0, max: 2 }),
    });
    const window = fc.record({
      requests: fc.integer({ min: 1, max: 6 }),
      perMs: fc.constantFrom(400, 1_000, 3_000, 60_000),
      counts: fc.constantFrom('account' as const, 'endpoint' as const),
    });
    const calls = fc.array(call, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(calls, fc.array(window, { minLength: 1, maxLength: 3 }), async (list, windows) => {
        const clock = new FakeClock();
        const connecting = slowly(clock, list);
        const paced = pacedTransport(connecting.inner, rateOf(windows), clock);
        const all: Promise<HttpReply>[] = [];
        for (const [index, { after, spends, endpoint }] of list.entries()) {
          await clock.pass(after);
          const path = `/${endpoint}/${index}`;
          all.push(spends ? paced.spend({ ...spend, path }, () => {}) : paced.read({ ...read, path }));
        }
        await clock.pass(list.length * 70_000);
        const replies = await Promise.all(all);
        expect(replies.filter(({ kind }) => kind === 'answer').length).toBe(connecting.sent.length);
        expect(connecting.sent.length).toBe(list.filter(({ fails }) => !fails).length);
        for (const one of windows) expect(overfull(one, connecting.sent)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ['5 a second', [{ requests: 5, perMs: 1_000, counts: 'account' }], 200, 3],
    ['20 a minute', [{ requests: 20, perMs: 60_000, counts: 'endpoint' }], 100, 120],
    [
      'both',
      [
        { requests: 5, perMs: 1_000, counts: 'account' },
        { requests: 20, perMs: 60_000, counts: 'endpoint' },
      ],
      100,
      120,
    ],
  ] as const)('uses at least 95 of 100 of %s while there is work', async (_name, windows, count, connects) => {
    const clock = new FakeClock();
    const start = clock.now();
    const list = Array.from({ length: count }, (_, index) => ({
      connects: connects + (index % 5),
      fails: false,
      endpoint: 0,
    }));
    const { inner, sent } = slowly(clock, list);
    const paced = pacedTransport(inner, rateOf(windows), clock);
    const all = list.map((_call, index) => paced.read({ ...read, path: `/0/${index}` }));
    await clock.pass(count * 4_000);
    await Promise.all(all);
    const last = (sent.at(-1)?.at ?? 0) - start;
    // A minute's window lets its requests go at its beginning.
    const fastest = Math.max(
      ...windows.map(
        ({ requests, perMs }) => (perMs > 1_000 ? Math.ceil(count / requests) - 1 : (count - 1) / requests) * perMs,
      ),
    );
    expect(fastest / last).toBeGreaterThanOrEqual(0.95);
  });

  it('lets a request to another endpoint pass one that waits for its own', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock);
    const paced = pacedTransport(inner, rateOf([{ requests: 1, perMs: 60_000, counts: 'endpoint' }]), clock);
    const all = ['/a/1', '/a/2', '/b/1'].map((path) => paced.read({ ...read, path }));
    await clock.pass(1_000);
    expect(sent.map(({ path }) => path)).toEqual(['/a/1', '/b/1']);
    await clock.pass(60_000);
    await Promise.all(all);
    expect(sent.map(({ path }) => path)).toEqual(['/a/1', '/b/1', '/a/2']);
  });

  it('holds back only the endpoint that said it is used up where endpoints are counted', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock, (path) => answered(path === '/a/1' ? 429 : 200, { 'retry-after': '9' }));
    const paced = pacedTransport(inner, rateOf([{ requests: 9, perMs: 60_000, counts: 'endpoint' }]), clock);
    await paced.read({ ...read, path: '/a/1' });
    const all = ['/a/2', '/b/1'].map((path) => paced.read({ ...read, path }));
    await clock.pass(8_000);
    expect(sent.map(({ path }) => path)).toEqual(['/a/1', '/b/1']);
    await clock.pass(1_000);
    await Promise.all(all);
    expect(sent.length).toBe(3);
  });

  it('waits for nothing when the rate is lifted', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock);
    const paced = pacedTransport(inner, null, clock);
    await Promise.all(Array.from({ length: 50 }, () => paced.spend(spend, () => {})));
    expect(sent.every(({ at }) => at === clock.now())).toBe(true);
  });

  it('holds back what already waits when the vendor says it is too fast, a minute at most', async () => {
    for (const [asked, pause] of [
      ['7', 7_000],
      ['99999', 60_000],
    ] as const) {
      const clock = new FakeClock();
      const start = clock.now();
      const { inner, sent } = noting(clock, (path) => answered(path === '/0' ? 429 : 200, { 'retry-after': asked }));
      const paced = pacedTransport(inner, FIVE_A_SECOND, clock);
      const all = ['/0', '/1', '/2'].map((path) => paced.read({ ...read, path }));
      await clock.pass(62_000);
      await Promise.all(all);
      expect(sent.map(({ at }) => at - start)).toEqual([0, pause, pause + 208]);
    }
  });

  it('holds back what waits when the headers say that the allowance is used up, and only then', async () => {
    for (const [remaining, wait] of [
      ['0', 9_000],
      ['1', 208],
    ] as const) {
      const clock = new FakeClock();
      const start = clock.now();
      const reset = new Date(start + 9_000).toISOString();
      const headers = { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset };
      const { inner, sent } = noting(clock, () => answered(200, headers));
      const paced = pacedTransport(inner, FIVE_A_SECOND, clock);
      await paced.read(read);
      const next = paced.read(read);
      await clock.pass(12_000);
      await next;
      expect(sent.map(({ at }) => at - start)).toEqual([0, wait]);
    }
  });

  it('sends no spend once the run drains, waiting or new, and uses up no turn for it; reads go on', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock);
    const drain = new AbortController();
    const paced = pacedTransport(inner, ONE_A_SECOND, clock, drain.signal);
    const first = await paced.spend(spend, () => {});
    const waiting = ['/a', '/b'].map((path) => paced.spend({ ...spend, path }, () => expect.unreachable()));
    const reading = paced.read({ ...read, path: '/c' });
    await clock.pass(10);
    drain.abort();
    const replies = await Promise.all(waiting);
    expect(sent.length).toBe(1);
    expect(first.kind).toBe('answer');
    for (const reply of [...replies, await paced.spend(spend, () => expect.unreachable())])
      expect(reply).toMatchObject({ kind: 'not_sent', evidence: { reached: 'nothing' } });
    await clock.pass(1_035);
    await reading;
    expect(sent.map(({ path }) => path)).toEqual(['/orders', '/c']);
  });

  it.each([
    ['an hour', '3600', 1],
    ['a while', '20', 3],
  ])('lets what waits go after a 429 that asks for %s, or gives it up', async (_, seconds, sent) => {
    const clock = new FakeClock();
    const asks = answered(429, { 'retry-after': seconds });
    const { inner, sent: seen } = noting(clock, (path) => (path === '/first' ? asks : answered(200)));
    const paced = pacedTransport(inner, ONE_A_SECOND, clock);
    const all = ['/first', '/second', '/third'].map((path) => paced.spend({ ...spend, path }, () => {}));
    await clock.pass(30_000);
    const replies = await Promise.all(all);
    expect(seen).toHaveLength(sent);
    const left = replies.filter(({ kind }) => kind === 'not_sent');
    expect(left).toHaveLength(3 - sent);
    for (const reply of left) expect(reply).toMatchObject({ reason: expect.stringContaining('come back later') });
  });

  it('listens to the drain once, however many requests there are', async () => {
    const clock = new FakeClock();
    const { inner } = noting(clock);
    const drain = new AbortController();
    const paced = pacedTransport(inner, ONE_A_SECOND, clock, drain.signal);
    const all = Array.from({ length: 30 }, () => paced.spend(spend, () => {}));
    expect(getEventListeners(drain.signal, 'abort').length).toBe(1);
    drain.abort();
    await Promise.all(all);
  });

  it('listens to the drain no more once it is closed', async () => {
    const drain = new AbortController();
    const { inner } = noting(new FakeClock());
    const paced = pacedTransport(inner, ONE_A_SECOND, new FakeClock(), drain.signal);
    await paced.close();
    expect(getEventListeners(drain.signal, 'abort')).toEqual([]);
  });

  it('does not wait for an hour when the clock is set back by one', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock);
    const paced = pacedTransport(inner, FIVE_A_SECOND, clock);
    await paced.read(read);
    clock.setBack(3_600_000);
    const next = paced.read(read);
    await clock.pass(1_000);
    await next;
    expect(sent.length).toBe(2);
  });
});
