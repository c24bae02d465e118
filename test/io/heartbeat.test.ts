import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/domain/ports.ts';
import { type HeartbeatOptions, openHeartbeat, pingUrl } from '../../src/io/heartbeat.ts';
import { systemClock } from '../../src/io/system-clock.ts';
import { type Answer, heartbeatReceiver, type Receiver } from '../support/heartbeat-receiver.ts';
import { hostileServer } from '../support/hostile-servers.ts';

const KEY = '5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278';
const ID = '11111111-2222-4333-8444-555555555555';

type More = Partial<HeartbeatOptions> & { readonly graceMs?: number };

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function receiver(...answers: readonly Answer[]): Promise<Receiver> {
  const one = await heartbeatReceiver(...answers);
  open.push(one);
  return one;
}

/** Pauses are written down, and last a moment; `graceMs` is what the five seconds last for which an end waits. */
function pausing(graceMs = 5_000): Clock & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => 0,
    elapsed: () => 0,
    sleep: async (ms, signal) => {
      pauses.push(ms);
      await systemClock.sleep(ms === 5_000 ? graceMs : 1, signal);
    },
  };
}

function heartbeat(url: string, more: More = {}) {
  const notes: string[] = [];
  const clock = pausing(more.graceMs);
  const own = { url: new URL(url), log: false, clock, newId: () => ID, note: (text: string) => void notes.push(text) };
  return { notes, pauses: clock.pauses, beat: openHeartbeat({ tryMs: 5_000, ...own, ...more }) };
}

/** One run from start to end. */
async function run(url: string, ok: boolean, more: More = {}) {
  const { notes, pauses, beat } = heartbeat(url, more);
  beat.start();
  await beat.end(ok, 'orders: 3 placed\n');
  for (const note of notes) expect(note).not.toContain(KEY);
  return { notes, pauses };
}

describe('the address', () => {
  it.each([
    ['https://hc.example/ping/k', 'start', `https://hc.example/ping/k/start?rid=${ID}`],
    ['https://hc.example/ping/k', 'success', `https://hc.example/ping/k?rid=${ID}`],
    ['https://hc.example/ping/k/', 'fail', `https://hc.example/ping/k/fail?rid=${ID}`],
    ['https://hc.example/ping/k?create=1&a=%20b', 'start', `https://hc.example/ping/k/start?create=1&a=%20b&rid=${ID}`],
    ['https://hc.example/ping/k?', 'success', `https://hc.example/ping/k?rid=${ID}`],
    ['https://hc.example/ping/k?rid=mine', 'fail', 'https://hc.example/ping/k/fail?rid=mine'],
    ['https://hc.example', 'fail', `https://hc.example/fail?rid=${ID}`],
  ] as const)('%s for %s', (base, kind, whole) => {
    expect(pingUrl(new URL(base), kind, ID).href).toBe(whole);
  });
});

describe('a run', () => {
  it('is told of at its start and at its end, with one id, and not a byte besides', async () => {
    const { url, received } = await receiver(200);
    expect(await run(`${url}/ping/${KEY}?create=1`, true)).toMatchObject({ notes: [] });
    expect(received.map(({ method, path, query, body }) => [method, path, query, body])).toEqual([
      ['POST', `/ping/${KEY}/start`, `?create=1&rid=${ID}`, ''],
      ['POST', `/ping/${KEY}`, `?create=1&rid=${ID}`, ''],
    ]);
    expect(Object.keys(received[1]?.headers ?? {}).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'host',
      'user-agent',
    ]);
  });

  it('that failed is told under /fail; with the log, counts go along and are cut between characters', async () => {
    const { url, received } = await receiver(200);
    const { beat } = heartbeat(`${url}/${KEY}`, { log: true });
    beat.start();
    await beat.end(false, `x${'é'.repeat(6_000)}`);
    expect(received.map(({ path }) => path)).toEqual([`/${KEY}/start`, `/${KEY}/fail`]);
    expect(received[0]?.body).toBe('');
    expect(Buffer.byteLength(received[1]?.body ?? '')).toBe(9_999);
    expect(received[1]?.body).toBe(`x${'é'.repeat(4_999)}`);
  });

  it('that never began to be told is told of at its end; an end is told once', async () => {
    const { url, received } = await receiver(200);
    const { beat } = heartbeat(`${url}/${KEY}`);
    await beat.end(true, '');
    await beat.end(false, '');
    beat.start();
    expect(received.map(({ path }) => path)).toEqual([`/${KEY}`]);
  });

  it('begins at once while the service is slow, and the end comes after the start', async () => {
    const { url, received } = await receiver({ status: 200, afterMs: 60 });
    const { beat, notes } = heartbeat(`${url}/${KEY}`);
    beat.start();
    expect(received).toEqual([]);
    await beat.end(true, '');
    expect(received.map(({ path }) => path)).toEqual([`/${KEY}/start`, `/${KEY}`]);
    expect(notes).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('with a status that may pass is tried three times, with pauses', async () => {
    for (const status of [500, 503, 408, 429]) {
      const { url, received } = await receiver(200, status, status, 200);
      expect(await run(`${url}/${KEY}`, true)).toMatchObject({ notes: [], pauses: [5_000, 1_000, 3_000] });
      expect(received).toHaveLength(4);
    }
  });

  it('for good is one note that names the host alone', async () => {
    const { url, host, received } = await receiver(500);
    const { notes } = await run(`${url}/${KEY}`, true);
    expect(received).toHaveLength(6);
    expect(notes).toEqual([
      `PING-FAILED: ${host} could not be told that the run began (it answered 500), nor how it ended (it answered 500). Nothing else is affected; look at --ping and at that service.`,
    ]);
  });

  it.each([
    [404, 'it answered 404'],
    [{ status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } }, 'redirects are not followed'],
    [{ status: 200, body: 'OK (not found)' }, 'it knows no such check'],
    [{ status: 200, body: 'OK (rate limited)' }, 'it was told too often'],
  ] as const)('%j is not tried again', async (answer, said) => {
    const { url, received } = await receiver(200, answer);
    const { notes } = await run(`${url}/${KEY}`, false);
    expect(received).toHaveLength(2);
    expect(notes.join()).toContain(`how the run ended (`);
    expect(notes.join()).toContain(said);
  });

  it('when nobody ever answers, each try has its time, and the start gives way to the end', async () => {
    const { url, received } = await receiver('silent');
    const before = performance.now();
    const { notes, pauses } = await run(`${url}/${KEY}`, true, { tryMs: 600, graceMs: 200 });
    expect(performance.now() - before).toBeLessThan(6_000);
    expect(pauses).toEqual([5_000, 1_000, 3_000]);
    expect(received.map(({ path }) => path)).toEqual([`/${KEY}/start`, `/${KEY}`, `/${KEY}`, `/${KEY}`]);
    expect(notes.join()).toContain('(no answer before the run ended), nor how it ended (no answer within 0.6 s)');
  });

  it('when a gigabyte is answered, only its beginning is taken', async () => {
    const { url, sent } = await receiver('gigabyte');
    expect(await run(`${url}/${KEY}`, true)).toMatchObject({ notes: [] });
    expect(sent()).toBeLessThan(64 * 1024 * 1024);
  });

  it('when half an answer comes, its status counts', async () => {
    const { url, received } = await receiver('half');
    expect(await run(`${url}/${KEY}`, true, { tryMs: 300 })).toMatchObject({ notes: [] });
    expect(received.at(-1)?.path).toBe(`/${KEY}`);
  });

  it('when the connection is closed, refused, or its TLS is none', async () => {
    const closing = await receiver('close');
    const plain = await hostileServer({ onBytes: (socket) => void socket.end('HTTP/1.1 400 No\r\n\r\n') });
    open.push(plain);
    const gone = await heartbeatReceiver(200);
    await gone.close();
    for (const url of [closing.url, `https://127.0.0.1:${plain.port}`, gone.url]) {
      const { notes } = await run(`${url}/${KEY}`, true, { tryMs: 2_000 });
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatch(/how it ended \(the connection failed(: [A-Z0-9_]+)?\)/);
    }
  });

  it('when the name is not known', async () => {
    const { notes } = await run(`https://checks.invalid/${KEY}`, true, { tryMs: 2_000 });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^PING-FAILED: checks\.invalid could not be told/);
  });
});
