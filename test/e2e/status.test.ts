import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { DELIVERY_COLUMNS } from '../../src/steps/delivery-rows.ts';
import { hurriedClock } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { closeAll, closeLater, makeBench, told } from '../support/status-scenes.ts';

afterEach(closeAll);

describe('against the sandbox', () => {
  const NEVER = Number.POSITIVE_INFINITY;
  const YEAR_MS = 366 * 86_400_000;

  /** Two orders whose domains become active when the list of domains is asked for this often. */
  async function ordered(activeFrom: () => number) {
    const clock = hurriedClock();
    let lists = () => 0;
    const now = () => clock.now() + (lists() >= activeFrom() ? YEAR_MS : 0);
    const options = { recordFile: null, faults: [], rate: null, seed: 1, provisionMs: YEAR_MS - 3_600_000 };
    const stand = await startSandbox({ ...options, now });
    closeLater(stand);
    lists = () => stand.requests()['GET /domains'] ?? 0;
    const bench = makeBench({ SCALEDMAIL_BASE_URL: stand.url, SHEETORDER_RATE: 'none' }, clock);
    const sheet = bench.path('may.csv');
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example'), googleOrder('may-2', 'beta.example')));
    expect((await bench.run('submit', sheet, '--yes')).exit).toBe(0);
    return { bench, stand, sheet, lists };
  }

  test('orders are under way, then delivered; newest first, and in the order of the sheet', async () => {
    let activeFrom = NEVER;
    const { bench, sheet, lists } = await ordered(() => activeFrom);
    const under = await bench.run('status', '--json');
    expect(under.exit).toBe(0);
    expect(told(under).orders.map(({ stands }) => stands)).toEqual(['under_way', 'under_way']);
    activeFrom = lists() + 3;
    const watched = await bench.run('status', sheet, '--watch');
    expect(watched.exit).toBe(0);
    expect(lists()).toBe(activeFrom);
    expect(watched.out).toMatch(/delivered +may-1 [\s\S]*delivered +may-2 /);
    expect(watched.out).toContain('2 orders: 2 delivered. Delivered: 2 of 2 domains, 4 of 4 mailboxes.');
    expect(watched.err).toMatch(/Z {2}2 orders: 2 under way[\s\S]*Z {2}may-[12]: delivered, 1 of 1 domains/);
    const again = told(await bench.run('status', '--json'));
    expect(again.orders).toHaveLength(2);
    expect(again.totals).toMatchObject({ orders: { delivered: 2 }, domains: { ordered: 2, delivered: 2 } });
  });

  test('--wait ends a watch while orders are still under way, without an error', async () => {
    const { bench } = await ordered(() => NEVER);
    const ran = await bench.run('status', '--watch', '--wait', '20s');
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('2 under way');
    expect((await bench.run('status', '--wait', '20s')).err).toMatch(/Z {2}2 orders/);
    expect((await bench.run('status', '--wait', 'soon')).exit).toBe(2);
  });

  test('Ctrl-C ends a watch with what was read last', async () => {
    const { bench } = await ordered(() => NEVER);
    // Once the first round has written the file; without an interrupt the watch would go on.
    const timer = setInterval(() => {
      if (existsSync(bench.path('s.csv'))) bench.drain.abort('SIGINT');
    }, 20);
    const ran = await bench.run('status', '--watch', '--results', bench.path('s.csv'));
    clearInterval(timer);
    expect(ran.exit).toBe(130);
    expect(bench.csv('s.csv')).toHaveLength(2);
    expect(ran.out).toContain('2 under way');
  });

  test('nothing is written to the ledger, and nothing is spent', async () => {
    const { bench, stand } = await ordered(() => 2);
    const before = (await bench.run('ledger', 'export')).out;
    await bench.run('status');
    expect((await bench.run('ledger', 'export')).out).toBe(before);
    expect(stand.sold()).toHaveLength(2);
  });

  test('orders of a sheet that were not placed are told, and fail', async () => {
    const { bench, sheet } = await ordered(() => 2);
    writeFileSync(sheet, sheetOf(googleOrder('may-1', 'alpha.example'), googleOrder('may-9', 'gamma.example')));
    const ran = await bench.run('status', sheet);
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/delivered +may-1 [\s\S]*not placed +may-9 /);
    expect(ran.out).toContain('DELIVERY-NOT-PLACED');
  });

  test('--results has a line for each domain, in columns of its own', async () => {
    const { bench } = await ordered(() => 2);
    expect((await bench.run('status', '--results', bench.path('s.csv'))).exit).toBe(0);
    const rows = bench.csv('s.csv');
    expect(Object.keys(rows[0] ?? {})).toEqual([...DELIVERY_COLUMNS]);
    expect(rows.find((row) => row.order === 'may-1')).toMatchObject({
      vendor: 'scaledmail',
      order_status: 'Active',
      domain: 'alpha.example',
      domain_status: 'Active',
      mailbox_type: 'google',
      mailboxes_ordered: '2',
      mailboxes_delivered: '2',
      problem: '',
    });
    expect(readFileSync(bench.path('s.csv'), 'utf8').startsWith('\ufeff')).toBe(true);
    expect((await bench.run('status', bench.path('may.csv'), '--results', bench.path('may.csv'))).exit).toBe(2);
  });
});
