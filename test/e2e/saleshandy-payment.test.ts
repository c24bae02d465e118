import { readFileSync } from 'node:fs';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/domain/ports.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Bench, hurriedClock } from '../support/command.ts';

const SHEET = 'fixtures/saleshandy/orders.csv';
const HOUR_MS = 3_600_000;

let bench: Bench;
let stand: Sandbox;
let later = 0;

beforeEach(async () => {
  later = 0;
  await open({});
});
afterEach(close);

/** The bench and the sandbox share a clock that `later` moves on; the key says that it is the sandbox. */
async function open(more: Partial<SandboxOptions>): Promise<void> {
  const hurried = hurriedClock();
  const clock: Clock = { now: () => hurried.now() + later, elapsed: hurried.elapsed, sleep: hurried.sleep };
  const options = { recordFile: null, faults: [], rate: null, seed: 1, provisionMs: HOUR_MS, now: () => clock.now() };
  stand = await startSandbox({ ...options, ...more });
  const env = { SALESHANDY_API_KEY: 'sandbox', SALESHANDY_BASE_URL: stand.urls.saleshandy ?? '' };
  bench = new Bench({ ...env, SHEETORDER_RATE: 'none' }, clock);
}

async function close(): Promise<void> {
  bench.close();
  await stand.close();
}

async function run(...words: readonly [string, ...string[]]) {
  const ran = await bench.run(...words, '--results', bench.path('r.csv'));
  const rows = bench.csv('r.csv');
  const of = (name: string) => rows.find(({ order }) => order === name) ?? {};
  return { ...ran, rows, of, statuses: Object.fromEntries(rows.map(({ order, status }) => [order, status])) };
}

async function pay(link: string | undefined): Promise<void> {
  const { statusCode } = await request(link ?? '');
  expect(statusCode).toBe(200);
}

const UNPAID = ['hand-paid', 'hand-azure', 'hand-failing', 'hand-microsoft'];

describe('from awaiting payment to paid', () => {
  test('a link, then paid, then no link; and the link stands in the results alone', async () => {
    const log = bench.path('log.txt');
    const first = await run('submit', SHEET, '--yes', '--log-file', log);
    expect(first.exit, first.err).toBe(0);
    expect(first.statuses).toEqual({
      'hand-paid': 'awaiting_payment',
      'hand-free': 'placed',
      'hand-replacement': 'placed',
      'hand-azure': 'awaiting_payment',
      'hand-failing': 'awaiting_payment',
      'hand-microsoft': 'awaiting_payment',
    });
    const { checkout_url: link, order_id: id } = first.of('hand-paid');
    expect(link).toBe(`http://127.0.0.1:${stand.port}/saleshandy/checkout/${id}`);
    expect((await run('submit', SHEET, '--yes', '--fail-on-payment-due')).exit).toBe(10);
    await pay(link);
    const read = await bench.run('reconcile', '--log-file', log);
    expect([read.exit, read.out]).toEqual([0, expect.stringMatching(/placed +\S+ +hand-paid/)]);
    expect(read.out.match(/^awaiting_payment/gm)).toHaveLength(3);
    const again = await run('submit', SHEET, '--yes', '--log-file', log);
    expect(again.of('hand-paid')).toMatchObject({ status: 'already_placed', order_id: id, checkout_url: '' });
    expect(again.of('hand-azure')).toMatchObject({ status: 'awaiting_payment' });
    expect(stand.sold()).toHaveLength(6);
    for (const text of [first.out, first.err, read.out, read.err, readFileSync(log, 'utf8')])
      expect(text).not.toContain('/saleshandy/checkout/');
    expect((await bench.run('ledger', 'verify')).exit).toBe(0);
  });

  test('reconcile with the sheet tells the same, and changes nothing while nobody has paid', async () => {
    await run('submit', SHEET, '--yes');
    const before = await run('reconcile', SHEET);
    expect(UNPAID.map((name) => before.statuses[name])).toEqual(UNPAID.map(() => 'awaiting_payment'));
    expect(UNPAID.every((name) => before.of(name).error_code === '' && before.of(name).checkout_url !== '')).toBe(true);
    for (const name of UNPAID) await pay(before.of(name).checkout_url);
    const after = await run('reconcile', SHEET);
    expect(new Set(Object.values(after.statuses))).toEqual(new Set(['placed']));
    const reads = stand.requests()['GET /saleshandy/domain/orders/:id'];
    await run('reconcile', SHEET);
    expect(stand.requests()['GET /saleshandy/domain/orders/:id']).toBe(reads);
  });

  test('an address on this machine is a live one, unless the key says that it is the sandbox', async () => {
    bench.env.SALESHANDY_API_KEY = 'a-key-that-may-be-real-1';
    const { exit, rows } = await run('submit', SHEET, '--yes');
    expect(exit).toBe(3);
    expect(rows.map(({ status, error_code }) => `${status} ${error_code}`)).toEqual(
      Array(6).fill('invalid SH-SCHEMA-UNVERIFIED'),
    );
    expect(stand.sold()).toEqual([]);
  });

  test('a read that fails changes nothing', async () => {
    const { of } = await run('submit', SHEET, '--yes');
    await pay(of('hand-paid').checkout_url);
    bench.env.SALESHANDY_API_KEY = 'wrong-env-1';
    expect((await run('reconcile', SHEET)).statuses['hand-paid']).toBe('awaiting_payment');
    expect((await bench.run('reconcile')).out).toMatch(/awaiting_payment .*hand-paid.*Invalid token/);
  });

  test('a person may say that it is paid, under its own id and once', async () => {
    const { of } = await run('submit', SHEET, '--yes');
    const { key = '', order_id: id = '' } = of('hand-paid');
    const say = (orderId: string) => bench.run('resolve', key, '--placed', orderId, '--note', 'paid in the app');
    expect((await say('another')).exit).toBe(2);
    expect((await say(id)).exit).toBe(0);
    expect((await run('results', SHEET)).of('hand-paid')).toMatchObject({ status: 'placed', checkout_url: '' });
    const twice = await say(id);
    expect([twice.exit, twice.err]).toEqual([2, expect.stringContaining(`already placed as ${id}`)]);
    expect((await bench.run('explain', key)).out).toContain('paid in the app');
  });
});

describe('an order that the vendor shows otherwise', () => {
  test('keeps its link, says not to pay, and nothing more is sent', async () => {
    await close();
    await open({ showsUnpaid: true });
    const other = await startOdd();
    try {
      bench.env.SALESHANDY_BASE_URL = other.url;
      const { exit, rows } = await run('submit', SHEET, '--yes', '--concurrency', '1');
      expect(exit).toBe(7);
      expect(rows[0]).toMatchObject({ status: 'awaiting_payment', error_code: 'SH-ORDER-DIFFERS' });
      expect(rows[0]?.checkout_url).not.toBe('');
      expect(rows[0]?.error).toContain('asked for were 2 domains with 3 mailboxes');
      expect(rows[0]?.fix).toMatch(/^Do not pay yet/);
      expect(rows.slice(1).map(({ error_code }) => error_code)).toEqual(Array(5).fill('HALTED'));
      expect((await bench.run('explain', rows[0]?.key ?? '')).out).toContain('Do not pay it yet');
      expect((await bench.run('reconcile')).out).toMatch(/awaiting_payment .*SH-ORDER-DIFFERS/);
      expect((await bench.run('status')).out).toContain('Do not pay it yet');

      // A second run of the same sheet sends nothing more, until a person has said what became of that order.
      const sold = stand.sold().length;
      const second = await run('submit', SHEET, '--yes', '--concurrency', '1');
      expect(second.exit).toBe(7);
      expect(second.rows.slice(1).map(({ error_code }) => error_code)).toEqual(Array(5).fill('HALTED'));
      expect(second.rows[1]?.fix).toContain(`resolve ${rows[0]?.key} --cancelled`);
      expect(stand.sold()).toHaveLength(sold);
      await bench.run('resolve', rows[0]?.key ?? '', '--cancelled', '--note', 'cancelled in the app');
      await run('submit', SHEET, '--yes', '--concurrency', '1');
      expect(stand.sold()).toHaveLength(sold + 1);
    } finally {
      await other.close();
    }
  });

  test('ends the run with 7 and the word to look, also when nothing was left to be held back', async () => {
    await close();
    await open({ showsUnpaid: true });
    const other = await startOdd();
    try {
      bench.env.SALESHANDY_BASE_URL = other.url;
      await run('submit', SHEET, '--yes');
      for (const round of ['first', 'again']) {
        const { exit, err, rows } = await run('submit', SHEET, '--yes');
        expect([round, exit]).toEqual([round, 7]);
        const { order_id: id, key } = rows.find(({ error_code: code }) => code === 'SH-ORDER-DIFFERS') ?? {};
        expect(err).toContain(`Next: look at order ${id} before anything is paid or sent: sheetorder explain`);
        expect(err).toContain(key);
        expect(err).not.toContain('pay at the links');
      }
    } finally {
      await other.close();
    }
  });
});

/** The sandbox behind something that leaves the last mailbox of every domain out. */
async function startOdd(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { createServer } = await import('node:http');
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const reply = await request(new URL(incoming.url ?? '/', stand.url), {
      method: incoming.method === 'POST' ? 'POST' : 'GET',
      headers: { 'x-api-key': 'sandbox', 'content-type': 'application/json' },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const text = await reply.body.text();
    const odd = incoming.url?.includes('/orders/') ? text.replace(/,"sam@[^"]+"/g, '') : text;
    response.writeHead(reply.statusCode, { 'content-type': 'application/json' }).end(odd);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/saleshandy/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('status', () => {
  test('waits to be paid, under way, then delivered or failed; the link is not told', async () => {
    const { rows } = await run('submit', SHEET, '--yes');
    const waiting = await bench.run('status', SHEET);
    expect(waiting.exit).toBe(3);
    expect(waiting.out).toContain('DELIVERY-UNPAID');
    expect(waiting.out).not.toContain('/checkout/');
    for (const { checkout_url: link } of rows) if (link) await pay(link);
    await run('reconcile', SHEET);
    const under = await bench.run('status', SHEET);
    expect([under.exit, under.out]).toEqual([0, expect.stringContaining('6 under way')]);
    later = 2 * HOUR_MS;
    const done = await bench.run('status', SHEET, '--json');
    expect(done.exit).toBe(3);
    const told = JSON.parse(done.out);
    expect(told.totals).toMatchObject({
      orders: { delivered: 5, odd: 1 },
      domains: { ordered: 8, delivered: 7 },
      mailboxes: { ordered: 12, delivered: 11 },
    });
    const failing = told.orders.find(({ order }: { order: string }) => order === 'hand-failing');
    expect(failing.domains[0]).toMatchObject({
      state: 'failed',
      domain_status: 'failed',
      problems: [{ code: 'DELIVERY-DOMAIN-FAILED' }],
    });
  });

  test('--watch looks slowly', async () => {
    const { of } = await run('submit', SHEET, '--yes');
    for (const name of UNPAID) await pay(of(name).checkout_url);
    const reads = () => stand.requests()['GET /saleshandy/domain/orders/:id'] ?? 0;
    const before = reads();
    const watched = await bench.run('status', SHEET, '--watch', '--wait', '2m');
    expect(watched.exit).toBe(0);
    // At once, after one minute, and after two.
    expect(reads() - before).toBe(3 * 6);
  });
});

test('lost replies and late lists are found again, and nothing is sold twice', async () => {
  await close();
  await open({ faults: ['lost-reply', 'late-listing', 'slow', '429'], faultRate: 1, lateMs: 2_000, slowMs: 50 });
  await run('submit', SHEET, '--yes', '--keep-going-on-unknown');
  const { statuses, rows } = await run('reconcile', SHEET, '--wait', '1m');
  expect(
    Object.values<string | undefined>(statuses).every((status) =>
      /placed|awaiting_payment|payment_pending/.test(status ?? ''),
    ),
  ).toBe(true);
  expect(new Set(rows.map(({ order_id }) => order_id)).size).toBe(6);
  expect(stand.sold()).toHaveLength(6);
  expect(stand.repeats()).toEqual([]);
});
