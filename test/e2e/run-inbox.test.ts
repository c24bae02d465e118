import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InboxBench } from '../support/inbox-bench.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';
import { workbook } from '../support/workbooks.ts';

let bench: InboxBench;

beforeEach(async () => {
  bench = await InboxBench.open();
});
afterEach(() => bench.end());

const BAD = googleOrder('bad', 'no domain');

function move(from: string, to: string): void {
  renameSync(bench.path(`orders/${from}`), bench.path(`orders/${to}`));
}

describe('one sheet', () => {
  test('good: it goes to done with everything beside it, and every row comes out', async () => {
    const text = bench.dropOrders('may.csv', 'a', 'b');
    const ran = await bench.cron();
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.out).toMatch(/^may\.csv: done\. 2 orders: 2 placed \(/);
    expect(bench.names('done')).toEqual([
      'may.annotated.csv',
      'may.csv',
      'may.log',
      'may.report.html',
      'may.results.csv',
    ]);
    expect([bench.names('inbox'), bench.names('working'), bench.names('attention')]).toEqual([[], [], []]);
    expect(bench.read('done/may.csv')).toBe(text);
    expect(bench.results('done/may')).toEqual(['a placed', 'b placed']);
    expect(bench.sold()).toEqual(['a.example', 'b.example']);
  });

  test('mixed: what is good is placed, the sheet needs a person and says which row', async () => {
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([3, ['attention/may.csv'], ['a.example']]);
    expect(bench.read('attention/may.what-to-do.txt')).toMatch(/^may\.csv needs a person\..*Correct may\.csv;/s);
  });

  test('mixed with --strict: nothing is placed', async () => {
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    const ran = await bench.cron('--strict');
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([3, ['attention/may.csv'], []]);
  });

  test('all invalid: nothing is placed', async () => {
    bench.drop('may.csv', sheetOf(BAD));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([3, ['attention/may.csv'], []]);
  });

  test('unreadable: it needs a person, who is told why, and the other sheets go on', async () => {
    bench.drop('a.xlsx', Buffer.from('PK\u0003\u0004 no workbook'));
    bench.dropOrders('b.csv', 'b');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([5, ['done/b.csv', 'attention/a.xlsx'], ['b.example']]);
    expect(bench.read('attention/a.what-to-do.txt')).toMatch(/SHEET-/);
  });

  test.each([
    'may.log',
    'may.results.csv',
    '-rf.csv',
    "it's $(x).csv",
    'bestellung-äöü-日本.csv',
    'no-ending',
    `${'n'.repeat(251)}.csv`,
  ])('called %s: it is done, with all that belongs to it', async (name) => {
    const text = bench.dropOrders(name, 'a');
    const ran = await bench.cron();
    expect(ran.exit, ran.out + ran.err).toBe(0);
    expect(bench.sold()).toEqual(['a.example']);
    expect(bench.names('done')).toHaveLength(5);
    expect(bench.names('done').map((one) => bench.read(`done/${one}`))).toContain(text);
  });

  test('an empty folder is nothing to do', async () => {
    const ran = await bench.cron();
    expect([ran.exit, ran.out, ran.err]).toEqual([0, '', 'No sheet was waiting.']);
  });
});

describe('the same content again', () => {
  test.each([
    ['under its own name', 'may.csv', ['done/may.csv']],
    ['under another name', 'june.csv', ['done/june.csv', 'done/may.csv']],
  ])('%s: the first receipt, and nothing is bought', async (_, name, sheets) => {
    bench.dropOrders('may.csv', 'a');
    await bench.cron();
    bench.dropOrders(name, 'a');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([0, sheets, ['a.example']]);
    expect(ran.out).toContain('finished by an earlier run, nothing was bought again');
    expect(bench.results(`done/${name.slice(0, -4)}`)).toEqual(['a placed']);
  });

  test('in another form: its orders are recognised, and nothing is bought', async () => {
    bench.dropOrders('may.csv', 'a');
    await bench.cron();
    bench.drop('may.tsv', sheetOf(googleOrder('a', 'a.example')).replaceAll(',', '\t'));
    const ran = await bench.cron();
    expect([ran.exit, bench.sold()]).toEqual([0, ['a.example']]);
    expect(ran.out).toContain('1 already_placed');
  });

  test('as a workbook: its orders are recognised, and nothing is bought', async () => {
    const text = bench.dropOrders('may.csv', 'a', 'b');
    await bench.cron();
    const rows = text
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    bench.drop('may.xlsx', workbook({ rows }));
    const ran = await bench.cron();
    expect([ran.exit, bench.sold()], ran.out).toEqual([0, ['a.example', 'b.example']]);
    expect(ran.out).toContain('2 already_placed');
  });

  test('twice in one run: bought once', async () => {
    bench.dropOrders('a.csv', 'a');
    bench.dropOrders('b.csv', 'a');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([0, ['done/a.csv', 'done/b.csv'], ['a.example']]);
  });

  test('other content under a name that is taken: both are kept', async () => {
    const first = bench.dropOrders('may.csv', 'a');
    await bench.cron();
    bench.dropOrders('may.csv', 'b');
    await bench.cron();
    expect(bench.sheets()).toEqual([expect.stringMatching(/^done\/may-[0-9a-f]{8}\.csv$/), 'done/may.csv']);
    expect(bench.read('done/may.csv')).toBe(first);
    expect(bench.sold()).toEqual(['a.example', 'b.example']);
  });

  test('after an order was cancelled: it is not bought again, however often the sheet is dropped', async () => {
    bench.dropOrders('may.csv', 'a');
    await bench.cron();
    const [row] = bench.csv('orders/done/may.results.csv');
    const said = await bench.run('resolve', row?.key ?? '', '--cancelled', '--note', 'cancelled in the app');
    expect(said.exit, said.err).toBe(0);
    for (let times = 0; times < 3; times += 1) {
      bench.dropOrders('may.csv', 'a');
      const ran = await bench.cron();
      expect([ran.exit, bench.sold()], `${times}: ${ran.out}`).toEqual([3, ['a.example']]);
      expect(bench.sheets()).toContain('attention/may.csv');
    }
  });
});

describe('a sheet that a person corrects', () => {
  test('moved back into the inbox: what was placed is recognised, the rest is placed', async () => {
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    await bench.cron();
    writeFileSync(
      bench.path('orders/attention/may.csv'),
      sheetOf(googleOrder('a', 'a.example'), googleOrder('b', 'b.example')),
    );
    move('attention/may.csv', 'inbox/may.csv');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets()], ran.err).toEqual([0, ['done/may.csv']]);
    expect([bench.sold(), bench.names('attention')]).toEqual([['a.example', 'b.example'], []]);
  });

  test('corrected where it lies in attention: it waits there until it is moved', async () => {
    bench.drop('may.csv', sheetOf(BAD));
    await bench.cron();
    writeFileSync(bench.path('orders/attention/may.csv'), sheetOf(googleOrder('b', 'b.example')));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([0, ['attention/may.csv'], []]);
    expect(ran.err).toContain('1 sheet waits in attention for a person.');
  });

  test('dropped again as it was: it needs a person again', async () => {
    const text = sheetOf(googleOrder('a', 'a.example'), BAD);
    bench.drop('may.csv', text);
    await bench.cron();
    bench.drop('may.csv', text);
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()]).toEqual([3, ['attention/may.csv'], ['a.example']]);
  });
});

test('rows that come while the sheet is worked on are not lost: it goes back and the next run takes it as it is now', async () => {
  await bench.end();
  let isOpen = true;
  bench = await InboxBench.open({
    onRequest: (_, name) => {
      if (!isOpen || !name.startsWith('POST')) return;
      isOpen = false;
      appendFileSync(bench.path('orders/working/may.csv'), `${googleOrder('b', 'b.example')}\n`);
    },
  });
  bench.dropOrders('may.csv', 'a');
  const first = await bench.cron();
  expect(bench.sheets(), first.out + first.err).toEqual(['inbox/may.csv']);
  const second = await bench.cron();
  expect([second.exit, bench.sheets(), bench.sold()]).toEqual([0, ['done/may.csv'], ['a.example', 'b.example']]);
  expect(bench.results('done/may')).toEqual(['a already_placed', 'b placed']);
});

test('a receipt that is gone or damaged costs no money', async () => {
  bench.dropOrders('may.csv', 'a');
  await bench.cron();
  const [ledger = ''] = bench.names('.sheetorder/receipts');
  const [name = ''] = bench.names(`.sheetorder/receipts/${ledger}`);
  for (const damage of ['', '{', 'null', '{"place":"done"}']) {
    writeFileSync(bench.path(`orders/.sheetorder/receipts/${ledger}/${name}`), damage);
    bench.dropOrders('may.csv', 'a');
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets(), bench.sold()], damage).toEqual([0, ['done/may.csv'], ['a.example']]);
  }
  rmSync(bench.path('orders/.sheetorder'), { recursive: true });
  bench.dropOrders('may.csv', 'a');
  expect([(await bench.cron()).exit, bench.sheets(), bench.sold()]).toEqual([0, ['done/may.csv'], ['a.example']]);
});
