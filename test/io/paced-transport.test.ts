import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Transport } from '../../src/domain/ports.ts';
import { askedWait, pacedTransport } from '../../src/io/paced-transport.ts';
import { answered, FakeClock } from '../support/fake-transport.ts';

const read: HttpRequest = { effect: 'read', method: 'GET', path: '/orders', query: {} };
const spend: HttpRequest = { effect: 'spend', method: 'POST', path: '/orders', query: {} };

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

describe('paced transport', () => {
  it('never sends more than the rate in any window, whoever asks when, and first come is first served', async () => {
    const calls = fc.array(fc.record({ after: fc.integer({ min: 0, max: 700 }), spends: fc.boolean() }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(calls, fc.double({ min: 0.2, max: 20, noNaN: true }), async (list, perSecond) => {
        const clock = new FakeClock();
        const { inner, sent } = noting(clock);
        const paced = pacedTransport(inner, perSecond, clock);
        const all: Promise<HttpReply>[] = [];
        for (const [index, { after, spends }] of list.entries()) {
          await clock.pass(after);
          const path = `/${index}`;
          all.push(spends ? paced.spend({ ...spend, path }, () => {}) : paced.read({ ...read, path }));
        }
        await clock.pass((list.length / perSecond) * 2_000 + 10);
        await Promise.all(all);
        expect(sent.map(({ path }) => path)).toEqual(list.map((_call, index) => `/${index}`));
        for (const [index, { at }] of sent.entries()) {
          const within = Math.max(1, Math.floor(perSecond));
          const after = sent[index + within];
          if (after) expect(after.at - at).toBeGreaterThanOrEqual((within / perSecond) * 1_000);
        }
      }),
      { numRuns: 60 },
    );
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
      const paced = pacedTransport(inner, 5, clock);
      const all = ['/0', '/1', '/2'].map((path) => paced.read({ ...read, path }));
      await clock.pass(62_000);
      await Promise.all(all);
      expect(sent.map(({ at }) => at - start)).toEqual([0, pause, pause + 220]);
    }
  });

  it('holds back what waits when the headers say that the allowance is used up, and only then', async () => {
    for (const [remaining, wait] of [
      ['0', 9_000],
      ['1', 220],
    ] as const) {
      const clock = new FakeClock();
      const start = clock.now();
      const reset = new Date(start + 9_000).toISOString();
      const headers = { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset };
      const { inner, sent } = noting(clock, () => answered(200, headers));
      const paced = pacedTransport(inner, 5, clock);
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
    const paced = pacedTransport(inner, 1, clock, drain.signal);
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
    await clock.pass(1_095);
    await reading;
    expect(sent.map(({ path }) => path)).toEqual(['/orders', '/c']);
  });

  it('does not wait for an hour when the clock is set back by one', async () => {
    const clock = new FakeClock();
    const { inner, sent } = noting(clock);
    const paced = pacedTransport(inner, 5, clock);
    await paced.read(read);
    clock.setBack(3_600_000);
    const next = paced.read(read);
    await clock.pass(1_000);
    await next;
    expect(sent.length).toBe(2);
  });
});

describe('how long the vendor asks us to wait', () => {
  const now = new FakeClock().now();
  it.each([
    ['seconds', { 'retry-after': ' 12 ' }, '', 12_000],
    ['a date', { 'retry-after': new Date(now + 9_000).toUTCString() }, '', 9_000],
    ['a date in the past', { 'retry-after': new Date(now - 9_000).toUTCString() }, '', 0],
    [
      'Unix seconds in the body',
      {},
      JSON.stringify({ message: 'slow', retryAfter: now / 1_000 + 5, limit: 15 }),
      5_000,
    ],
    ['Unix seconds as text', {}, JSON.stringify({ retryAfter: `${now / 1_000 + 5}` }), 5_000],
    ['seconds in the body', {}, '{"retry_after":3}', 3_000],
    ['Unix seconds in the header', { 'retry-after': `${now / 1_000 + 4}` }, '', 4_000],
    ['nonsense', { 'retry-after': '-5' }, '{"retryAfter":"soon"}', null],
    ['a web page', {}, '<html>', null],
    ['nothing', {}, '', null],
  ] as const)('%s', (_name, headers, body, expected) => {
    expect(askedWait(answered(429, headers, body))).toBe(expected);
    expect(askedWait(answered(200, headers, body))).toBeNull();
  });
});
