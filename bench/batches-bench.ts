import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Held, manyBatches } from '../test/support/many-batches.ts';
import { figureOf, say, table } from './measure.ts';
import { startVendor } from './vendor.ts';

export interface BatchesSizes {
  readonly batches: number;
  /** Each is two rows. */
  readonly orders: number;
}

const MEGABYTE = 2 ** 20;

/** What one process holds after many batches, and how long each takes: the first tenth against the last one. */
export async function benchBatches(scratch: string, { batches, orders }: BatchesSizes): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'batches-'));
  const vendor = await startVendor();
  const held = await manyBatches({ folder, batches, orders, vendorUrl: vendor.url }).finally(vendor.close);
  const tenth = Math.max(1, Math.floor(batches / 10));
  const parts = [held.slice(0, tenth), held.slice(-tenth)];
  const row = (name: string, value: (one: Held) => number) => [
    name,
    ...parts.map((part) => say(figureOf(part.map(value)))),
  ];
  const rows = [
    row('heap after collection, MB', ({ heapBytes }) => heapBytes / MEGABYTE),
    row('resident memory, MB', ({ rssBytes }) => rssBytes / MEGABYTE),
    row('open files and sockets', ({ descriptors }) => descriptors),
    row('handles', ({ handles }) => handles.length),
    row('listeners', ({ listeners }) => listeners),
    row('time for a batch, ms', ({ ms }) => ms),
  ];
  const last = held.at(-1)?.handles.join(', ') || 'none';
  return `${batches} batches of ${orders} orders in one process, at a stand-in in another one, whose lists of the account grow with each batch.\n\n${table(['', 'first tenth', 'last tenth'], rows)}\n\nHandles at the end: ${last}.`;
}
