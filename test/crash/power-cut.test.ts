import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtLedger } from './power/check.ts';
import { statesOf } from './power/cuts.ts';
import { changeRow, Reactions, ROW_CHANGES, spoiled, toldIn } from './power/damage.ts';
import { type Files, hashOf, Replay } from './power/disk.ts';
import { randomFrom } from './power/random.ts';
import type { Recording } from './power/record.ts';
import * as scenes from './power/scenes.ts';
import { Tally } from './power/tally.ts';
import { whyNoTrace } from './power/trace.ts';

/** How many states are tried in all; a release tries thousands. */
const STATES = Math.max(300, Number(process.env.POWER_STATES ?? 0));
const RECOVERIES = STATES > 300 ? 8 : 2;
const LONG_MS = 30_000 + STATES * 60;
const WHY_NOT = whyNoTrace();

const total = new Tally();
const reactions = new Reactions();
const notes: string[] = [];

const WITNESS = 'ledger.sqlite.witness.ndjson';
const { SHELF } = scenes;
const lookIn = (folder: string) => lookAtLedger(join(folder, 'ledger.sqlite'));

afterAll(() => {
  const cuts = WHY_NOT === null ? total.words : `skipped, since ${WHY_NOT}`;
  console.log(`Power cuts: ${[cuts, reactions.words, ...notes].join('; ')}.`);
});

describe.skipIf(WHY_NOT !== null)(`a power cut${WHY_NOT === null ? '' : ` (skipped: ${WHY_NOT})`}`, () => {
  let twoRuns: Recording;

  beforeAll(() => {
    const orders = Math.max(4, Math.ceil(STATES / 500));
    twoRuns = scenes.ledgerRuns([
      ['one', orders],
      ['two', Math.ceil(orders / 2)],
    ]);
  }, 60_000);

  test('is replayed from calls that make the very files the programs left', () => {
    const { operations } = twoRuns;
    const files = new Replay(operations).files(operations.length, [], new Map());
    expect([...files.keys()].sort()).toEqual([...twoRuns.files.keys()].sort());
    expect(hashOf(files)).toBe(hashOf(twoRuns.files));
    expect(scenes.entriesAfter(files)).toEqual(scenes.appendedIn(twoRuns.operations));
  });

  test(
    'while a cut-off ledger is put right, and on from there, loses nothing',
    () => {
      const all = statesOf(twoRuns.operations, { states: 400, seed: 11 });
      const torn = all.filter(scenes.hasTornWitness).slice(0, RECOVERIES / 2);
      const halfDone = [...torn, ...all.filter(scenes.hasHotJournal)].slice(0, RECOVERIES);
      expect(torn.length).toBeGreaterThan(0);
      expect(halfDone).toHaveLength(RECOVERIES);
      for (const [index, { files }] of halfDone.entries()) {
        const said = scenes.entriesAfter(files).map((entry) => `${entry}\n`);
        const { operations, from } = scenes.ledgerRuns([[`later-${index}`, 1]], 'ledger.sqlite', files);
        const states = Math.ceil((STATES * 0.3) / RECOVERIES);
        const found = statesOf(operations, { states, seed: index, from, said });
        const whole = [...said.map((entry) => entry.trimEnd()), ...scenes.appendedIn(operations)];
        total.add(new Tally().look(SHELF, found, whole, lookIn));
      }
      expect(total.faults.slice(0, 5)).toEqual([]);
      expect(total.owed).toBeGreaterThan(STATES);
    },
    LONG_MS,
  );

  test(
    'in two runs after each other on a new ledger loses nothing, refuses nothing and leaves nothing half done',
    () => {
      const { operations } = twoRuns;
      const states = statesOf(operations, { states: STATES - total.states + 10, seed: 5 });
      const tally = new Tally().look(SHELF, states, scenes.appendedIn(operations), lookIn);
      total.add(tally);
      expect(tally.faults.slice(0, 5)).toEqual([]);
      expect(tally.owed).toBeGreaterThan(states.length);
      expect(total.states).toBeGreaterThanOrEqual(STATES);
    },
    LONG_MS,
  );

  test('leaves no journal that would spoil a later copy of the database unseen', () => {
    const before = toldIn(twoRuns.files);
    const states = statesOf(twoRuns.operations, { states: 200, seed: 12 }).filter(scenes.hasHotJournal);
    for (const { files, cut } of states) {
      const journal = files.get('ledger.sqlite-journal');
      const mixed = new Map([...twoRuns.files, ...(journal ? [['ledger.sqlite-journal', journal] as const] : [])]);
      reactions.try({ what: `the journal of operation ${cut} beside the finished database`, files: mixed }, before);
    }
    expect(states.length).toBeGreaterThan(20);
    expect(reactions.accepted).toEqual([]);
  });

  describe('of a ledger in folders that its first run makes', () => {
    const name = 'state/sheetorder/ledger.sqlite';
    const lookBelow = (folder: string) => lookAtLedger(join(folder, name));
    let run: Recording;
    beforeAll(() => {
      run = scenes.ledgerRuns([['one', 1]], name);
    }, 60_000);

    test('loses nothing where a flushed file keeps its name', () => {
      const states = statesOf(run.operations, { states: 60, seed: 2, promises: ['ext4'] });
      const tally = new Tally().look(SHELF, states, scenes.appendedIn(run.operations), lookBelow);
      total.add(tally);
      expect(tally.faults).toEqual([]);
    });

    // A new folder's name is in the folder above, which nobody flushes; file systems that journal keep it all the same.
    test('loses nothing where only a flush of the folder above keeps a new folder', () => {
      const states = statesOf(run.operations, { states: 60, seed: 2, promises: ['posix'] });
      const tally = new Tally().look(SHELF, states, scenes.appendedIn(run.operations), lookBelow);
      expect(tally.faults).toEqual([]);
    });
  });

  describe('finds what is not safe', () => {
    test.each([
      ['no flushes at all', ['synchronous=OFF']],
      ['flushes at checkpoints alone', ['journal_mode=WAL', 'synchronous=NORMAL']],
      ['a journal whose removal is not flushed', ['journal_mode=DELETE', 'synchronous=FULL']],
    ])('%s: acknowledged entries are gone', (name, pragmas) => {
      const { operations } = scenes.carelessRun(9, pragmas);
      const states = statesOf(operations, { states: 100, seed: 3 });
      const look = (folder: string) => scenes.lookAtRows(join(folder, 'rows.sqlite'));
      const tally = new Tally().look(SHELF, states, scenes.appendedIn(operations), look);
      notes.push(`with ${pragmas.join(' and ')} ${tally.statesWithLoss} of ${tally.states} lose entries (${name})`);
      expect(tally.statesWithLoss).toBeGreaterThan(0);
    });

    test('the same program with the pragmas of the ledger loses none', () => {
      const { operations } = scenes.carelessRun(9, ['journal_mode=PERSIST', 'synchronous=EXTRA']);
      const states = statesOf(operations, { states: 100, seed: 3 });
      const look = (folder: string) => scenes.lookAtRows(join(folder, 'rows.sqlite'));
      expect(new Tally().look(SHELF, states, scenes.appendedIn(operations), look).faults).toEqual([]);
    });

    test.each([
      ['the folder', /^$/],
      ['the database', /\.sqlite$/],
      ['the journal', /-journal$/],
      ['the witness and its first line', /\.ndjson$|\.tmp$/],
    ])('a ledger that would never flush %s fails', (_, name) => {
      const named = twoRuns.operations.flatMap((one) => ('folder' in one && name.test(one.name) ? one.inode : []));
      const inodes = new Set(named.length > 0 ? named : [0]);
      const operations = twoRuns.operations.filter((one) => one.kind !== 'flush' || !inodes.has(one.inode));
      expect(operations.length).toBeLessThan(twoRuns.operations.length);
      const states = statesOf(operations, { states: 60, seed: 4 });
      const tally = new Tally().look(SHELF, states, scenes.appendedIn(operations), lookIn);
      expect(tally.faults.length).toBeGreaterThan(0);
    });
  });
});

describe('a damaged ledger', () => {
  let older: Files;
  let newer: Files;
  let before: string;
  const piece = (files: Files, name: string) => new Map([...files].filter(([path]) => path === name));

  beforeAll(() => {
    ({ older, newer } = scenes.ledgerBeforeAndAfter());
    before = toldIn(newer);
  }, 60_000);

  test('is what it was as long as nobody touches it', () => {
    expect(new Reactions().try({ what: 'nothing', files: newer }, before)).toBe('harmless');
    expect(new Reactions().try({ what: 'both files swapped', files: older }, before)).toBe('accepted');
  });

  test(
    'is refused, reported or harmless, whatever bytes were spoiled',
    () => {
      const random = randomFrom(6);
      for (let n = 0; n < STATES; n += 1) reactions.try(spoiled(newer, older, random), before);
      expect(reactions.accepted).toEqual([]);
      expect(Math.min(reactions.counts.refused, reactions.counts.reported)).toBeGreaterThan(STATES / 20);
    },
    LONG_MS,
  );

  test.each([
    ['an older database', (): Files => new Map([...newer, ...piece(older, 'ledger.sqlite')])],
    ['an older database with its journal', (): Files => new Map([...older, ...piece(newer, WITNESS)])],
    ['an empty database', (): Files => new Map([...newer, ['ledger.sqlite', Buffer.alloc(0)]])],
    ['no database', (): Files => piece(newer, WITNESS)],
  ])('%s beside the newer witness is refused', (what, files) => {
    expect(reactions.try({ what, files: files() }, before)).toBe('refused');
  });

  test('an older witness beside the newer database is caught up', () => {
    const files = new Map([...newer, ...piece(older, WITNESS)]);
    expect(reactions.try({ what: 'an older witness', files }, before)).toBe('harmless');
  });

  test.each(ROW_CHANGES)('a row that another program changed is noticed: %s', (change) => {
    expect(['refused', 'reported']).toContain(changed(change, reactions));
  });

  // `verify` does not compare the account of an order in the index with the one that its entries tell.
  test('an order that another program filed under another account is noticed', () => {
    expect(['refused', 'reported']).toContain(changed("orders SET account = 'x' WHERE rowid = 2", new Reactions()));
  });

  function changed(change: string, sum: Reactions): string {
    return sum.try({ what: change, files: newer }, before, (path) => changeRow(path, change));
  }
});
