import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { DropPlace } from '../../../src/domain/drop.ts';
import { baseOf, mayBeSheet } from '../../../src/io/drop-folder/names.ts';
import { sheetsIn, type TakenSheet } from '../../../src/io/drop-folder/shelf.ts';
import { DropBench } from '../../support/drop-bench.ts';
import { dyingAfter, fate } from '../../support/mortal-fs.ts';

vi.mock('node:fs', async (original) => {
  const { mortal } = await import('../../support/mortal-fs.ts');
  return mortal(await original());
});

const NAMES = ['may.csv', 'may.xlsx', 'may', 'may.results.csv', 'may.log', 'MAY.CSV', 'may-6c9c1bf4.csv'] as const;
const TEXTS = ['one', 'two', 'three'] as const;
const PLACES = ['inbox', 'done', 'attention', 'working'] as const;
/** What a run writes beside a sheet, and says there whose it is. */
const BESIDE = ['.results.csv', '.log', '.what-to-do.txt'] as const;

interface Step {
  readonly name: string;
  readonly text: string;
  readonly to: (typeof PLACES)[number];
  /** How many changes are made to the disk before the process dies; a large number lets it live. */
  readonly lives: number;
  readonly does: 'drop' | 'run' | 'reopen';
}

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(...NAMES),
  text: fc.constantFrom(...TEXTS),
  to: fc.constantFrom(...PLACES),
  lives: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(1_000)),
  does: fc.constantFrom('drop', 'drop', 'run', 'run', 'run', 'reopen'),
});

/** A run dies between the two halves of a move back to the inbox, where another sheet has taken the name. */
const HALF_BACK: Step[] = [
  { name: 'may', text: 'one', to: 'inbox', lives: 1_000, does: 'drop' },
  { name: 'may.csv', text: 'one', to: 'inbox', lives: 1, does: 'run' },
  { name: 'may', text: 'three', to: 'inbox', lives: 0, does: 'drop' },
  { name: 'may.csv', text: 'one', to: 'inbox', lives: 5, does: 'run' },
];

/** One run as the program makes it: what is left first, then what is new; each sheet is worked on and put away. */
function runOver(bench: DropBench, to: DropPlace): void {
  const { shelf, folder } = bench;
  const handled = [...shelf.left()];
  for (const sheet of handled) workOn(bench, sheet, to);
  for (const name of sheetsOfInbox(folder.inbox)) {
    const sheet = shelf.take(name);
    if (sheet) workOn(bench, sheet, to);
  }
}

/** Everything in the inbox that is a sheet, names of companions too. */
function sheetsOfInbox(inbox: string): readonly string[] {
  return readdirSync(inbox).filter(mayBeSheet).sort();
}

function workOn(bench: DropBench, sheet: TakenSheet, to: DropPlace): void {
  for (const ending of BESIDE) bench.write('working', baseOf(sheet.name) + ending, `of ${sheet.sha256}`);
  bench.shelf.put(sheet, to);
}

function checkNothingLost(bench: DropBench, drops: ReadonlyMap<string, number>): void {
  const there = bench.sheets().map(({ text }) => text);
  const inInbox = sheetsOfInbox(bench.folder.inbox).map((name) => bench.read('inbox', name));
  for (const text of drops.keys()) expect([...there, ...inInbox]).toContain(text);
}

test('whatever is dropped and whenever a run dies: no content lost, none doubled, and what lies beside a sheet is its own', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const bench = new DropBench();
      const drops = new Map<string, number>();
      try {
        for (const one of steps) {
          if (one.does === 'drop' && !existsSync(bench.path('inbox', one.name))) {
            bench.write('inbox', one.name, one.text);
            drops.set(one.text, (drops.get(one.text) ?? 0) + 1);
          }
          if (one.does === 'run') dyingAfter(one.lives, () => runOver(bench, one.to));
          if (one.does === 'reopen') dyingAfter(one.lives, () => void [...bench.shelf.reopened(() => true)]);
          checkNothingLost(bench, drops);
        }
        runOver(bench, 'done');
        expect(bench.sheets().filter(({ place }) => place === 'inbox' || place === 'working')).toEqual([]);
        for (const [text, times] of drops) {
          const copies = bench.sheets().filter((sheet) => sheet.text === text);
          expect(copies.length, text).toBeGreaterThan(0);
          expect(copies.length, text).toBeLessThanOrEqual(times);
        }
        checkCompanions(bench);
      } finally {
        bench.close();
      }
    }),
    { numRuns: Number(process.env.SHELF_RUNS ?? 150), examples: [[HALF_BACK]] },
  );
}, 120_000);

/** Every file beside a sheet says whose it is. */
function checkCompanions(bench: DropBench): void {
  for (const place of ['done', 'attention'] as const)
    for (const name of sheetsIn(bench.folder[place])) {
      const digest = bench.shelf.digestIn(place, name);
      for (const ending of BESIDE) {
        const path = join(bench.folder[place], baseOf(name) + ending);
        if (existsSync(path)) expect(readFileSync(path, 'utf8'), path).toBe(`of ${digest}`);
      }
    }
}

test('a run that dies before each of its changes in turn comes to the same end as one that lives', () => {
  const make = () => {
    const bench = new DropBench();
    bench.write('inbox', 'may.csv', 'one');
    bench.write('done', 'may.xlsx', 'two');
    bench.write('attention', 'may.results.csv', 'stray');
    return bench;
  };
  const calm = make();
  dyingAfter(1_000, () => runOver(calm, 'done'));
  const changes = fate.made;
  expect(changes).toBeGreaterThan(3);
  const expected = calm.sheets();
  calm.close();
  for (let left = 0; left < changes; left += 1) {
    const bench = make();
    expect(
      dyingAfter(left, () => runOver(bench, 'done')),
      `${left}`,
    ).toBe(true);
    runOver(bench, 'done');
    expect(bench.sheets(), `${left}`).toEqual(expected);
    bench.close();
  }
});
