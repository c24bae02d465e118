import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/io/sqlite/ledger.ts';
import { Bench } from '../support/command.ts';
import { type Script, type ScriptedVendor, scriptedVendor } from '../support/scripted-vendor.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const POST = 'POST /create-custom-order';
const THREE = [
  googleOrder('may-1', 'alpha.example'),
  googleOrder('may-2', 'beta.example'),
  googleOrder('may-3', 'gamma.example'),
];

let vendor: ScriptedVendor;
let bench: Bench;

async function open(script: Script): Promise<void> {
  vendor = await scriptedVendor(script);
  bench = new Bench({ SCALEDMAIL_BASE_URL: vendor.url });
  writeFileSync(bench.path('may.csv'), sheetOf(...THREE));
}

function submit(sheet = 'may.csv', ...flags: string[]) {
  return bench.run(
    'submit',
    bench.path(sheet),
    '--yes',
    '--concurrency',
    '1',
    '--results',
    bench.path('r.csv'),
    ...flags,
  );
}

function statuses(): string[] {
  return bench.csv('r.csv').map((row) => `${row.order} ${row.status} ${row.order_id}`.trim());
}

const ONE_EACH = [1, 2, 3, 4].map((n) => ({ body: { id: `rec${n}` } }));

beforeEach(() => open({ [POST]: ONE_EACH }));
afterEach(async () => {
  await vendor.close();
  bench.close();
});

describe('the same sheet again', () => {
  test('buys nothing and says so with the same ids', async () => {
    expect((await submit()).exit).toBe(0);
    expect(statuses()).toEqual(['may-1 placed rec1', 'may-2 placed rec2', 'may-3 placed rec3']);
    expect((await submit()).exit).toBe(0);
    expect(statuses()).toEqual(['may-1 already_placed rec1', 'may-2 already_placed rec2', 'may-3 already_placed rec3']);
    expect(vendor.spends).toHaveLength(3);
  });

  test('also with rows and columns shuffled, other order names and another file name', async () => {
    await submit();
    const columns = [
      'last_name',
      'domain',
      'alias',
      'first_name',
      'redirect',
      'order',
      'mailbox_type',
      'domain_source',
      'operation',
    ];
    const table = sheetOf(...THREE)
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const [header = [], ...rows] = table;
    const shuffled = [header, ...rows.reverse()].map((cells) =>
      columns.map((name) => cells[header.indexOf(name)]).join(';'),
    );
    writeFileSync(bench.path('renamed.csv'), shuffled.join('\r\n').replaceAll('may-', 'spring '));
    const again = await submit('renamed.csv');
    expect(again.exit, again.err).toBe(0);
    expect(statuses().sort()).toEqual([
      'spring 1 already_placed rec1',
      'spring 2 already_placed rec2',
      'spring 3 already_placed rec3',
    ]);
    expect(vendor.spends).toHaveLength(3);
  });

  test('only the row that was added is bought', async () => {
    writeFileSync(bench.path('two.csv'), sheetOf(...THREE.slice(0, 2)));
    await submit('two.csv');
    await submit();
    expect(statuses()).toEqual(['may-1 already_placed rec1', 'may-2 already_placed rec2', 'may-3 placed rec3']);
  });

  test('a domain of a placed order in a different order is invalid and names it', async () => {
    await submit();
    writeFileSync(
      bench.path('june.csv'),
      sheetOf(googleOrder('june-1', 'alpha.example').replaceAll('Sample', 'Example')),
    );
    const june = await submit('june.csv');
    expect(june.exit).toBe(3);
    expect(bench.csv('r.csv')[0]).toMatchObject({ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' });
    expect(vendor.spends).toHaveLength(3);
    const key = /--allow-claimed ([0-9a-f]{16})/.exec(bench.csv('r.csv')[0]?.fix ?? '')?.[1] ?? '';
    expect((await submit('june.csv', '--allow-claimed', key)).exit).toBe(0);
    expect(vendor.spends).toHaveLength(4);
  });
});

describe('what a person says', () => {
  const LOST: Script = {
    [POST]: [{ drop: true }, { body: { id: 'rec2' } }, { body: { id: 'rec3' } }, { body: { id: 'rec4' } }],
  };

  async function unknownKey(): Promise<string> {
    await vendor.close();
    bench.close();
    await open(LOST);
    writeFileSync(bench.path('may.csv'), sheetOf(THREE[0] ?? ''));
    expect((await submit()).exit).toBe(4);
    return bench.csv('r.csv')[0]?.key ?? '';
  }

  test('"not placed" lets it be sent again, once', async () => {
    const key = await unknownKey();
    expect((await bench.run('resolve', key, '--not-placed')).exit).toBe(2);
    const said = await bench.run('resolve', key, '--not-placed', '--note', 'support says no');
    expect(said.exit, said.err).toBe(0);
    expect((await submit()).exit).toBe(0);
    expect(statuses()).toEqual(['may-1 placed rec2']);
    expect(vendor.spends).toHaveLength(2);
  });

  test('"placed" gives it its id and it is never sent', async () => {
    const key = await unknownKey();
    expect((await bench.run('resolve', key, '--placed', 'recAPP', '--note', 'seen in the app')).exit).toBe(0);
    expect((await submit()).exit).toBe(0);
    expect(statuses()[0]).toMatch(/^may-1 (already_)?placed recAPP$/);
    expect(vendor.spends).toHaveLength(1);
  });

  test('"cancelled" frees the domains, and only of a placed order', async () => {
    const key = await unknownKey();
    expect((await bench.run('resolve', key, '--cancelled', '--note', 'x')).exit).toBe(2);
    await bench.run('resolve', key, '--placed', 'recAPP', '--note', 'seen in the app');
    expect((await bench.run('resolve', key, '--cancelled', '--note', 'cancelled in the app')).exit).toBe(0);
    expect((await submit()).exit).toBe(0);
    expect(statuses()).toEqual(['may-1 placed rec2']);
  });

  test('adopts an order that was bought elsewhere', async () => {
    await vendor.close();
    bench.close();
    await open({
      'GET /domains': [
        {
          body: {
            domains: [
              {
                id: 'd1',
                domain: 'alpha.example',
                payment_id: 'recOLD',
                tag: '',
                status: 'Active',
                order_type: 'google',
              },
            ],
          },
        },
      ],
      'GET /orders': [
        {
          body: {
            total: 1,
            payments: [{ id: 'recOLD', amount: 14, created_at: '2026-01-01', status: 'Active', description: '' }],
          },
        },
      ],
      [POST]: [{ body: { id: 'rec2' } }, { body: { id: 'rec3' } }],
    });
    expect((await submit()).exit).toBe(3);
    const [adopted] = bench.csv('r.csv');
    expect(adopted).toMatchObject({ status: 'invalid', error_code: 'DUP-DOMAIN-ORDERED' });
    expect(adopted?.error).toContain('recOLD');
    expect(
      (await bench.run('resolve', adopted?.key ?? '', '--placed', 'recOLD', '--note', 'bought by hand')).exit,
    ).toBe(0);
    expect((await submit()).exit).toBe(0);
    expect(statuses()[0]).toBe('may-1 already_placed recOLD');
    expect(vendor.spends).toHaveLength(2);
  });
});

describe('an order in doubt', () => {
  async function withDoubt(): Promise<void> {
    await vendor.close();
    bench.close();
    await open({ [POST]: [{ drop: true }, { body: { id: 'rec2' } }, { body: { id: 'rec3' } }] });
    writeFileSync(bench.path('one.csv'), sheetOf(THREE[0] ?? ''));
    expect((await submit('one.csv')).exit).toBe(4);
  }

  test('holds back every new order of the account, also of other sheets', async () => {
    await withDoubt();
    writeFileSync(bench.path('two.csv'), sheetOf(...THREE.slice(1)));
    expect((await submit('two.csv')).exit).toBe(4);
    expect(bench.csv('r.csv').map((row) => `${row.status} ${row.error_code}`)).toEqual([
      'skipped HELD-BY-UNKNOWN',
      'skipped HELD-BY-UNKNOWN',
    ]);
    expect(vendor.spends).toHaveLength(1);
  });

  test('holds back nothing with --keep-going-on-unknown, and is not sent itself', async () => {
    await withDoubt();
    expect((await submit('may.csv', '--keep-going-on-unknown')).exit).toBe(4);
    expect(statuses()).toEqual(['may-1 unknown', 'may-2 placed rec2', 'may-3 placed rec3']);
  });
});

describe('an order that was turned away and was placed all the same', () => {
  test('is found by its domains before it is sent again, and is no hindrance to itself', async () => {
    await vendor.close();
    bench.close();
    const listed = {
      body: {
        domains: [
          { id: 'd1', domain: 'alpha.example', payment_id: 'recX', tag: '', status: 'Active', order_type: 'google' },
        ],
      },
    };
    const details = { id: 'recX', tag: '', status: 'Active', packages: [{ domains: [{ name: 'alpha.example' }] }] };
    await open({
      [POST]: [{ status: 401, body: { message: 'Unauthorized' } }, { body: { id: 'rec2' } }],
      'GET /domains': [{ body: { domains: [] } }, listed],
      'GET /orders': [
        { body: { total: 0, payments: [] } },
        { body: { total: 1, payments: [{ id: 'recX', status: 'Active' }] } },
      ],
      'GET /orders/recX': [{ body: details }],
    });
    writeFileSync(bench.path('may.csv'), sheetOf(THREE[0] ?? ''));
    expect((await submit()).exit).toBe(7);
    const again = await submit();
    expect(again.exit, again.out + again.err).toBe(0);
    expect(statuses()).toEqual(['may-1 already_placed recX']);
    expect(vendor.spends).toHaveLength(1);
  });
});

describe('guards', () => {
  test('nobody to ask: exit 9, nothing sent', async () => {
    expect((await bench.run('submit', bench.path('may.csv'))).exit).toBe(9);
    expect((await submit('may.csv', '--max-orders', '2')).exit).toBe(9);
    expect(vendor.seen).toEqual([]);
  });

  test('no key or no organization: exit 2 before anything', async () => {
    bench.env.SCALEDMAIL_API_KEY = '';
    expect((await submit()).exit).toBe(2);
    bench.env.SCALEDMAIL_API_KEY = 'key-of-this-test-0001';
    bench.env.SCALEDMAIL_ORGANIZATION_ID = '';
    expect((await submit()).exit).toBe(2);
    expect(vendor.seen).toEqual([]);
  });

  test('a results file that cannot be written is found out before the first spend', async () => {
    const ran = await bench.run(
      'submit',
      bench.path('may.csv'),
      '--yes',
      '--results',
      bench.path('no/such/folder/r.csv'),
    );
    expect(ran.exit).toBe(2);
    expect((await bench.run('submit', bench.path('may.csv'), '--yes', '--results', bench.path('may.csv'))).exit).toBe(
      2,
    );
    expect(vendor.seen).toEqual([]);
  });

  test('Ctrl-C starts nothing new and lets the order in flight finish', async () => {
    await vendor.close();
    bench.close();
    await open({ [POST]: [{ body: { id: 'rec1' }, delayMs: 300 }] });
    setTimeout(() => bench.drain.abort('SIGINT'), 200);
    expect((await submit('may.csv')).exit).toBe(130);
    const placed = vendor.spends.length;
    expect(statuses().filter((line) => line.includes(' placed '))).toHaveLength(placed);
    expect(bench.csv('r.csv').filter((row) => row.error_code === 'INTERRUPTED')).toHaveLength(3 - placed);
  });
});

describe('an order that a dead run had claimed and not sent', () => {
  test('is sent by the next run, at once', async () => {
    const { exit } = await bench.run('check', bench.path('may.csv'), '--results', bench.path('r.csv'));
    expect(exit).toBe(0);
    const [claimed] = bench.csv('r.csv');
    const ledger = openLedger(bench.path('ledger.sqlite'), bench.clock);
    const key = await wholeKey(claimed?.key ?? '');
    const account = `scaledmail ${new URL(vendor.url).origin} org_test`;
    const note = { vendor: 'scaledmail', organization: 'org_test', operation: 'create-custom-order', mailboxes: 2 };
    const claims = ['alpha.example'];
    const rest = { batch: 'dead', digest: '', snapshot: 0, tag: null, marker: null, reservation: null, allowed: [] };
    ledger.append({
      type: 'claimed',
      account,
      ...note,
      domains: claims,
      claims,
      name: 'may-1',
      rows: '',
      key,
      attempt: 1,
      ...rest,
    });
    ledger.close();
    const ran = await submit();
    expect(ran.exit, ran.out + ran.err).toBe(0);
    expect(statuses()).toEqual(['may-1 placed rec1', 'may-2 placed rec2', 'may-3 placed rec3']);
  });

  /** The saved plan holds whole keys. */
  async function wholeKey(short: string): Promise<string> {
    const file = bench.path('keys.plan.json');
    await bench.run('check', bench.path('may.csv'), '--plan', file);
    const orders = JSON.parse(readFileSync(file, 'utf8')).orders as { key: string }[];
    return orders.find((order) => order.key.startsWith(short))?.key ?? '';
  }
});

describe('plans', () => {
  test('a plan is submitted by itself', async () => {
    const plan = bench.path('may.plan.json');
    await bench.run('check', bench.path('may.csv'), '--plan', plan);
    expect((await bench.run('submit', plan, bench.path('may.csv'), '--yes')).exit).toBe(2);
    expect(vendor.seen).toEqual([]);
  });

  test('a saved plan sends exactly itself', async () => {
    const plan = bench.path('may.plan.json');
    expect((await bench.run('check', bench.path('may.csv'), '--plan', plan)).exit).toBe(0);
    const ran = await bench.run('submit', plan, '--yes', '--results', bench.path('r.csv'));
    expect(ran.exit, ran.err).toBe(0);
    expect(vendor.spends).toHaveLength(3);
    expect((await bench.run('submit', plan, '--yes')).exit).toBe(0);
    expect(vendor.spends).toHaveLength(3);
  });

  test('a changed sheet makes it stale: exit 8, nothing sent', async () => {
    const plan = bench.path('may.plan.json');
    await bench.run('check', bench.path('may.csv'), '--plan', plan);
    writeFileSync(bench.path('may.csv'), sheetOf(...THREE.slice(1)));
    const ran = await bench.run('submit', plan, '--yes');
    expect(ran.exit).toBe(8);
    expect(ran.err).toContain('PLAN-STALE');
    expect(vendor.seen).toEqual([]);
  });
});
