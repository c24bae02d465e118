import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acknowledged, inFolder, judge, lookAtLedger, type Outcome } from './power/check.ts';
import { statesOf } from './power/cuts.ts';
import { changes, ALL, filesOf, hashOf } from './power/disk.ts';
import { record } from './power/record.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const SHELF = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

test('try', () => {
  const t0 = Date.now();
  const run = record([
    (folder) => [support('order-loop.mjs'), DIST, join(folder, 'ledger.sqlite'), 'one', '4'],
    (folder) => [support('order-loop.mjs'), DIST, join(folder, 'ledger.sqlite'), 'two', '2'],
  ]);
  const t1 = Date.now();
  const everything = filesOf(run.operations, new Map(changes(run.operations, run.operations.length).map((n) => [n, ALL])));
  expect([...everything.keys()].sort()).toEqual([...run.files.keys()].sort());
  expect(hashOf(everything)).toBe(hashOf(run.files));
  const whole = acknowledged(run.operations.flatMap((o) => (o.kind === 'said' ? o.text : [])));
  const states = statesOf(run.operations, Number(process.env.POWER_STATES ?? 300), 1);
  const t2 = Date.now();
  const outcomes = states.map((state) =>
    inFolder(SHELF, state.files, (folder) => ({ state, ...judge(state, whole, () => lookAtLedger(join(folder, 'ledger.sqlite'))) })),
  );
  const t3 = Date.now();
  console.log(run.operations.length, whole.length, states.length, t1 - t0, t2 - t1, t3 - t2);
  const bad = outcomes.filter((o) => o.lost || o.refused.length || o.wrong.length);
  console.log(bad.length, bad.slice(0, 10).map((o) => [o.state.model, o.state.cut, o.owed, o.lost, o.refused, o.wrong]));
});
