import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PaceWatch } from '../../src/cli/terminal/pace-watch.ts';
import { liveLine, Tracker } from '../../src/cli/terminal/progress.ts';
import {
  barLine,
  durationText,
  lookUpLine,
  plainLine,
  readLine,
  type Standing,
} from '../../src/cli/terminal/progress-line.ts';
import { progressMode } from '../../src/cli/terminal/progress-mode.ts';
import { countUnderWay, leavingText, stoppingText } from '../../src/cli/terminal/stopping.ts';
import { processTerminal } from '../../src/cli/terminal/terminal.ts';
import { widthOf } from '../../src/cli/terminal/text-width.ts';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { Clock, Transport } from '../../src/domain/ports.ts';
import { saleshandy } from '../../src/vendors/saleshandy/index.ts';
import { outcomeWith } from '../support/outcomes.ts';
import { Screens } from '../support/screens.ts';

const STANDING: Standing = {
  total: 40,
  done: 12,
  underWay: 4,
  placed: 10,
  unknown: 1,
  refused: 1,
  unsent: 0,
  rate: 48,
  leftMs: 35_000,
  waiting: null,
  money: '1,400.00 USD',
  isStopping: false,
};

class StoppedClock implements Clock {
  at = 1_000_000;
  now(): number {
    return this.at;
  }
  elapsed(): number {
    return this.at;
  }
  async sleep(): Promise<void> {}
}

const noPace = { waiting: () => null, leastMs: () => 0, held: 0 };

describe('the line of a run', () => {
  test('holds on a wide screen everything that is known', () => {
    expect(barLine(STANDING, 140)).toBe(
      '[========>                     ] 12/40  1 unknown  1 refused  about 35 s left  4 under way  1,400.00 USD  48 a minute',
    );
  });

  test('holds on a narrow one what is needed most', () => {
    expect(barLine(STANDING, 60)).toBe('[==>          ] 12/40  1 unknown  1 refused  about 35 s left');
    expect(barLine({ ...STANDING, leftMs: null }, 30)).toMatch(/12\/40/);
  });

  test('says what is waited for, as long as there is room', () => {
    const waiting = { ms: 42_000, why: 'Saleshandy takes 20 such requests a minute', who: 'Saleshandy' };
    const held = { ...STANDING, unknown: 0, refused: 0, waiting, leftMs: 60_000 };
    expect(barLine(held, 140)).toContain('waits 42 s (Saleshandy takes 20 such requests a minute), about 60 s left');
    expect(barLine(held, 78)).toContain('waits 42 s for Saleshandy, about 60 s left');
    expect(barLine(held, 40)).toContain('waits 42 s');
  });

  test('is never wider than the screen, whatever it holds', () => {
    const number = fc.integer({ min: 0, max: 1_000_000 });
    const standing = fc.record({
      total: number,
      done: number,
      underWay: number,
      placed: number,
      unknown: number,
      refused: number,
      unsent: number,
      rate: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
      leftMs: fc.option(fc.integer({ min: 0, max: 1e9 })),
      waiting: fc.option(fc.record({ ms: number, why: fc.string({ unit: 'grapheme' }), who: fc.string() })),
      money: fc.constantFrom('', '1.00 USD', '1,234,567.00 USD + 900,000.00 円'),
      isStopping: fc.boolean(),
    });
    fc.assert(
      fc.property(standing, fc.integer({ min: 1, max: 200 }), (one, width) => {
        const sane = { ...one, done: Math.min(one.done, one.total) };
        expect(widthOf(barLine(sane, width))).toBeLessThanOrEqual(width);
        expect(widthOf(lookUpLine(one.done, one.waiting, width))).toBeLessThanOrEqual(width);
        expect(widthOf(readLine(sane, one.waiting, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('is a sentence where no screen is', () => {
    expect(plainLine(STANDING)).toBe(
      '12 of 40 answered: 10 placed, 1 unknown, 1 refused; 4 under way; 1,400.00 USD so far; 48 a minute; about 35 s left',
    );
  });

  test('durations are short', () => {
    expect([500, 42_000, 150_000, 7_200_000].map(durationText)).toEqual(['1 s', '42 s', '3 min', '2 h 0 min']);
  });
});

describe('what the events of a run tell', () => {
  const orders = ['a', 'b', 'c', 'd'].map((key) => outcomeWith({ key, amount: { minor: 700, currency: 'USD' } }));
  const sent = (key: string) => ({ name: 'send', key, text: '' });
  const said = (key: string, verdict: string) => ({ name: 'verdict', key, text: '', data: { verdict } });

  test('an order that is sent again has no answer until the next one: neither pace nor time left count it twice', () => {
    const clock = new StoppedClock();
    const tracker = new Tracker(orders, clock);
    tracker.note(sent('a'));
    for (let tries = 0; tries < 4; tries += 1) {
      clock.at += 10_000;
      tracker.note(said('a', 'not_placed'));
      tracker.note(sent('a'));
    }
    expect(tracker.standing(noPace)).toMatchObject({ done: 0, rate: null, leftMs: null });
    tracker.note(said('a', 'placed'));
    expect(tracker.standing(noPace)).toMatchObject({ done: 1, rate: null, leftMs: 120_000 });
  });

  test('an order counts once, however often it is tried', () => {
    const clock = new StoppedClock();
    const tracker = new Tracker(orders, clock);
    for (const event of [sent('a'), said('a', 'not_placed'), sent('a'), sent('b'), said('b', 'unknown')])
      tracker.note(event);
    expect(tracker.standing(noPace)).toMatchObject({ total: 4, done: 1, underWay: 1, unknown: 1, unsent: 0 });
    tracker.note(said('a', 'placed'));
    tracker.note({ name: 'read_back', key: 'b', text: '', data: { result: 'found' } });
    tracker.note(said('somebody else', 'placed'));
    expect(tracker.standing(noPace)).toMatchObject({ done: 2, placed: 2, unknown: 0, money: '14.00 USD' });
  });

  test('the time left is never less than what the vendor makes us wait', () => {
    const clock = new StoppedClock();
    const tracker = new Tracker(orders, clock);
    tracker.note(sent('a'));
    clock.at += 1_000;
    tracker.note(said('a', 'placed'));
    expect(tracker.standing(noPace).leftMs).toBe(3_000);
    expect(tracker.standing({ ...noPace, leastMs: () => 58_000 }).leftMs).toBe(58_000);
  });
});

describe('what the pace makes wait', () => {
  const request = { effect: 'spend', method: 'POST', path: '/domain/purchase', query: {} } satisfies HttpRequest;

  /** Twenty requests that left, and one that the transport holds. */
  async function afterTwenty(flags: { rate?: string; sandbox?: boolean } = {}) {
    const clock = new StoppedClock();
    const watch = new PaceWatch(flags, clock);
    let isHeld = false;
    const inner: Transport = {
      read: () => new Promise<HttpReply>(() => {}),
      spend: (_, onStart) => {
        if (isHeld) return new Promise<HttpReply>(() => {});
        onStart();
        const evidence = { reached: 'body_read', ms: 1 } as const;
        return Promise.resolve({ kind: 'answer', status: 200, headers: {}, body: '', receivedAt: 0, evidence });
      },
      close: async () => {},
    };
    const transport = watch.on(new Map([['saleshandy', inner]])).get('saleshandy');
    for (let sent = 0; sent < 20; sent += 1) await transport?.spend(request, () => {});
    isHeld = true;
    void transport?.spend(request, () => {});
    return { watch, clock };
  }

  test('is told with how long it lasts, and is no order under way', async () => {
    const { watch, clock } = await afterTwenty();
    expect(watch.held).toBe(1);
    expect(watch.waiting()).toEqual({
      ms: 60_000,
      why: 'Saleshandy takes 20 such requests a minute',
      who: 'Saleshandy',
    });
    clock.at += 59_000;
    expect(watch.waiting()).toBeNull();
  });

  test('counts in the time left: what finds no room in this minute, and in the next', async () => {
    const { watch } = await afterTwenty();
    expect(watch.leastMs(saleshandy, 5, 21)).toBeGreaterThanOrEqual(60_000);
    expect(watch.leastMs(saleshandy, 40, 21)).toBeGreaterThanOrEqual(120_000);
    expect(watch.leastMs(saleshandy, 0, 21)).toBe(0);
  });

  test('nothing, where the pace is lifted', async () => {
    for (const flags of [{ rate: 'none' }, { sandbox: true }]) {
      const { watch } = await afterTwenty(flags);
      expect([watch.waiting(), watch.held, watch.leastMs(saleshandy, 40, 21)]).toEqual([null, 0, 0]);
    }
  });
});

describe('how progress is shown', () => {
  const screen = { width: 80 };
  test.each([
    ['a screen', {}, {}, screen, 'bar'],
    ['no screen', {}, {}, { width: null }, 'lines'],
    ['CI', {}, { CI: 'true' }, screen, 'lines'],
    ['TERM=dumb', {}, { TERM: 'dumb' }, screen, 'lines'],
    ['bar in CI', { progress: 'bar' }, { CI: 'true' }, screen, 'bar'],
    ['bar without a screen', { progress: 'bar' }, {}, { width: null }, 'lines'],
    ['lines', { progress: 'lines' }, {}, screen, 'lines'],
    ['none', { progress: 'none' }, {}, screen, 'none'],
    ['--quiet', { quiet: true, progress: 'bar' }, {}, screen, 'none'],
  ] as const)('%s', (_, flags, env, terminal, mode) => {
    expect(progressMode(flags, env, terminal)).toBe(mode);
  });

  test('another word is a usage error', () => {
    expect(() => progressMode({ progress: 'fancy' }, {}, screen)).toThrow('--progress fancy is not known.');
  });

  test('lines come every five seconds at most, and not twice alike', () => {
    const clock = new StoppedClock();
    const screens = new Screens(false);
    const host = { env: {}, terminal: processTerminal(screens), clock };
    let text = 'one';
    const line = liveLine({}, host, () => text);
    line.now();
    clock.at += 5_000;
    line.now();
    clock.at += 5_000;
    line.now();
    text = 'two';
    clock.at += 4_000;
    line.now();
    clock.at += 1_000;
    line.now();
    line.end();
    clock.at += 9_000;
    line.now();
    expect(screens.err).toBe('one\ntwo\n');
  });

  test('a bar is gone once it has ended', () => {
    const screens = new Screens(true);
    const line = liveLine({}, { env: {}, terminal: processTerminal(screens), clock: new StoppedClock() }, () => 'bar');
    line.now();
    line.end();
    line.now();
    expect(screens.err).toBe('\r\u001b[2Kbar\r\u001b[2K');
  });
});

describe('after a second Ctrl-C', () => {
  test('what was under way is in doubt, and the next command is named; nothing is said where nothing is sent', () => {
    const drain = new AbortController();
    expect(leavingText(drain.signal)).toBe('');
    countUnderWay(drain, () => 1);
    expect(leavingText(drain.signal)).toMatch(/^Left at once: orders under way may or may not .*`sheetorder check`/);
  });
});

describe('after Ctrl-C', () => {
  test('one line says what may still finish', () => {
    const drain = new AbortController();
    expect(stoppingText(drain.signal, 'SIGTERM')).toBe('Stopping; a second signal leaves at once.');
    let count = 2;
    countUnderWay(drain, () => count);
    expect(stoppingText(drain.signal, 'SIGINT')).toBe(
      'Stopping: 2 orders under way may finish; Ctrl-C again leaves at once.',
    );
    count = 0;
    expect(stoppingText(drain.signal, 'SIGINT')).toContain('no order is under way');
    expect(stoppingText(drain.signal, 'SIGINT').length, 'it fits the usual screen').toBeLessThanOrEqual(80);
  });
});
