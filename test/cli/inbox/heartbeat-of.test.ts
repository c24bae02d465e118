import { afterEach, describe, expect, it } from 'vitest';
import { redactorOf } from '../../../src/cli/cover-secrets.ts';
import { heartbeatOf } from '../../../src/cli/inbox/heartbeat-of.ts';
import type { Flags } from '../../../src/cli/options.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { heartbeatReceiver, type Receiver } from '../../support/heartbeat-receiver.ts';

const KEY = '5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278';
const open: Receiver[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function of(flags: Partial<Flags>) {
  const notes: string[] = [];
  const redactor = redactorOf({});
  const hands = { clock: systemClock, redactor, note: (text: string) => void notes.push(text) };
  return { notes, redactor, beat: () => heartbeatOf(flags as Flags, hands) };
}

describe('--ping', () => {
  it('is none without the flag, also where a configuration says what would go along', () => {
    expect(of({}).beat()).toBeNull();
    expect(of({ 'ping-log': true }).beat()).toBeNull();
  });

  it.each([`https://me:${KEY}@hc.example/`, KEY, `file:///${KEY}`, 'http://', `mailto:${KEY}`])(
    '%s is refused and not repeated',
    (ping) => {
      const { beat } = of({ ping });
      expect(beat).toThrow(expect.objectContaining({ code: 'HOOK-URL-WRONG' }));
      expect(beat).not.toThrow(KEY);
    },
  );

  it('gives each run an id of its own, and sends counts only when asked', async () => {
    const receiver = await heartbeatReceiver(200);
    open.push(receiver);
    for (const log of [true, false]) {
      const { beat, notes } = of({ ping: `${receiver.url}/ping/${KEY}#part`, 'ping-log': log });
      const heartbeat = beat();
      heartbeat?.start();
      await heartbeat?.end(true, 'orders: 3 placed\n');
      expect(notes).toEqual([]);
    }
    const ids = receiver.received.map(({ query }) => /^\?rid=([0-9a-f-]{36})$/.exec(query)?.[1]);
    expect(ids[0]).toBeDefined();
    expect([ids[0] === ids[1], ids[2] === ids[3], ids[0] === ids[2]]).toEqual([true, true, false]);
    expect(receiver.received.map(({ body }) => body)).toEqual(['', 'orders: 3 placed\n', '', '']);
  });

  it('has its key covered wherever it might be said, and no word besides', () => {
    const { beat, redactor } = of({ ping: `https://hc.example/healthchecks-of-ours/ping/${KEY}?create=1` });
    beat();
    expect(redactor.cover(`healthchecks-of-ours create=1 ping ${KEY}`)).toBe(
      'healthchecks-of-ours create=1 ping [secret]',
    );
  });
});
