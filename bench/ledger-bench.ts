import { join } from 'node:path';
import type { NewEntry } from '../src/domain/ledger-entry.ts';
import type { Ledger } from '../src/domain/ports.ts';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { commits, type Floor, flushes } from './floor.ts';
import { type Parts, PartsOfAppends } from './inside-append.ts';
import { figureOf, say, spreadOf, table, timed } from './measure.ts';
import { ACCOUNT, entriesOf } from './orders.ts';

export interface LedgerSizes {
  readonly rounds: number;
  /** Orders appended a round, four entries each. */
  readonly orders: number;
}

const ENTRIES_AN_ORDER = 4;
const PARTS = ['begin', 'rows', 'commit', 'witness'] as const;
const PART_NAMES: Readonly<Record<keyof Parts, string>> = {
  begin: 'begin: JSON, and the write lock',
  rows: 'rows: the entry, its indexes, claims and checks',
  commit: 'commit: journal and database written and flushed',
  witness: 'witness: one line written and flushed',
};

/** Appends a second beside what the disk can do at all, measured in turns, so that both meet the same load. */
export function benchAppends(folder: string, { rounds, orders }: LedgerSizes): string {
  const ledger = newLedger(join(folder, 'appends.sqlite'));
  const bytes = meanBytes();
  const floors = [flushes(folder, bytes), commits(folder, bytes, 'EXTRA'), commits(folder, bytes, 'OFF')];
  const appends = orders * ENTRIES_AN_ORDER;
  const numbers = counter();
  const measured = Array.from({ length: rounds }, () => {
    const entries = entriesOfOrders(numbers, orders);
    return {
      floors: floors.map((floor) => perSecond(floor, appends)),
      ours: (appends / timed(() => appendAll(ledger, entries))) * 1_000,
    };
  });
  ledger.close();
  for (const floor of floors) floor.close();
  const ours = figureOf(measured.map((round) => round.ours));
  const rows = floors.map((floor, at) => [
    floor.name,
    say(figureOf(measured.map((round) => round.floors[at] ?? 0))),
    say(figureOf(measured.map((round) => round.ours / (round.floors[at] ?? 0)))),
  ]);
  const title = `Appends to the ledger: ${appends} a round, ${rounds} rounds in turns, entries of ${bytes} bytes on average.`;
  const header = ['what is done', 'a second', 'appends to the ledger for one of these'];
  return `${title}\n\n${table(header, [['append to the ledger', say(ours), '1'], ...rows])}`;
}

/** What an append spends its time on, and how long each kind of entry takes. */
export function benchParts(folder: string, { rounds, orders }: LedgerSizes): string {
  const ledger = newLedger(join(folder, 'parts.sqlite'));
  const numbers = counter();
  const shares: Record<keyof Parts, number[]> = { begin: [], rows: [], commit: [], witness: [] };
  const kinds = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    const { ms, parts } = inParts(ledger, entriesOfOrders(numbers, orders), kinds);
    for (const part of PARTS) shares[part].push((parts[part] / ms) * 100);
  }
  ledger.close();
  const rows = PARTS.map((part) => [PART_NAMES[part], say(figureOf(shares[part]), ' %')]);
  const times = [...kinds].map(([kind, ms]) => [kind, say(spreadOf(ms), ' ms')]);
  const header = ['entry', 'one append (the middle nine tenths)'];
  return `${table(['part of an append', 'share of its time'], rows)}\n\n${table(header, times)}`;
}

function inParts(ledger: Ledger, entries: readonly NewEntry[], kinds: Map<string, number[]>) {
  const watch = new PartsOfAppends();
  const ms = entries.map((entry) => timed(() => watch.append(ledger, entry)));
  watch.close();
  for (const [at, { type }] of entries.entries()) kinds.set(type, [...(kinds.get(type) ?? []), ms[at] ?? 0]);
  return { ms: ms.reduce((sum, one) => sum + one, 0), parts: watch.parts };
}

export function newLedger(path: string): Ledger {
  const ledger = openLedger(path, systemClock);
  ledger.append({ type: 'snapshot', account: ACCOUNT, batch: 'bench', orderIds: [], forms: [] });
  return ledger;
}

export function appendAll(ledger: Ledger, entries: readonly NewEntry[]): void {
  for (const entry of entries) ledger.append(entry);
}

export function entriesOfOrders(numbers: () => number, orders: number): readonly NewEntry[] {
  return Array.from({ length: orders }, () => entriesOf(numbers(), 'bench')).flat();
}

export function counter(from = 0): () => number {
  let next = from;
  return () => next++;
}

function perSecond(floor: Floor, times: number): number {
  const ms = timed(() => {
    for (let time = 0; time < times; time += 1) floor.once();
  });
  return (times / ms) * 1_000;
}

function meanBytes(): number {
  const bodies = entriesOf(1, 'bench').map((entry) => JSON.stringify(entry).length);
  return Math.round(bodies.reduce((sum, length) => sum + length, 0) / bodies.length);
}
