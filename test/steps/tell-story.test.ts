import { describe, expect, test } from 'vitest';
import type { NewEntry, SnapshotEntry, StoredReply } from '../../src/domain/ledger-entry.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { type Story, type StoryInput, type StoryStep, tellStory } from '../../src/steps/tell-story.ts';
import { appended, entriesOf, LOOKUPS, VERDICTS } from '../support/entries.ts';

const KEY = '0123456789abcdef'.repeat(4);
const { claimed, started, finished, lookedUp, withheld, resolved } = entriesOf(KEY);
const RETRY = [claimed({ attempt: 2 }), started(2), answered(ok('{"id":"rec1"}'), 2), finished(VERDICTS.placed, 2)];
const LOST = [claimed(), started(), answered(lost('body_sent')), finished(VERDICTS.unknown)];

function answered(reply: StoredReply, attempt = 1): NewEntry {
  return { type: 'answered', key: KEY, attempt, reply };
}

function ok(body: string, status = 200): StoredReply {
  return { kind: 'answer', status, headers: {}, body, receivedAt: 0, evidence: { reached: 'body_read', ms: 812 } };
}

function lost(reached: StoredReply['evidence']['reached']): StoredReply {
  return { kind: 'lost', reason: 'other side closed', evidence: { reached, ms: 31_000, errorCode: 'UND_ERR_SOCKET' } };
}

const GROUND: SnapshotEntry = {
  type: 'snapshot',
  account: 'scaledmail sandbox org_test',
  batch: 'batch-1',
  orderIds: ['recA', 'recB'],
  forms: [],
};

function tell(entries: readonly NewEntry[], more: Partial<StoryInput> = {}): Story {
  const record = replayLedger(appended(entries)).get(KEY);
  if (!record) throw new Error('no entries');
  return tellStory({
    record,
    snapshot: (seq) => ({ ...GROUND, seq, at: '2026-05-02T08:59:59.500Z' }),
    live: false,
    reachable: true,
    findable: true,
    cover: (text) => text,
    line: (command, sheets, args) => [command, ...sheets, ...args].join(' '),
    ...more,
  });
}

function said(story: Story): readonly string[] {
  return [`${story.status} ${story.code ?? '-'}`, ...story.next.flatMap(({ command }) => command ?? [])];
}

const SHORT = KEY.slice(0, 16);
const RECONCILE = 'reconcile --wait 10m';
const PAID_AS = (id: string) => `resolve ${SHORT} --placed ${id} --note paid in the app`;
const PLACED = `resolve ${SHORT} --placed ORDER_ID --note seen in the app`;
const NOT_PLACED = `resolve ${SHORT} --not-placed --note support says no`;
const WAYS_OUT = [RECONCILE, PLACED, NOT_PLACED];
const PENDING = { orderId: 'rec1', payment: 'pending', code: 'CHARGE-FAILED' } as const;
const CHECKOUT = { orderId: 'rec1', payment: 'checkout', checkoutUrl: 'https://pay.example/x/1' } as const;
const took = (receipt: Extract<Verdict, { kind: 'placed' }>['receipt']) =>
  finished({ kind: 'placed', receipt, reason: 'The vendor took it.' });
const SENT = [claimed(), started(), answered(ok('{}'))];

describe('every end, in the words of results, and the way on', () => {
  test.each<[string, readonly NewEntry[], readonly string[]]>([
    ['placed at once', [...SENT, finished(VERDICTS.placed)], ['placed -']],
    ['placed without an id', [...SENT, finished(VERDICTS.placedWithoutId)], ['placed -', RECONCILE]],
    [
      'placed, its id read back',
      [...SENT, finished(VERDICTS.placedWithoutId), lookedUp(LOOKUPS.notFoundYet), lookedUp(LOOKUPS.found)],
      ['placed -'],
    ],
    [
      'payment pending',
      [...SENT, took(PENDING)],
      ['payment_pending CHARGE-FAILED', PAID_AS('rec1'), `resolve ${SHORT} --cancelled --note cancelled in the app`],
    ],
    [
      'payment pending, no id',
      [...SENT, took({ ...PENDING, orderId: null })],
      [
        'payment_pending CHARGE-FAILED',
        RECONCILE,
        PAID_AS('ORDER_ID'),
        `resolve ${SHORT} --cancelled --note cancelled in the app`,
      ],
    ],
    [
      'to be paid',
      [...SENT, took(CHECKOUT)],
      ['awaiting_payment -', 'results may.csv --results pay-results.csv', 'reconcile'],
    ],
    [
      'a form to fill in',
      [...SENT, took({ orderId: 'rec1', payment: 'taken', code: 'FORM-PENDING' })],
      ['placed FORM-PENDING'],
    ],
    [
      'refused',
      [...SENT, finished(VERDICTS.refused)],
      ['refused HTTP-400', 'submit may.csv', 'submit may.csv --retry-refused'],
    ],
    ['throttled', [...SENT, finished(VERDICTS.throttled)], ['not_sent THROTTLED', 'submit may.csv']],
    ['unauthorised', [...SENT, finished(VERDICTS.unauthorised)], ['not_sent UNAUTHORISED', 'submit may.csv']],
    [
      'throttled, then placed',
      [...SENT, finished(VERDICTS.throttled), lookedUp(LOOKUPS.notFoundYet), ...RETRY],
      ['placed -'],
    ],
    ['no connection', [claimed(), finished(VERDICTS.notSent)], ['not_sent NOT-SENT', 'submit may.csv']],
    ['lost', LOST, ['unknown REPLY-LOST', ...WAYS_OUT]],
    ['lost, looked for in vain', [...LOST, lookedUp(LOOKUPS.inconclusive)], ['unknown REPLY-LOST', ...WAYS_OUT]],
    ['lost, then found', [...LOST, lookedUp(LOOKUPS.found)], ['placed -']],
    ['lost, a person found it', [...LOST, resolved('placed', 'recAPP')], ['placed -']],
    ['lost, a person says no', [...LOST, resolved('not_placed')], ['ready -', 'submit may.csv']],
    ['died before sending', [claimed()], ['ready -', 'submit may.csv']],
    ['died while sending', [claimed(), started()], ['unknown IN-FLIGHT', ...WAYS_OUT]],
    ['answered and died', SENT, ['unknown IN-FLIGHT', ...WAYS_OUT]],
    [
      'withheld',
      [withheld()],
      ['invalid DUP-DOMAIN-ORDERED', `resolve ${SHORT} --placed recOLD --note bought elsewhere`],
    ],
    [
      'refused, then withheld',
      [...SENT, finished(VERDICTS.refused), withheld()],
      [
        'refused HTTP-400',
        `resolve ${SHORT} --placed recOLD --note bought elsewhere`,
        'submit may.csv',
        'submit may.csv --retry-refused',
      ],
    ],
    ['withheld and adopted', [withheld(), resolved('placed', 'recOLD')], ['placed -']],
    ['cancelled', [...SENT, finished(VERDICTS.placed), resolved('cancelled')], ['ready -', 'submit may.csv']],
  ])('%s', (_, entries, expected) => {
    expect(said(tell(entries))).toEqual(expected);
  });

  test.each([
    ['about to be sent', [claimed()]],
    ['sent', [claimed(), started()]],
    ['answered', SENT],
  ])('while a run holds the account, an order %s only waits', (_, entries) => {
    expect(said(tell(entries, { live: true }))).toEqual(['unknown IN-FLIGHT', `explain ${SHORT}`]);
  });

  test('an order that was in doubt before says that it is read back first', () => {
    expect(tell([...LOST, resolved('not_placed')]).next[0]?.text).toContain('read back first');
    expect(tell([claimed(), finished(VERDICTS.notSent)]).next[0]?.text).not.toContain('read back');
  });

  test('where the vendor lists no orders nobody is told to read back', () => {
    const asked = tell(LOST).next;
    const alone = tell(LOST, { findable: false }).next;
    expect(asked.some(({ command }) => command?.includes('reconcile'))).toBe(true);
    expect(alone.some(({ command }) => command?.includes('reconcile'))).toBe(false);
    expect(alone[0]).toEqual({
      text: 'No read-back can tell: the vendor lists no such orders. Look in its app.',
      command: null,
    });
    expect(alone.slice(1).map(({ command }) => command)).toEqual(asked.slice(1).map(({ command }) => command));
  });

  test('commands for another account say so first, and only where there are commands', () => {
    const far = tell(LOST, { reachable: false });
    expect(far.next[0]).toMatchObject({ command: null, text: expect.stringContaining('scaledmail sandbox org_test') });
    expect(tell([...SENT, finished(VERDICTS.placed)], { reachable: false }).next).toEqual([]);
  });

  test('sheets come from the rows: a worksheet is named, a dash is no flag, an unknown sheet is SHEET', () => {
    const command = (rows: string) => tell([claimed({ rows }), finished(VERDICTS.notSent)]).next[0]?.command;
    expect(command('may.xlsx#Orders:2-3')).toBe('submit may.xlsx --sheet Orders');
    expect(command('may.csv:2; june.csv:4')).toBe('submit may.csv june.csv');
    expect(command('--yes.csv:2')).toBe('submit ./--yes.csv');
    expect(command('')).toBe('submit SHEET');
  });
});

describe('what to look for in the app', () => {
  const reservation = { minor: 1400, currency: 'USD' };

  test('domains, tags, and the time of the attempt that is in doubt', () => {
    const first = [claimed(), started(), answered(ok('', 429)), finished(VERDICTS.throttled)];
    const second = [claimed({ attempt: 2, tag: 'spring', reservation }), started(2), answered(lost('started'), 2)];
    const story = tell([...first, ...second, finished(VERDICTS.unknown, 2)]);
    expect(story.lookFor).toEqual({
      domains: ['alpha.example'],
      marker: 'so-marker',
      tag: 'spring',
      from: '2026-05-02T09:00:05.000Z',
      until: '2026-05-02T09:00:06.000Z',
    });
    expect(story.reservation).toEqual({ amount: '14.00', currency: 'USD' });
  });

  test('nothing where nothing is in doubt', () => {
    expect(tell([...SENT, finished(VERDICTS.placed)]).lookFor).toBeNull();
    expect(tell([...SENT, finished(VERDICTS.placedWithoutId)]).lookFor).not.toBeNull();
  });
});

describe('what happened', () => {
  test('each entry with its time since the one before, after the snapshot that it stands on', () => {
    const { steps } = tell([...LOST, lookedUp(LOOKUPS.notFoundYet), resolved('placed', 'recAPP')]);
    expect(steps.map(({ what, sinceMs }) => `${what} ${sinceMs}`)).toEqual([
      'account_read null',
      'claimed 500',
      'leaving 1000',
      'answered 1000',
      'judged 1000',
      'read_back 1000',
      'said 1000',
    ]);
    expect(steps[0]).toMatchObject({ orders: 2, forms: 0, batch: 'batch-1' });
    expect(steps.at(-1)).toMatchObject({ as: 'placed', orderId: 'recAPP', who: 'ada', note: 'looked' });
  });

  test('a snapshot that two attempts share is told once; another one is told again', () => {
    const again = (snapshot: number) => [...SENT, finished(VERDICTS.throttled), claimed({ attempt: 2, snapshot })];
    const reads = (snapshot: number) =>
      tell(again(snapshot)).steps.filter(({ what }) => what === 'account_read').length;
    expect([reads(1), reads(9)]).toEqual([1, 2]);
    expect(tell(again(9), { snapshot: () => null }).steps).toHaveLength(5);
  });

  test.each(['nothing', 'connected', 'started', 'headers_sent', 'body_sent', 'status_seen', 'body_read'] as const)(
    'how far the request got: %s',
    (reached) => {
      const reply = { ...lost(reached), ...(reached === 'status_seen' ? { status: 502 } : {}) } as StoredReply;
      expect(step(tell([claimed(), started(), answered(reply)]), 'answered')).toMatchObject({
        reply: 'lost',
        reached,
        ms: 31_000,
        errorCode: 'UND_ERR_SOCKET',
        reason: 'other side closed',
        httpStatus: reached === 'status_seen' ? 502 : null,
      });
    },
  );

  test("the vendor's words are covered first and then cut, between characters", () => {
    const body = `${'x'.repeat(490)}SECRET-SECRET${'😀'.repeat(300)}`;
    const story = tell([claimed(), started(), answered(ok(body))], {
      cover: (text) => text.replaceAll('SECRET-SECRET', '[secret]'),
    });
    const { words, wordsLength } = step(story, 'answered');
    expect(words).toBe(`${'x'.repeat(490)}[secret]😀😀`);
    expect(wordsLength).toBe(490 + 8 + 600);
  });

  test('a payment link is told nowhere, however the reply spells it', () => {
    const url = CHECKOUT.checkoutUrl;
    const body = `{"a":"${url}","b":"${url.replaceAll('/', '\\/')}"}`;
    const story = tell([claimed(), started(), answered(ok(body)), took(CHECKOUT)]);
    expect(JSON.stringify(story)).not.toMatch(/pay\.example/);
    expect(story.hasCheckoutUrl).toBe(true);
    expect(step(story, 'answered').words).toBe('{"a":"[payment link]","b":"[payment link]"}');
  });

  test('a verdict has its code, its receipt and the wait that was asked for', () => {
    const slow = finished({ ...VERDICTS.throttled, retryAfterMs: 2_000 });
    expect(step(tell([...SENT, slow]), 'judged')).toMatchObject({
      code: 'THROTTLED',
      retryAfterMs: 2_000,
      receipt: null,
    });
    expect(step(tell([...SENT, took(PENDING)]), 'judged')).toMatchObject({
      verdict: 'placed',
      code: 'CHARGE-FAILED',
      receipt: { orderId: 'rec1', payment: 'pending', amount: null },
    });
  });
});

function step<What extends StoryStep['what']>(story: Story, what: What): Extract<StoryStep, { what: What }> {
  const found = story.steps.find((one): one is Extract<StoryStep, { what: What }> => one.what === what);
  if (!found) throw new Error(`the story has no ${what}`);
  return found;
}
