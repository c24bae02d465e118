import type { CheckedOrder } from '../domain/checked-order.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger } from '../domain/ports.ts';
import { runsText } from '../domain/rows-text.ts';
import { sayList } from '../domain/say-list.ts';
import type { ToFollow } from '../run/follow-orders.ts';
import type { PreparedBatch } from '../run/prepare-batch.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { leftOutNotes } from './choice.ts';
import type { Composition } from './compose.ts';
import type { Flags } from './options.ts';
import { commandLine, placeOf } from './say-command.ts';
import { vendorOf } from './speak.ts';

export interface Selection {
  readonly orders: readonly ToFollow[];
  /** What a person should know about orders that are left out. */
  readonly notes: readonly string[];
}

/** The orders of some sheets, in their order, placed or not. */
export function ordersOfSheets(batch: PreparedBatch, ledger: Ledger | null, flags: Flags): Selection {
  const orders = batch.orders(ledger);
  const book = replayLedger(ledger?.entriesFor([...new Set(orders.map(({ key }) => key))]) ?? []);
  const alike = new Map<string, CheckedOrder[]>();
  orders.forEach((order, index) => {
    const key = order.key || `no key ${index}`;
    alike.set(key, [...(alike.get(key) ?? []), order]);
  });
  const followed = [...alike.values()].flatMap(([first]): ToFollow[] =>
    first ? [{ key: first.key, name: first.name, vendor: first.vendor, record: book.get(first.key) ?? null }] : [],
  );
  const leftOut = flags.where ? leftOutNotes(batch.plan(ledger), flags) : [];
  return { orders: followed, notes: [...leftOut, ...[...alike.values()].flatMap(sayAlike)] };
}

/** Rows that say the same twice are one order, which the vendor has at most once. */
function sayAlike([first, ...others]: readonly CheckedOrder[]): readonly string[] {
  if (!first || others.length === 0) return [];
  const places = [first, ...others].map(({ name, runs }) => `"${name}" (${runsText(runs)})`);
  return [`${sayList(places)} are the same order, which is shown once.`];
}

/** Every placed order of the accounts that this command speaks to, newest first. */
export function ordersOfLedger(ledger: Ledger | null, composition: Composition, flags: Flags): Selection {
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
    notes: [...elsewhere(orders), ...inDoubt(records, composition, commandLine('reconcile', placeOf(flags)))],
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

function inDoubt(records: readonly OrderRecord[], composition: Composition, reconcile: string): readonly string[] {
  const doubts = records.filter(
    ({ state, note }) =>
      ['unknown', 'in_flight', 'answered'].includes(state) && vendorOf(note?.account ?? '', composition) !== null,
  );
  if (doubts.length === 0) return [];
  const which = doubts.length === 1 ? '1 order' : `${doubts.length} orders`;
  return [`${which} may or may not have been placed, and cannot be followed: run \`${reconcile}\`.`];
}
