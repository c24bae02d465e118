import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger } from '../domain/ports.ts';
import type { ToFollow } from '../run/follow-orders.ts';
import type { PreparedBatch } from '../run/prepare-batch.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import type { Composition } from './compose.ts';
import { vendorOf } from './speak.ts';

export interface Selection {
  readonly orders: readonly ToFollow[];
  /** What a person should know about orders that are left out. */
  readonly notes: readonly string[];
}

/** The orders of some sheets, in their order, placed or not. */
export function ordersOfSheets(batch: PreparedBatch, ledger: Ledger | null): Selection {
  const orders = batch.orders(ledger);
  const book = replayLedger(ledger?.entriesFor([...new Set(orders.map(({ key }) => key))]) ?? []);
  const byKey = new Map(
    orders.map(({ key, draft, vendor }, index): [string, ToFollow] => [
      key || `no key ${index}`,
      { key, name: draft.name, vendor, record: book.get(key) ?? null },
    ]),
  );
  return { orders: [...byKey.values()], notes: [] };
}

/** Every placed order of the accounts that this command speaks to, newest first. */
export function ordersOfLedger(ledger: Ledger | null, composition: Composition): Selection {
  const keys = new Set<string>();
  for (const entry of ledger?.all() ?? []) if (entry.type !== 'snapshot') keys.add(entry.key);
  const records = [...replayLedger(ledger?.entriesFor([...keys]) ?? []).values()];
  const placed = records.filter(({ state }) => state === 'placed');
  const orders = placed.map((record): ToFollow => {
    const vendor = vendorOf(record.note?.account ?? '', composition);
    return { key: record.key, name: record.note?.name ?? '', vendor, record };
  });
  const here = orders.filter(({ vendor }) => vendor !== null);
  return {
    orders: here.toSorted((a, b) => timeOf(b.record).localeCompare(timeOf(a.record))),
    notes: [...elsewhere(orders), ...inDoubt(records, composition)],
  };
}

function timeOf(record: OrderRecord | null): string {
  return record?.lastAttemptAt ?? record?.entries[0]?.at ?? '';
}

function elsewhere(orders: readonly ToFollow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { vendor, record } of orders) {
    const account = record?.note?.account ?? '';
    if (vendor === null) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return [...counts].map(
    ([account, count]) =>
      `${count === 1 ? '1 placed order is' : `${count} placed orders are`} at "${account}", which this command does not speak to.`,
  );
}

function inDoubt(records: readonly OrderRecord[], composition: Composition): readonly string[] {
  const doubts = records.filter(
    ({ state, note }) =>
      ['unknown', 'in_flight', 'answered'].includes(state) && vendorOf(note?.account ?? '', composition) !== null,
  );
  if (doubts.length === 0) return [];
  const which = doubts.length === 1 ? '1 order' : `${doubts.length} orders`;
  return [`${which} may or may not have been placed, and cannot be followed: run \`sheetorder reconcile\`.`];
}
