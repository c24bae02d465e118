import { openDatabase } from '../src/io/sqlite/open-database.ts';
import { OrderIndex } from '../src/io/sqlite/order-index.ts';
import { Rows } from '../src/io/sqlite/rows.ts';
import { prepareSchema } from '../src/io/sqlite/schema.ts';
import { indexSheets } from '../src/io/sqlite/sheet-index.ts';
import { SpendingIndex } from '../src/io/sqlite/spending-index.ts';
import { ACCOUNT, entriesOf } from './orders.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
const ORDERS_A_BATCH = 50;

/**
 * Writes a ledger that already has a year of orders, through the ledger's own tables and indexes but in one transaction;
 * the witness catches up when it is opened. Returns how many orders are in it.
 */
export function growLedger(path: string, entries: number, now: number, account = ACCOUNT): number {
  const database = openDatabase(path, 0);
  prepareSchema(database, path);
  const rows = new Rows(database);
  const index = new OrderIndex(rows, new SpendingIndex(rows));
  const orders = Math.ceil(entries / 4);
  const insert = 'INSERT INTO entries (key, account, type, body) VALUES (?, ?, ?, ?)';
  database.exec('BEGIN IMMEDIATE');
  const snapshot = { type: 'snapshot', account, batch: batchOf(0), orderIds: [], forms: [] };
  rows.run(insert, '', account, 'snapshot', JSON.stringify({ ...snapshot, at: new Date(now - YEAR_MS).toISOString() }));
  for (let number = 0; number < orders; number += 1) {
    const at = new Date(now - YEAR_MS + (YEAR_MS / orders) * number).toISOString();
    for (const entry of entriesOf(number, batchOf(number), account)) {
      const seq = rows.run(insert, entry.key, account, entry.type, JSON.stringify({ ...entry, at }));
      index.apply(entry, account, at, () => []);
      indexSheets(entry, seq, rows);
    }
  }
  database.exec('COMMIT');
  database.close();
  return orders;
}

export function batchOf(number: number): string {
  return `batch-${Math.floor(number / ORDERS_A_BATCH)}`;
}
