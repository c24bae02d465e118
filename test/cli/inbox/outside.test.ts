import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../src/cli/commands/command.ts';
import { Composition } from '../../../src/cli/compose.ts';
import type { ExitCode } from '../../../src/cli/exit-codes.ts';
import type { AttentionConfig } from '../../../src/cli/inbox/attention.ts';
import type { EndedSheet } from '../../../src/cli/inbox/ended-sheet.ts';
import { Outside } from '../../../src/cli/inbox/outside.ts';
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

/** What a run has, with a ledger of its own; `env` would be the environment of the shell. */
function of(flags: Partial<Flags>, onAttention?: AttentionConfig) {
  const given = { ledger: join(folder, 'ledger.sqlite'), ...flags } as Flags;
  const composition = new Composition(given, { XDG_CONFIG_HOME: folder }, hurriedClock());
  open.push(composition);
  const drop = findDropFolder(folder);
  const policy = { ...composition.config.run, onAttention: onAttention ?? null };
  const outside = () => new Outside(drop, given, policy, composition, { env: {} } as Host);
  return { composition, outside, notes: composition.warnings };
}

function summaryOf(exit: ExitCode, sheets: readonly EndedSheet[] = []): Parameters<Outside['end']>[0] {
  const { inbox, profile, startedAt, endedAt, sheets: counts } = figures();
  return { inbox, profile, startedAt, endedAt, exit, counts, end: { sheets, held: [], resting: [] } };
}

describe('whoever is outside', () => {
  it('hears of the start, of a sheet that needs a person, and of the end', async () => {
    const { url, received } = await receiver(200);
    const metrics = join(folder, 'orders.prom');
    const { outside, notes } = of({ ping: `${url}/${KEY}`, 'ping-log': true, metrics }, { url: `${url}/hook` });
    const one = outside();
    one.begin();
    await one.attention(SHEET);
    await one.end(summaryOf(5, [SHEET]));
    expect(notes).toEqual([]);
    expect(received.map(({ path }) => path).sort()).toEqual([`/${KEY}/fail`, `/${KEY}/start`, '/hook'].sort());
    expect(received.at(-1)).toMatchObject({ path: `/${KEY}/fail`, body: expect.stringContaining('exit 5 (sheet)') });
    const message = received.find(({ path }) => path === '/hook')?.body ?? '';
    expect(JSON.parse(message)).toMatchObject({ sheet: 'may.csv', exit: 5, exit_name: 'sheet' });
    expect(message).toContain('SHEET-NOT-FOUND');
    expect(message).not.toContain('CELL');
    const series = strictMetrics(readFileSync(metrics, 'utf8'));
    expect(series.find(({ name }) => name === 'sheetorder_last_run_exit_code')?.value).toBe('5');
  });

  it('hears of a sheet once, and of no sheet that needs nobody', async () => {
    const { url, received } = await receiver(200);
    const one = of({}, { url }).outside();
    await one.attention({ ...SHEET, isNews: false });
    await one.attention({ ...SHEET, place: 'done' });
    expect(received).toEqual([]);
  });

  it('hears of a run that an error ended, unless it was only too early or second', async () => {
    const { url, received } = await receiver(200);
    const { outside } = of({ ping: `${url}/${KEY}` });
    await outside().failed(75, true);
    expect(received).toEqual([]);
    await outside().failed(6, false);
    expect(received.map(({ path }) => path)).toEqual([`/${KEY}/fail`]);
  });

  it('that fails is a note, one each, without the key', async () => {
    const { url, host } = await receiver(404);
    const metrics = join(folder, 'gone.prom');
    const { outside, notes } = of({ ping: `${url}/${KEY}`, metrics }, { url: `${url}/${KEY}` });
    const one = outside();
    one.begin();
    await one.attention(SHEET);
    // What takes its name meanwhile cannot be replaced by a file.
    mkdirSync(join(metrics, 'x'), { recursive: true });
    await one.end(summaryOf(5, [SHEET]));
    expect(notes.map((note) => note.split(':')[0]).sort()).toEqual([
      'ATTENTION-HOOK-FAILED',
      'METRICS-NOT-WRITTEN',
      'PING-FAILED',
    ]);
    expect(notes.join()).toContain(host);
    expect(notes.join()).not.toContain(KEY);
  });

  it('that cannot work is found before anything begins', () => {
    expect(of({ metrics: join(folder, 'a.txt') }).outside).toThrow(expect.objectContaining({ code: 'OUTPUT-KIND' }));
    expect(of({ ping: 'nowhere' }).outside).toThrow(expect.objectContaining({ code: 'HOOK-URL-WRONG' }));
    const config = { url: 'ftp://hooks.example/' };
    expect(of({}, config).outside).toThrow(expect.objectContaining({ code: 'HOOK-URL-WRONG' }));
  });
});

describe('what the figures say of the ledger', () => {
  async function valueFor(name: string, flags: Partial<Flags>, prepare: (composition: Composition) => void) {
    const metrics = join(folder, 'orders.prom');
    const { composition, outside } = of({ metrics, ...flags });
    prepare(composition);
    await outside().end(summaryOf(0));
    return strictMetrics(readFileSync(metrics, 'utf8')).find((one) => one.name === `sheetorder_${name}`)?.value;
  }

  it('is nothing where it cannot be read', async () => {
    const damage = ({ ledgerPath }: Composition) => writeFileSync(ledgerPath, 'not a ledger at all');
    expect(await valueFor('open_orders', {}, damage)).toBeUndefined();
  });

  it('counts every order in doubt or without an id, of every account', async () => {
    const fill = (composition: Composition) => {
      const ledger = composition.ledger();
      for (const verdict of ['unknown', 'placed', 'placedWithoutId', 'refused'] as const) {
        const key = String(Object.keys(VERDICTS).indexOf(verdict)).repeat(64);
        const { claimed, started, answered, finished } = entriesOf(key);
        const own = { account: `scaledmail sandbox ${verdict}`, claims: [`${verdict}.example`] };
        for (const entry of [claimed(own), started(), answered(), finished(VERDICTS[verdict])]) ledger.append(entry);
      }
    };
    expect(await valueFor('open_orders', {}, fill)).toBe('2');
  });
});
