import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearHalfWritten, pruneDone } from '../../../src/io/drop-folder/clear.ts';
import { DropBench } from '../../support/drop-bench.ts';

let bench: DropBench;

beforeEach(() => {
  bench = new DropBench();
});
afterEach(() => bench.close());

test('what a dead run had half written goes, what a living one tries out stays, and so does everything else', () => {
  const dead = spawnSync('true').pid;
  mkdirSync(join(bench.folder.own, 'receipts'));
  for (const place of ['working', 'attention'] as const) {
    bench.write(place, `.sheetorder-${dead}-1.tmp`, 'half');
    bench.write(place, `.sheetorder-${process.pid}-1.tmp`, 'left by an earlier process of this number');
    bench.write(place, `.sheetorder-${process.ppid}-1.tmp`, 'of a run that lives');
    bench.write(place, 'may.csv', 'a sheet');
  }
  writeFileSync(join(bench.folder.own, 'receipts', `.sheetorder-${dead}-2.tmp`), 'half');
  clearHalfWritten(bench.folder);
  const left = [`.sheetorder-${process.ppid}-1.tmp`, 'may.csv'];
  expect([bench.names('working'), bench.names('attention')]).toEqual([left, left]);
});

test('pruning takes old logs, reports and annotated sheets, never a sheet or its results', () => {
  const old = ['may.csv', 'may.results.csv', 'may.log', 'may.report.html', 'may.annotated.csv'];
  for (const name of [...old, 'june.log']) bench.write('done', name, 'x');
  for (const name of old) utimesSync(bench.path('done', name), 1, 1);
  expect(pruneDone(bench.folder, 60_000, Date.now())).toBe(3);
  expect(bench.names('done')).toEqual(['june.log', 'may.csv', 'may.results.csv']);
});
