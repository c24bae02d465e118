import type { HttpReply } from '../domain/http.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger, Transport } from '../domain/ports.ts';
import type { Remembered } from '../domain/remembered.ts';
import type { Operation, Vendor } from '../domain/vendor.ts';
import type { LookupResult } from '../domain/verdict.ts';
import { remember } from '../steps/remember.ts';
import { converse } from './converse.ts';
import { nameOf, type Read } from './fresh-reads.ts';

/** Reads of one round: identical ones are made once. */
export function oneRound(transport: Transport): Read {
  const made = new Map<string, Promise<HttpReply>>();
  return (request) => {
    const name = nameOf(request);
    const reply = made.get(name) ?? transport.read(request);
    made.set(name, reply);
    return reply;
  };
}

/** False for an operation whose orders the vendor shows nowhere, so that no read-back can say anything. */
export function showsOrders(operation: Operation | null | undefined): boolean {
  return operation?.capabilities.correlation !== 'none';
}

/** Reads one order back from its vendor, from the ledger alone. Appends nothing. */
export async function lookUp(record: OrderRecord, vendor: Vendor, ledger: Ledger, read: Read): Promise<LookupResult> {
  const operation = record.note ? vendor.operations[record.note.operation] : undefined;
  if (!record.note || !operation) return { kind: 'inconclusive', note: 'The ledger does not say what was ordered.' };
  return converse(operation.find(rememberedBy(record, ledger)), read);
}

/** What the ledger knows of an order and its surroundings. */
export function rememberedBy(record: OrderRecord, ledger: Ledger): Remembered {
  const snapshot = record.claim ? ledger.snapshot(record.claim.snapshot) : null;
  return remember(record, snapshot, ledger.orderIds(record.note?.account ?? ''));
}
