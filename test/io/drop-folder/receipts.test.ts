import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/digest.ts';
import type { DropReceipt } from '../../../src/domain/drop.ts';
import { Receipts } from '../../../src/io/drop-folder/receipts.ts';
import { DropBench } from '../../support/drop-bench.ts';

const RECEIPT: DropReceipt = {
  sha256: sha256('one'),
  name: 'may.csv',
  place: 'done',
  goesOn: false,
  firstAt: '2026-11-01T00:00:00.000Z',
  lastAt: '2026-11-01T00:00:01.000Z',
  waitingSince: null,
  begun: 0,
  batch: 'run-1',
  exit: 0,
};

let bench: DropBench;
let receipts: Receipts;

beforeEach(() => {
  bench = new DropBench();
  receipts = new Receipts(bench.folder.own);
});
afterEach(() => bench.close());

function file(text: string): void {
  mkdirSync(join(bench.folder.own, 'receipts'), { recursive: true });
  writeFileSync(join(bench.folder.own, 'receipts', `${RECEIPT.sha256}.json`), text);
}

test('what was written is read again, by another process too, and the last one stands', () => {
  receipts.write(RECEIPT);
  expect(new Receipts(bench.folder.own).of(RECEIPT.sha256)).toEqual(RECEIPT);
  receipts.write({ ...RECEIPT, place: 'attention', goesOn: true, waitingSince: RECEIPT.lastAt });
  expect(receipts.of(RECEIPT.sha256)?.place).toBe('attention');
  expect(readdirSync(join(bench.folder.own, 'receipts'))).toEqual([`${RECEIPT.sha256}.json`]);
});

test('none for a content that was never taken', () => {
  expect(receipts.of(sha256('two'))).toBeNull();
});

test.each([
  ['empty', ''],
  ['cut off', JSON.stringify(RECEIPT).slice(0, 50)],
  ['no JSON', 'place: done'],
  ['null', 'null'],
  ['another shape', JSON.stringify({ ...RECEIPT, place: 'nowhere' })],
  ['a number below zero', JSON.stringify({ ...RECEIPT, begun: -1 })],
  ['huge', `{"sha256":"${'x'.repeat(5_000_000)}"}`],
])('a receipt that is damaged (%s) counts as none, and can be written anew', (_, text) => {
  file(text);
  expect(receipts.of(RECEIPT.sha256)).toBeNull();
  receipts.write(RECEIPT);
  expect(receipts.of(RECEIPT.sha256)).toEqual(RECEIPT);
});

test('what a newer version adds does not keep this one from reading it', () => {
  file(JSON.stringify({ ...RECEIPT, more: { of: 'it' } }));
  expect(receipts.of(RECEIPT.sha256)).toEqual(RECEIPT);
});

test('a receipt under the name of another content is not its receipt', () => {
  file(JSON.stringify({ ...RECEIPT, sha256: sha256('two') }));
  expect(receipts.of(RECEIPT.sha256)).toBeNull();
});
