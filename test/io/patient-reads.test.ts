import { describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Transport } from '../../src/domain/ports.ts';
import { patientReads } from '../../src/io/patient-reads.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { answered, FakeClock } from '../support/fake-transport.ts';

const read: HttpRequest = { effect: 'read', method: 'GET', path: '/orders', query: {} };
const spend: HttpRequest = { effect: 'spend', method: 'POST', path: '/orders', query: {} };
const evidence = { reached: 'body_sent', ms: 5 } as const;
const lost: HttpReply = { kind: 'lost', reason: 'other side closed', evidence };
const notSent: HttpReply = { kind: 'not_sent', reason: 'no connection', evidence: { reached: 'nothing', ms: 5 } };

/** Gives the replies in turn, the last one for ever. */
function scripted(replies: readonly HttpReply[]) {
  let sent = 0;
  const next = async () => {
    sent += 1;
    return replies[Math.min(sent, replies.length) - 1] ?? lost;
  };
  const inner: Transport = { read: next, spend: next, close: async () => {} };
  return { inner, sent: () => sent };
}

async function patiently(replies: readonly HttpReply[], request = read) {
  const clock = new FakeClock();
  const { inner, sent } = scripted(replies);
  const reading = patientReads(inner, clock).read(request);
  await clock.pass(300_000);
  return { reply: await reading, sent: sent(), waits: clock.slept };
}

describe('patient reads', () => {
  it.each([lost, notSent, answered(500), answered(503), answered(408), answered(429)])(
    'tries three times in all when it fails in passing ($kind $status)',
    async (reply) => {
      expect(await patiently([reply])).toEqual({ reply, sent: 3, waits: [500, 2_000] });
    },
  );

  it('is content with the first good answer', async () => {
    expect(await patiently([lost, answered(200)])).toMatchObject({ reply: { status: 200 }, sent: 2, waits: [500] });
  });

  it.each([200, 204, 301, 400, 401, 403, 404, 409])('takes %i for an answer', async (status) => {
    expect(await patiently([answered(status)])).toMatchObject({ sent: 1, waits: [] });
  });

  it('waits as long as it is asked to, and hands the reply on when that is more than a minute', async () => {
    const date = new Date(new FakeClock().now() + 20_000).toUTCString();
    const moment = JSON.stringify({ retryAfter: new FakeClock().now() / 1_000 + 30 });
    const good = answered(200);
    expect((await patiently([answered(429, { 'retry-after': '10' }), good])).waits).toEqual([10_000]);
    expect((await patiently([answered(503, { 'retry-after': date }), good])).waits).toEqual([20_000]);
    expect((await patiently([answered(429, {}, moment), good])).waits).toEqual([30_000]);
    expect((await patiently([answered(429, { 'retry-after': '0' }), good])).waits).toEqual([500]);
    expect(await patiently([answered(429, { 'retry-after': '61' }), good])).toMatchObject({ sent: 1, waits: [] });
  });

  it('never repeats a spend, not even one that comes as a read', async () => {
    for (const reply of [lost, notSent, answered(429), answered(503, { 'retry-after': '0' })]) {
      const { inner, sent } = scripted([reply]);
      expect(await patientReads(inner, new FakeClock()).spend(spend, () => {})).toBe(reply);
      expect(sent()).toBe(1);
      expect((await patiently([reply], spend)).sent).toBe(1);
    }
  });

  it('ends its wait at once when the run drains', async () => {
    const { inner, sent } = scripted([answered(429, { 'retry-after': '50' })]);
    const drain = new AbortController();
    const reading = patientReads(inner, systemClock, drain.signal).read(read);
    setTimeout(() => drain.abort(), 20);
    const since = Date.now();
    expect(await reading).toMatchObject({ status: 429 });
    expect(Date.now() - since).toBeLessThan(1_000);
    expect(await patientReads(inner, systemClock, drain.signal).read(read)).toMatchObject({ status: 429 });
    expect(sent()).toBe(2);
  });
});

describe('the system clock', () => {
  it('sleeps for a time that no timer takes, until it is woken', async () => {
    const stop = new AbortController();
    const since = Date.now();
    setTimeout(() => stop.abort(), 30);
    await systemClock.sleep(2 ** 33, stop.signal);
    expect(Date.now() - since).toBeGreaterThanOrEqual(25);
    await systemClock.sleep(2 ** 33, stop.signal);
  });
});
