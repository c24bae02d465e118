import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inFolder, lookAtLedger } from './power/check.ts';
import { type State, statesOf } from './power/cuts.ts';
import { record } from './power/record.ts';
import { appendedIn, SHELF } from './power/scenes.ts';
import { whyNoTrace } from './power/trace.ts';

const STATES = Math.max(150, Number(process.env.POWER_STATES ?? 0));
const WHY_NOT = whyNoTrace();
const DIST = fileURLToPath(new URL('../../.build', import.meta.url));
const LOOP = fileURLToPath(new URL('../support/together-loop.mjs', import.meta.url));
const ROUNDS = 2;
const AT_ONCE = 6;

/** How many entries there are after each commit of the loop. */
function commitEnds(): ReadonlySet<number> {
  const sizes = [
    1,
    ...Array.from({ length: ROUNDS }, () => [AT_ONCE, ...Array(AT_ONCE).fill(1), AT_ONCE, AT_ONCE]).flat(),
  ];
  let total = 0;
  return new Set([0, ...sizes.map((size: number) => (total += size))]);
}

describe.skipIf(WHY_NOT !== null)(
  `a power cut while orders share commits${WHY_NOT ? ` (skipped: ${WHY_NOT})` : ''}`,
  () => {
    test(
      'keeps whole commits, all that were acknowledged, and a witness without holes',
      () => {
        const words = (folder: string) => [LOOP, DIST, join(folder, 'ledger.sqlite'), String(ROUNDS), String(AT_ONCE)];
        const { operations } = record([words]);
        const whole = appendedIn(operations);
        const ends = commitEnds();
        expect(whole).toHaveLength(Math.max(...ends));
        const states = statesOf(operations, { states: STATES, seed: 23 });
        const faults = states.flatMap((state) => faultsOf(state, whole, ends));
        expect(faults.slice(0, 5)).toEqual([]);
        expect(states.length).toBeGreaterThanOrEqual(STATES / 2);
      },
      60_000 + STATES * 100,
    );
  },
);

function faultsOf(state: State, whole: readonly string[], ends: ReadonlySet<number>): readonly string[] {
  const owed = state.said
    .join('')
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{')).length;
  const { entries, problems } = inFolder(SHELF, state.files, (folder) => lookAtLedger(join(folder, 'ledger.sqlite')));
  const where = `cut ${state.cut}, ${state.model}`;
  return [
    ...(entries.length < owed ? [`${where}: ${owed - entries.length} acknowledged entries are gone`] : []),
    ...(entries.some((entry, at) => entry !== whole[at]) ? [`${where}: an entry that nobody appended`] : []),
    ...(ends.has(entries.length) ? [] : [`${where}: ${entries.length} entries, a part of a commit`]),
    ...problems.map((problem) => `${where}: ${problem}`),
  ];
}
