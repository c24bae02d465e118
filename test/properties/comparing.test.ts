import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { OrderBook } from '../../src/domain/order-book.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { compareRuns } from '../../src/steps/compare-runs.ts';
import { bookOf, type Ending, keyOf, planOf, type Sketch, sent } from '../support/planned.ts';

const FILES = ['may.csv'];
const nobody = () => false;

function compare(plan: Plan, book: OrderBook): Comparison | null {
  return compareRuns({ plan, earlier: [...book.values()], files: FILES, live: nobody });
}

const domains = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 3 });
const sketches = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('may-1', 'may-2', 'may-3', 'pack-1', 'pack-2', ''),
    domains,
    operation: fc.constantFrom('create-order', 'buy-domains'),
  }),
  { maxLength: 8, selector: keyOf },
);
const endings = fc.constantFrom<Ending>(
  'placed',
  'unknown',
  'refused',
  'throttled',
  'claimed',
  'withheld',
  'cancelled',
);
const histories = fc.array(endings, { minLength: 8, maxLength: 8 });
const scenes = fc.record({ now: sketches, earlier: sketches, histories });
type Scene = {
  readonly now: readonly Sketch[];
  readonly earlier: readonly Sketch[];
  readonly histories: readonly Ending[];
};

function bookIn({ earlier, histories }: Scene): OrderBook {
  return bookOf(...earlier.map((sketch, index) => sent(sketch, histories[index])));
}

describe('any two runs', () => {
  test('tell of each order of the plan once, in its order', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const book = bookIn(scene);
        const orders = compare(planOf(scene.now, book), book)?.orders ?? [];
        const now = orders.filter(({ change }) => change !== 'gone').map(({ key }) => key);
        expect(now).toEqual(book.size === 0 ? [] : scene.now.map(keyOf));
      }),
    );
  });

  test('tell of each earlier order that was placed or is in doubt once, as what was before or as gone', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const book = bookIn(scene);
        const orders = compare(planOf(scene.now, book), book)?.orders ?? [];
        const before = orders.flatMap((order) => order.before?.key ?? []);
        expect(new Set(before).size).toBe(before.length);
        const held = [...book.values()].filter(({ state }) => state === 'placed' || state === 'unknown');
        expect(before).toEqual(expect.arrayContaining(held.map(({ key }) => key)));
        for (const { change, key } of orders) if (change === 'gone') expect(held.map((one) => one.key)).toContain(key);
      }),
    );
  });

  test('give differences to what changed, and to nothing else', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const book = bookIn(scene);
        for (const { change, differences, before } of compare(planOf(scene.now, book), book)?.orders ?? []) {
          expect(differences.length > 0).toBe(change === 'changed');
          expect(before === null).toBe(change === 'new');
        }
      }),
    );
  });

  test('give only what is already placed for the same plan again', () => {
    fc.assert(
      fc.property(sketches, (now) => {
        const book = bookOf(...now.map((sketch) => sent(sketch)));
        const changes = compare(planOf(now, book), book)?.orders.map(({ change }) => change) ?? [];
        expect(changes).toEqual(now.map(() => 'already_placed'));
      }),
    );
  });

  test('are compared alike in whichever order their orders come', () => {
    fc.assert(
      fc.property(scenes, fc.infiniteStream(fc.nat()), (scene, numbers) => {
        const book = bookIn(scene);
        const mixed = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, at: numbers.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const plan = planOf(scene.now, book);
        const straight = compareRuns({ plan, earlier: [...book.values()], files: FILES, live: nobody });
        const other = { ...plan, orders: mixed(plan.orders) };
        const turned = compareRuns({ plan: other, earlier: mixed([...book.values()]), files: FILES, live: nobody });
        const byKey = (comparison: Comparison | null) =>
          comparison?.orders.toSorted((a, b) => (a.key < b.key ? -1 : 1)) ?? null;
        expect(byKey(turned)).toEqual(byKey(straight));
        expect(turned?.last).toBe(straight?.last);
      }),
    );
  });
});
