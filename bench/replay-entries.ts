import { performance } from 'node:perf_hooks';
import type { LedgerEntry, OrderEntry } from '../src/domain/ledger-entry.ts';
import { openLedger } from '../src/io/sqlite/ledger.ts';
import { openDatabase } from '../src/io/sqlite/open-database.ts';
import { systemClock } from '../src/io/system-clock.ts';
import { replayLedger } from '../src/steps/replay-ledger.ts';

// Reads every entry of a ledger, in a process of its own: as the program does, or the bare rows. Prints how many, and how long.
const [path = '', as] = process.argv.slice(2);
const began = performance.now();
const count = as === 'replay' ? replay() : scan(as === 'parse');
process.stdout.write(JSON.stringify({ count, ms: performance.now() - began }));

/** The number of orders in the book. */
function replay(): number {
  const ledger = openLedger(path, systemClock);
  const orders = replayLedger(ordersOf(ledger.all())).size;
  ledger.close();
  return orders;
}

function* ordersOf(entries: Iterable<LedgerEntry>): Iterable<OrderEntry> {
  for (const entry of entries) if (entry.type !== 'snapshot') yield entry;
}

/** The number of different keys, read in the same order and thrown away. */
function scan(parsed: boolean): number {
  const database = openDatabase(path, 0);
  const keys = new Set<unknown>();
  for (const row of database.prepare('SELECT key, body FROM entries ORDER BY seq').iterate()) {
    const { key, body } = row as { readonly key: string; readonly body: string };
    if (parsed) JSON.parse(body);
    if (key !== '') keys.add(key);
  }
  database.close();
  return keys.size;
}
