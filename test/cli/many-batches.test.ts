import { expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { manyBatches } from '../support/many-batches.ts';

const BATCHES = 30;
/** What the first ones leave for good: modules, caches, code that was made faster. */
const SETTLING = 10;
const MEGABYTE = 2 ** 20;
/** A batch that stayed would take some 200 kB each: more than twice this over what is compared here. */
const MOST_MORE_MB = 8;

test('thirty batches in one process leave nothing behind', async () => {
  const bench = new Bench();
  try {
    const held = await manyBatches({ folder: bench.folder, batches: BATCHES, orders: 2 });
    const settled = held[SETTLING];
    const last = held.at(-1);
    expect(last?.descriptors).toBe(settled?.descriptors);
    expect(last?.handles).toEqual(settled?.handles);
    expect(last?.listeners).toBe(settled?.listeners);
    const growth = ((last?.heapBytes ?? 0) - (settled?.heapBytes ?? 0)) / MEGABYTE;
    expect(growth).toBeLessThan(MOST_MORE_MB);
  } finally {
    bench.close();
  }
}, 180_000);
