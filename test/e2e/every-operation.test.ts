import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Vendor } from '../../src/domain/vendor.ts';
import { vendors } from '../../src/vendors/index.ts';
import { Bench } from '../support/command.ts';

const EVERY = Object.values<Vendor>(vendors).flatMap((vendor) =>
  Object.values(vendor.operations).map(
    ({ id, capabilities }) => [vendor.id, id, capabilities.correlation !== 'none'] as const,
  ),
);

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.close());

async function results(...words: readonly [string, ...string[]]) {
  const ran = await bench.run(...words, '--sandbox', '--results', bench.path('r.csv'));
  return { ...ran, rows: bench.csv('r.csv') };
}

describe('every operation of every vendor, from its template to its results in the sandbox', () => {
  test.each(EVERY)('%s %s', { timeout: 60_000 }, async (vendor, operation, isShown) => {
    const sheet = bench.path('sheet.csv');
    expect((await bench.run('template', '--vendor', vendor, '--operation', operation, '--output', sheet)).exit).toBe(0);
    const dry = await results('check', sheet);
    expect(dry.rows.length).toBeGreaterThan(0);
    expect(dry.rows.filter(({ status }) => status !== 'ready')).toEqual([]);
    const sent = await results('submit', sheet, '--yes');
    expect(sent.exit).toBe(0);
    expect(sent.rows.map(({ key }) => key)).toEqual(dry.rows.map(({ key }) => key));
    for (const order of sent.rows) {
      expect(['placed', 'awaiting_payment']).toContain(order.status);
      expect(order).toMatchObject({ vendor, operation });
      if (isShown) expect(order.order_id).not.toBe('');
    }
    const again = await results('submit', sheet, '--yes');
    expect(again.exit).toBe(0);
    expect(again.rows.map(({ order_id }) => order_id)).toEqual(sent.rows.map(({ order_id }) => order_id));
    expect(again.rows.every(({ status }) => ['already_placed', 'awaiting_payment'].includes(status ?? ''))).toBe(true);
    const { out } = await bench.run('status', sheet, '--sandbox');
    for (const { order_id } of sent.rows) expect(out).toContain(order_id);
  });
});
