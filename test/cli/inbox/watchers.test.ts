import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Composition } from '../../../src/cli/compose.ts';
import type { EndedSheet } from '../../../src/cli/inbox/ended-sheet.ts';
import { ledgerFigures, Watchers } from '../../../src/cli/inbox/watchers.ts';
import type { Flags } from '../../../src/cli/options.ts';
import { findDropFolder } from '../../../src/io/drop-folder/layout.ts';
import { hurriedClock } from '../../support/command.ts';
import { entriesOf, VERDICTS } from '../../support/entries.ts';
import { figures } from '../../support/figures.ts';
import { heartbeatReceiver, type Receiver } from '../../support/heartbeat-receiver.ts';
import { strictMetrics } from '../../support/strict-metrics.ts';

const KEY = '5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278';
const SHEET: EndedSheet = {
  dropped: 'may.csv',
  name: 'may.csv',
  sha256: 'a'.repeat(64),
  place: 'attention',
  goesOn: false,
  isRepeated: false,
  code: 5,
  outcomes: [],
  failure: { code: 'SHEET-NOT-FOUND', message: 'CELL', hint: 'CELL' },
  files: [],
  isNews: true,
  whatToDo: 'CELL',
};

let folder = '';
const open: { close: () => unknown }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-watchers-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function receiver(...answers: readonly number[]): Promise<Receiver> {
  const one = await heartbeatReceiver(...answers);
  open.push(one);
  return one;
}

function composition(): Composition {
  const flags = { ledger: join(folder, 'ledger.sqlite') } as Flags;
  const one = new Composition(flags, { XDG_CONFIG_HOME: folder }, hurriedClock());
  open.push(one);
  return one;
}

describe('watchers', () => {
  it('hear of the start, of a sheet that needs a person, and of the end', async () => {
    const { url, received } = await receiver(200);
    const metrics = join(folder, 'orders.prom');
    const flags = { ping: `${url}/${KEY}`, 'ping-log': true, metrics } as Flags;
    const watchers = new Watchers(flags, { url: `${url}/hook` }, composition(), {});
    watchers.start();
    await watchers.sheet(SHEET, findDropFolder(folder));
    expect(await watchers.end(figures({ exit: 5 }))).toEqual([]);
    expect(received.map(({ path }) => path).sort()).toEqual([`/${KEY}/fail`, `/${KEY}/start`, '/hook'].sort());
    expect(received.at(-1)).toMatchObject({ path: `/${KEY}/fail`, body: expect.stringContaining('exit 5 (sheet)') });
    const message = received.find(({ path }) => path === '/hook')?.body ?? '';
    expect(JSON.parse(message)).toMatchObject({ sheet: 'may.csv', exit: 5, exit_name: 'sheet' });
    expect(message).toContain('SHEET-NOT-FOUND');
    expect(message).not.toContain('CELL');
    const series = strictMetrics(readFileSync(metrics, 'utf8'));
    expect(series.find(({ name }) => name === 'sheetorder_last_run_exit_code')?.value).toBe('5');
  });

  it('hear of a sheet once, and of no sheet that needs nobody', async () => {
    const { url, received } = await receiver(200);
    const watchers = new Watchers({} as Flags, { url }, composition(), {});
    await watchers.sheet({ ...SHEET, isNews: false }, findDropFolder(folder));
    expect(await watchers.end(figures())).toEqual([]);
    expect(received).toEqual([]);
  });

  it('that fail are notes, one each, without the key', async () => {
    const { url, host } = await receiver(404);
    const gone = join(folder, 'gone.prom');
    const flags = { ping: `${url}/${KEY}`, metrics: gone } as Flags;
    const watchers = new Watchers(flags, { url: `${url}/${KEY}` }, composition(), {});
    watchers.start();
    await watchers.sheet(SHEET, findDropFolder(folder));
    // What takes its name meanwhile cannot be replaced by a file.
    mkdirSync(join(gone, 'x'), { recursive: true });
    const notes = await watchers.end(figures());
    expect(notes.map((note) => note.split(':')[0])).toEqual([
      'ATTENTION-HOOK-FAILED',
      'METRICS-NOT-WRITTEN',
      'PING-FAILED',
    ]);
    expect(notes.join()).toContain(host);
    expect(notes.join()).not.toContain(KEY);
  });

  it('that cannot work are found before anything begins', () => {
    const made = (flags: Partial<Flags>) => () => new Watchers(flags as Flags, undefined, composition(), {});
    expect(made({ metrics: join(folder, 'a.txt') })).toThrow(expect.objectContaining({ code: 'OUTPUT-KIND' }));
    expect(made({ ping: 'nowhere' })).toThrow(expect.objectContaining({ code: 'HOOK-URL-WRONG' }));
  });
});

describe('the figures of the ledger', () => {
  it('are zero where there is none yet, and left out where it cannot be read', () => {
    expect(ledgerFigures(composition())).toEqual({ openOrders: 0, ledgerBytes: 0 });
    expect(existsSync(join(folder, 'ledger.sqlite'))).toBe(false);
    const broken = composition();
    writeFileSync(broken.ledgerPath, 'not a ledger at all');
    expect(ledgerFigures(broken)).toEqual({ openOrders: null, ledgerBytes: null });
  });

  it('count every order in doubt or without an id, of every account', () => {
    const one = composition();
    const ledger = one.ledger();
    for (const verdict of ['unknown', 'placed', 'placedWithoutId', 'refused'] as const) {
      const key = String(Object.keys(VERDICTS).indexOf(verdict)).repeat(64);
      const { claimed, started, answered, finished } = entriesOf(key);
      const own = { account: `scaledmail sandbox ${verdict}`, claims: [`${verdict}.example`] };
      for (const entry of [claimed(own), started(), answered(), finished(VERDICTS[verdict])]) ledger.append(entry);
    }
    const { openOrders, ledgerBytes } = ledgerFigures(one);
    expect(openOrders).toBe(2);
    expect(ledgerBytes).toBe(statSync(one.ledgerPath).size);
  });
});
