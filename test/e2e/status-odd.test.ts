import { afterEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { entriesOf, VERDICTS } from '../support/entries.ts';
import type { Script } from '../support/scripted-vendor.ts';
import {
  closeAll,
  domainRow,
  key,
  makeBench,
  makeVendor,
  orderBody,
  scene,
  told,
  wholeAccount,
} from '../support/status-scenes.ts';

afterEach(closeAll);

describe('against a vendor that answers oddly', () => {
  test('identical reads are made once a round', async () => {
    const { vendor, bench } = await scene(wholeAccount(9), 9);
    const ran = await bench.run('status', '--json');
    expect(ran.exit).toBe(0);
    expect(told(ran).orders.map(({ order }) => order)).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2, 1].map((number) => `may-${number}`),
    );
    expect(vendor.seen.filter(({ path }) => path === '/domains')).toHaveLength(1);
    expect(vendor.seen).toHaveLength(10);
    expect(vendor.spends).toEqual([]);
  });

  test('every oddness has its code, an advice, and exit code 3', async () => {
    const odd: Script = {
      ...wholeAccount(6),
      'GET /domains': [
        {
          body: {
            domains: [
              domainRow(2, { payment_id: 'recOTHER' }),
              domainRow(3, { total_mailboxes: 1 }),
              domainRow(4, { total_mailboxes: 25 }),
              domainRow(6),
            ],
          },
        },
      ],
      'GET /orders/rec5': [{ body: orderBody(5, { status: 'Cancelled' }) }],
    };
    const { bench } = await scene(odd, 6);
    const ran = await bench.run('status', '--results', bench.path('s.csv'));
    expect(ran.exit).toBe(3);
    const problems = Object.fromEntries(
      bench.csv('s.csv').map((row) => [row.order, (row.problem ?? '').split(':')[0]]),
    );
    expect(problems).toEqual({
      'may-1': 'DELIVERY-DOMAIN-MISSING',
      'may-2': 'DELIVERY-DOMAIN-ELSEWHERE',
      'may-3': 'DELIVERY-MAILBOXES-FEWER',
      'may-4': 'DELIVERY-MAILBOXES-MORE',
      'may-5': 'DELIVERY-CANCELLED',
      'may-6': '',
    });
    for (const code of Object.values(problems).filter(Boolean)) {
      expect(ran.out).toContain(`${code}:`);
      expect((await bench.run('explain', String(code))).exit).toBe(0);
    }
    expect(ran.out.match(/→/g)).toHaveLength(5);
    const quiet = await bench.run('status', '--quiet');
    expect(quiet.out).not.toMatch(/may-6/);
    expect(quiet).toMatchObject({ exit: 3, err: '' });
  });

  test('an active order whose receipt says that payment is pending is not sure to be paid', async () => {
    const { bench } = await scene(wholeAccount(1), 1, { payment: 'pending' });
    const ran = await bench.run('status');
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain('DELIVERY-PAYMENT-UNSURE');
    expect(ran.out).toMatch(/odd +may-1 +rec1 +Active +1\/1 +2\/2/);
  });

  test.each([
    ['an error', { status: 500, body: { error: 'Internal server error' } }],
    ['a web page', { text: '<html>Log in</html>' }],
    ['a cut connection', { drop: true }],
    ['half a list', { body: { total: 2, domains: [domainRow(1)] } }],
  ] as const)('%s instead of the list of domains: nothing is called odd, and exit code 75', async (_, scripted) => {
    const { bench, vendor } = await scene({ ...wholeAccount(2), 'GET /domains': [scripted] }, 2);
    const ran = await bench.run('status', '--json');
    expect(ran.exit).toBe(75);
    expect(told(ran).totals.orders).toMatchObject({ unread: 2, odd: 0 });
    expect(vendor.seen.filter(({ path }) => path.startsWith('/orders'))).toEqual([]);
  });

  test('one order that cannot be read leaves the others told', async () => {
    const { bench } = await scene({ ...wholeAccount(3), 'GET /orders/rec2': [{ status: 500 }] }, 3);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('3 orders: 2 delivered, 1 not read.');
    expect(ran.out).toContain('DELIVERY-UNREAD');
  });

  test('a watch goes on after a failure, and keeps what was read before', async () => {
    const { bench } = await scene(
      {
        ...wholeAccount(1),
        'GET /domains': [
          { body: { domains: [domainRow(1, { status: 'In Progress' })] } },
          ...Array.from({ length: 3 }, () => ({ status: 500 })),
          { body: { domains: [domainRow(1)] } },
        ],
      },
      1,
    );
    const ran = await bench.run('status', '--watch');
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/may-1: not read, 0 of 1 domains[\s\S]*may-1: delivered/);
    expect(ran.out).toContain('1 delivered');
  });

  test('a refused key is asked no more', async () => {
    const refused = { status: 401, body: { message: 'Unauthorized' } };
    const { bench, vendor } = await scene({ ...wholeAccount(9), 'GET /domains': [refused] }, 9);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('Check the key');
    expect(vendor.seen).toHaveLength(1);
  });

  test('nor one that is refused at the orders', async () => {
    const orders = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`GET /orders/rec${index + 1}`, [{ status: 403 }]]),
    );
    const { bench, vendor } = await scene({ ...wholeAccount(12), ...orders }, 12);
    const ran = await bench.run('status');
    expect(ran.exit).toBe(75);
    expect(ran.out).toContain('12 not read');
    // Four are asked for at once.
    expect(vendor.seen.length).toBeLessThanOrEqual(5);
  });

  test('orders of another address are counted, and not read', async () => {
    const { bench, vendor } = await scene(wholeAccount(2), 2);
    const other = await makeVendor({});
    bench.env.SCALEDMAIL_BASE_URL = other.url;
    const ran = await bench.run('status');
    expect(ran).toMatchObject({ exit: 0, out: 'No placed orders.' });
    expect(ran.err).toMatch(/2 placed orders are at "scaledmail http/);
    expect([...vendor.seen, ...other.seen]).toEqual([]);
  });

  test('an order in doubt is noted', async () => {
    const { bench, vendor } = await scene(wholeAccount(1), 1);
    const entries = entriesOf(key(99));
    const ledger = openLedger(bench.env.SHEETORDER_LEDGER ?? '', bench.clock);
    const account = `scaledmail ${new URL(vendor.url).origin} org_test`;
    for (const entry of [
      entries.claimed({ account, claims: ['x.example'] }),
      entries.started(),
      entries.finished(VERDICTS.unknown),
    ])
      ledger.append(entry);
    ledger.close();
    const ran = await bench.run('status');
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain('1 order may or may not have been placed');
  });

  test('without a ledger there is nothing to follow, and no file is made', async () => {
    const ran = await makeBench().run('status');
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('there is no ledger');
  });
});
