import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlatRows } from '../../../src/io/flat-csv/flat-rows.ts';
import { readCsv } from '../../../src/io/read-csv.ts';

function rowsOf(text: string, delimiter = ','): FlatRows {
  const { rows } = readCsv(Buffer.from(text), 'may.csv', { delimiter });
  if (rows instanceof FlatRows) return rows;
  throw new Error('the rows are not flat');
}

const cell = fc
  .tuple(fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', 'é', '😀'), maxLength: 3 }), fc.boolean())
  .map(([text, quoted]) => (quoted || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
const sheet = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .map((rows) => `order,domain,tag\nx\n${rows.map((cells) => `${cells.join(',')}\n`).join('')}`);

describe('flat rows', () => {
  test('are counted from both ends, like an array', () => {
    const rows = rowsOf('order,domain\na,1\n\nb,2\nc,3');
    const all = [...rows];
    expect(rows).toHaveLength(3);
    expect([0, 2, -1, -3].map((index) => rows.at(index))).toEqual([0, 2, -1, -3].map((index) => all.at(index)));
    expect([3, -4, Number.NaN].map((index) => rows.at(index))).toEqual([undefined, undefined, undefined]);
    expect([0, 1, 2].map((index) => rows.lineOf(index))).toEqual([2, 4, 5]);
  });

  test('one cell is what it is in its row', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const rows = rowsOf(text);
        const columns = [0, 1, 2, 3, 4, 5];
        const inRows = [...rows].map(({ cells }) => columns.map((column) => cells[column] ?? ''));
        expect(inRows.map((_, index) => columns.map((column) => rows.cell(index, column)))).toEqual(inRows);
      }),
      { numRuns: 1000 },
    );
  });

  test('a cell that is told to repeat the one above says the same, and one without quotes that says the same is told', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const rows = rowsOf(text);
        for (const column of [0, 1, 2, 3, 4]) {
          const cells = [...rows].map((_, index) => rows.cell(index, column));
          const told = [...rows.repeats(column)];
          expect(told[0] ?? 0).toBe(0);
          expect(told.filter((one, index) => one === 1 && cells[index] !== cells[index - 1])).toEqual([]);
          if (text.includes('"')) continue;
          const wide = [...rows].map(({ cells: all }) => all[column] !== undefined);
          const alike = cells.map(
            (cell, index) => index > 0 && cell !== '' && wide[index] && cell === cells[index - 1],
          );
          expect(alike.filter((one, index) => one && told[index] === 0)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a cell that begins like the one above is another one', () => {
    const rows = rowsOf('order,domain\nab,1\na,1\nab,1\nab\n');
    expect([...rows.repeats(0)]).toEqual([0, 0, 0, 1]);
    expect([...rows.repeats(1)]).toEqual([0, 1, 1, 0]);
  });

  test.each([
    ['a plain array', (text: string) => new TextEncoder().encode(text)],
    ['shared memory', (text: string) => sharedBytes(text)],
  ])('what is shared of bytes in %s can be read in another thread', async (_, bytesOf) => {
    const { rows } = readCsv(bytesOf('\ufefforder,domain\na,"1\n2"\n\né,3\n'), 'may.csv');
    if (!(rows instanceof FlatRows)) throw new Error('the rows are not flat');
    const posted = await thereAndBack(rows.share());
    expect([...FlatRows.from(posted)]).toEqual([...rows]);
    expect(posted.text.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(posted.starts.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

function sharedBytes(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

/** What a thread gets when this is posted to it, posted back. */
function thereAndBack(shared: ReturnType<FlatRows['share']>): Promise<ReturnType<FlatRows['share']>> {
  const echo = `const { parentPort } = require('node:worker_threads'); parentPort.once('message', (what) => parentPort.postMessage(what));`;
  const worker = new Worker(echo, { eval: true });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(shared);
  });
}
