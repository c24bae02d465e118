import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BatchReport } from '../../src/domain/outcome.ts';
import type * as Reports from '../../src/report/index.ts';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const seen = vi.hoisted(() => [] as BatchReport[]);
vi.mock('../../src/report/index.ts', async (importOriginal) => {
  const reports = await importOriginal<typeof Reports>();
  const reportPieces: typeof Reports.reportPieces = (report, ending) => {
    seen.push(report);
    return reports.reportPieces(report, ending);
  };
  return { ...reports, reportPieces };
});

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

function write(...numbers: readonly number[]): void {
  const orders = numbers.map((number) => googleOrder(`may-${number}`, `d${number}.example`));
  writeFileSync(bench.path('may.csv'), sheetOf(...orders));
}

/** What the report of a command holds of earlier runs; null when it says that there were none. */
async function changes(...words: readonly string[]): Promise<readonly string[] | null> {
  await bench.run(...words, bench.path('may.csv'), '--sandbox', '--report', bench.path('r.json'));
  const { comparison } = seen.at(-1) ?? {};
  if (comparison === undefined) throw new Error('no report was made');
  return comparison?.orders.map(({ change, name }) => `${change} ${name}`) ?? null;
}

test('the report of a submit compares with what stood in the ledger before it', async () => {
  const submit = () => changes('submit', '--yes', '--rate', 'none');
  write(1, 2);
  expect(await changes('check')).toBeNull();
  expect(await submit()).toBeNull();
  write(2, 3);
  const before = ['already_placed may-2', 'new may-3', 'gone may-1'];
  expect(await changes('check')).toEqual(before);
  expect(await submit()).toEqual(before);
  expect(await submit()).toEqual(['already_placed may-2', 'already_placed may-3', 'gone may-1']);
});
