import { describe, expect, test } from 'vitest';
import { earlierRuns } from '../../src/cli/plan/earlier-runs.ts';
import { sayComparison } from '../../src/cli/plan/say-comparison.ts';
import type { OrderBook } from '../../src/domain/order-book.ts';
import type { Ledger } from '../../src/domain/ports.ts';
import type { PreparedBatch } from '../../src/run/prepare-batch.ts';
import { bookOf, planOf, type Sketch, sent } from '../support/planned.ts';

const MOST = 2_000;
const BATCH = {
  mapped: [{ table: { file: 'may.csv' } }, { table: { file: 'aliases.csv', role: 'aliases' } }],
} as unknown as PreparedBatch;
const orders = (from: number, count: number): readonly Sketch[] =>
  Array.from({ length: count }, (_, index) => ({ name: `o-${from + index}`, domains: [`d${from + index}.example`] }));

/** A ledger in which every order came from `may.csv`; notes how many orders were read whole. */
function ledgerOf(book: OrderBook) {
  const read: string[] = [];
  const newest = [...book.keys()].toReversed();
  const ledger: Pick<Ledger, 'ordersFrom' | 'entriesFor'> = {
    ordersFrom: (file, most) => (file === 'may.csv' ? newest.slice(0, most) : []),
    entriesFor: (keys) => {
      read.push(...keys);
      return keys.flatMap((key) => book.get(key)?.entries ?? []);
    },
  };
  return { ledger, read };
}

function around() {
  return { locks: { acquire: () => Promise.reject(new Error('no')), isHeld: () => false }, warnings: [] as string[] };
}

describe('earlier runs of these sheets', () => {
  test('are read whole for orders that the sheet no longer holds, and for the newest of them alone', () => {
    const book = bookOf(...orders(0, MOST + 60).map((sketch) => sent(sketch)));
    const { ledger, read } = ledgerOf(book);
    const comparison = earlierRuns(BATCH, planOf(orders(20, 50), book), ledger, around());
    expect(read).toHaveLength(MOST);
    expect(comparison?.newest).toBe(MOST);
    const count = (change: string) => comparison?.orders.filter((order) => order.change === change).length;
    expect([count('already_placed'), count('gone')]).toEqual([50, MOST]);
    expect(sayComparison(comparison, null)).toContain(`only the newest ${MOST} were compared.`);
  });

  test('say nothing of a bound that was not met', () => {
    const book = bookOf(...orders(0, MOST).map((sketch) => sent(sketch)));
    const comparison = earlierRuns(BATCH, planOf([], book), ledgerOf(book).ledger, around());
    expect(comparison?.orders).toHaveLength(MOST);
    expect(comparison?.newest).toBeUndefined();
  });

  test('that cannot be read are a warning, and no more', () => {
    const { ledger } = ledgerOf(bookOf());
    const scene = around();
    const torn = {
      ...ledger,
      ordersFrom: () => {
        throw new Error('the index is torn.');
      },
    };
    expect(earlierRuns(BATCH, planOf([]), torn, scene)).toBeNull();
    expect(scene.warnings).toEqual([
      'What earlier runs sent of these sheets could not be compared: the index is torn.',
    ]);
    expect(earlierRuns(BATCH, planOf([]), null, scene)).toBeNull();
  });
});
