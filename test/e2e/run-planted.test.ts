import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lchownSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InboxBench } from '../support/inbox-bench.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

let bench: InboxBench;

beforeEach(async () => {
  bench = await InboxBench.open();
});
afterEach(() => bench.end());

const BAD = googleOrder('bad', 'no domain');
const BESIDE = ['.results.csv', '.log', '.annotated.csv', '.report.html', '.what-to-do.txt'];
const isRoot = process.geteuid?.() === 0;

describe('planted beside a sheet', () => {
  test.each(BESIDE)('a link called %s leads nothing to another file', async (ending) => {
    mkdirSync(bench.path('orders/working'));
    writeFileSync(bench.path('private'), 'private', { mode: 0o751 });
    symlinkSync(bench.path('private'), bench.path(`orders/working/may${ending}`));
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), BAD));
    const ran = await bench.cron();
    expect([ran.exit, bench.sheets()], ran.err).toEqual([3, ['attention/may.csv']]);
    expect(readFileSync(bench.path('private'), 'utf8')).toBe('private');
    expect(statSync(bench.path('private')).mode & 0o777).toBe(0o751);
  });

  test('a pipe called .log keeps no run waiting', async () => {
    mkdirSync(bench.path('orders/working'));
    execFileSync('mkfifo', [bench.path('orders/working/may.log')]);
    bench.dropOrders('may.csv', 'a');
    expect([(await bench.cron()).exit, bench.sheets()]).toEqual([0, ['done/may.csv']]);
    expect(statSync(bench.path('orders/done/may.log')).isFile()).toBe(true);
  });

  test.each([
    ['working', '.what-to-do.txt'],
    ['working', '.results.csv'],
    ['done', '.results.csv'],
    ['done', '.log'],
    ['attention', '.report.html'],
  ])('a folder %s/may%s stops neither this sheet nor the next one', async (place, ending) => {
    mkdirSync(bench.path(`orders/${place}/may${ending}/kept`), { recursive: true });
    bench.drop('may.csv', sheetOf(googleOrder('a', 'a.example'), ...(place === 'attention' ? [BAD] : [])));
    bench.dropOrders('next.csv', 'next');
    const ran = await bench.cron();
    expect([ran.exit, bench.sold()], ran.err).toEqual([place === 'attention' ? 3 : 0, ['a.example', 'next.example']]);
    const found = execFileSync('find', [bench.path('orders'), '-name', 'kept', '-type', 'd', '-empty']).toString();
    expect(found.trim().split('\n')).toHaveLength(1);
  });

  test('a pipe of its name in done keeps no run waiting', async () => {
    mkdirSync(bench.path('orders/done'));
    execFileSync('mkfifo', [bench.path('orders/done/may.csv')]);
    bench.dropOrders('may.csv', 'a');
    const ran = await bench.cron();
    expect([ran.exit, bench.sold()], ran.err).toEqual([0, ['a.example']]);
  });

  test('a link of its name in the inbox, which leads nowhere, stops no sheet that goes back', async () => {
    bench.env.SCALEDMAIL_BASE_URL = 'http://127.0.0.1:9/api/v1';
    mkdirSync(bench.path('orders/working'));
    writeFileSync(bench.path('orders/working/may.csv'), sheetOf(googleOrder('a', 'a.example')));
    symlinkSync('/nowhere', bench.path('orders/inbox/may.csv'));
    const ran = await bench.cron();
    expect([ran.exit, bench.names('working')], ran.err).toEqual([75, []]);
    expect(bench.names('inbox')).toEqual([expect.stringMatching(/^may-[0-9a-f]{8}\.csv$/), 'may.csv']);
    expect(ran.out.split('\n')).toHaveLength(1);
  });
});

test.runIf(isRoot).each(['working', 'done', 'attention', '.sheetorder'])(
  'a folder %s that is a link of another account is not used',
  async (place) => {
    mkdirSync(bench.path('private'));
    writeFileSync(bench.path('private/old.log'), 'private');
    symlinkSync(bench.path('private'), bench.path(`orders/${place}`));
    lchownSync(bench.path(`orders/${place}`), 65_534, 65_534);
    bench.dropOrders('may.csv', 'a');
    const ran = await bench.cron('--prune-after', '0s');
    expect([ran.exit, bench.sold(), bench.names('inbox')]).toEqual([2, [], ['may.csv']]);
    expect(ran.err).toContain('it is a link that another account made');
    expect(readFileSync(bench.path('private/old.log'), 'utf8')).toBe('private');
  },
);

test.runIf(isRoot)('a folder that is mounted by itself is found before anything is bought', async () => {
  for (const folder of ['orders/done', 'elsewhere']) mkdirSync(bench.path(folder));
  bench.dropOrders('may.csv', 'a');
  const words = ['run', '--inbox', bench.path('orders'), '--rate', 'none'].map((word) => `'${word}'`).join(' ');
  const inside = `mount --bind '${bench.path('elsewhere')}' '${bench.path('orders/done')}' || exit 99; exec '${process.execPath}' dist/cli/main.js ${words}`;
  const ran = spawn('unshare', ['-m', 'sh', '-c', inside], { env: { ...process.env, ...bench.env } });
  let said = '';
  ran.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const [exit] = await once(ran, 'close');
  // Not every machine lets its tests mount something.
  if (exit !== 99 && !/unshare/.test(said))
    expect([exit, said], said).toEqual([2, expect.stringContaining('INBOX-DEVICES')]);
  expect([bench.sold(), bench.names('inbox')]).toEqual([[], ['may.csv']]);
});

describe('what a person put into done', () => {
  test('results of a sheet that was filed away are not written over', async () => {
    bench.dropOrders('may.csv', 'a');
    await bench.cron();
    const results = bench.read('done/may.results.csv');
    unlinkSync(bench.path('orders/done/may.csv'));
    bench.dropOrders('may.csv', 'b');
    await bench.cron();
    expect(bench.read('done/may.results.csv')).toBe(results);
    expect(bench.sheets()).toEqual([expect.stringMatching(/^done\/may-[0-9a-f]{8}\.csv$/)]);
  });

  test('is not pruned, and a folder called like a log ends no run', async () => {
    mkdirSync(bench.path('orders/done/old.log'), { recursive: true });
    for (const name of ['notes.log', 'may.log', 'may.results.csv'])
      writeFileSync(bench.path(`orders/done/${name}`), '');
    for (const name of bench.names('done')) utimesSync(bench.path(`orders/done/${name}`), 1, 1);
    const ran = await bench.cron('--prune-after', '1d');
    expect([ran.exit, bench.names('done')], ran.err).toEqual([0, ['may.results.csv', 'notes.log', 'old.log']]);
  });
});

describe('what is never taken', () => {
  const notUtf8 = () =>
    Buffer.concat([Buffer.from(bench.path('orders/inbox/m')), Buffer.from([0xe4]), Buffer.from('.csv')]);

  test('a name that is not UTF-8 is told, also with --quiet, and the run is no success', async () => {
    writeFileSync(notUtf8(), sheetOf(googleOrder('a', 'a.example')));
    const ran = await bench.cron('--quiet');
    expect([ran.exit, ran.out]).toEqual([75, '']);
    expect(ran.err).toMatch(
      /^note: INBOX-STUCK: m\ufffd\.csv was left where it is: its name is not UTF-8; rename it\.$/,
    );
  });

  test('a mark of a program that is gone is told once it has been there for longer than a sheet may wait', async () => {
    mkdirSync(bench.path('config/sheetorder'), { recursive: true });
    bench.dropOrders('may.csv', 'a');
    bench.drop('.~lock.may.csv#', '');
    const soon = await bench.cron('--quiet');
    expect([soon.exit, soon.err]).toEqual([0, '']);
    writeFileSync(bench.path('config/sheetorder/sheetorder.json'), JSON.stringify({ run: { giveUpAfter: '1ms' } }));
    const later = await bench.cron('--quiet');
    expect([later.exit, later.err]).toEqual([75, expect.stringContaining('INBOX-STUCK: may.csv')]);
  });

  test('a file that is larger than any sheet is not read, and the sheets beside it are', async () => {
    bench.drop('video.csv', '');
    truncateSync(bench.path('orders/inbox/video.csv'), 300 * 1024 * 1024);
    bench.dropOrders('may.csv', 'a');
    const ran = await bench.cron();
    expect([ran.exit, bench.sold(), bench.sheets()]).toEqual([0, ['a.example'], ['inbox/video.csv', 'done/may.csv']]);
    expect(ran.err).toContain('video.csv was left where it is: it is larger than any sheet; take it away.');
  });

  test('a folder of sheets is told', async () => {
    mkdirSync(bench.path('orders/inbox/sub'));
    const ran = await bench.cron();
    expect(ran.err).toContain('sub was left where it is: it is a folder; put the sheets themselves here.');
  });
});

test('a receipt whose times cannot be read is no receipt, and ends no run', async () => {
  bench.dropOrders('may.csv', 'a');
  await bench.cron();
  const [ledger = ''] = bench.names('.sheetorder/receipts');
  const [receipt = ''] = bench.names(`.sheetorder/receipts/${ledger}`);
  const path = bench.path(`orders/.sheetorder/receipts/${ledger}/${receipt}`);
  const known = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...known, place: 'inbox', goesOn: true, lastAt: 'yesterday' }));
  bench.dropOrders('may.csv', 'a');
  const ran = await bench.cron('--retry-after-failure', '1h');
  expect([ran.exit, bench.sheets(), bench.sold()], ran.err).toEqual([0, ['done/may.csv'], ['a.example']]);
});

test('what a name does to a terminal is taken out of it, wherever it is told', async () => {
  bench.drop('\u001b[2Jmay\nDelete it.csv', sheetOf(BAD));
  symlinkSync('/nowhere', bench.path('orders/inbox/\u001b[31mlink.csv'));
  const dry = await bench.cron('--dry-run');
  const ran = await bench.cron();
  const text = bench.names('attention').find((name) => name.endsWith('.what-to-do.txt'));
  for (const told of [dry.out, ran.out, ran.err, bench.read(`attention/${text}`)]) {
    expect(told).toContain('\\u001b[');
    expect(told).not.toContain('\u001b');
    expect(told).not.toContain('\nDelete it');
  }
});
