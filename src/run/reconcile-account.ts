import type { OrderRecord } from '../domain/order-book.ts';
import type { Vendor } from '../domain/vendor.ts';
import { FORM_PENDING, type LookupResult } from '../domain/verdict.ts';
import type { AccountRun } from './account-run.ts';
import { lookUp, oneRound, showsOrders } from './read-back.ts';

/** True for an order whose state is still to be read back, or its id, where its vendor shows orders at all. */
export function needsReadBack(record: OrderRecord, vendor: Vendor): boolean {
  if (record.state === 'unknown') return true;
  const shown = showsOrders(vendor.operations[record.note?.operation ?? '']);
  return record.state === 'placed' && !record.receipt?.orderId && shown;
}

/** True for an order that was paid and not configured when it was last read: somebody may have filled in its form since. */
export function awaitsForm(record: OrderRecord): boolean {
  return record.state === 'placed' && Boolean(record.receipt?.orderId) && record.receipt?.code === FORM_PENDING;
}

/** True for an order that waits to be paid, at a vendor whose read-back can tell that it was. */
export function awaitsPayment(record: OrderRecord, vendor: Vendor): boolean {
  const operation = vendor.operations[record.note?.operation ?? ''];
  const { orderId, payment } = record.receipt ?? {};
  const due = record.state === 'placed' && Boolean(orderId) && payment !== 'taken';
  return due && operation?.capabilities.payment === 'checkout';
}

/** One read-back of an order that was ever sent; true when the vendor has it. Nothing is read for any other order. */
export async function turnsOutPlaced(key: string, run: AccountRun): Promise<boolean> {
  const record = run.known(key);
  if (!record || record.attempts === 0) return false;
  const result = await lookUp(record, run.vendor, run.ports.ledger, oneRound(run.transport));
  run.ports.ledger.append({ type: 'looked_up', key, result: covered(result, run) });
  return result.kind === 'found';
}

/**
 * One round over the given orders; returns those that are still open after it. What only waits for its form, or for a
 * person to pay, is read and never open: no waiting would help it.
 */
export async function reconcileRound(keys: readonly string[], run: AccountRun): Promise<readonly string[]> {
  const read = oneRound(run.transport);
  const open: string[] = [];
  for (const key of keys) {
    const record = run.record(key);
    if (!needsReadBack(record, run.vendor) && !awaitsForm(record) && !awaitsPayment(record, run.vendor)) continue;
    const result = await lookUp(record, run.vendor, run.ports.ledger, read);
    await run.note({ type: 'looked_up', key, result: covered(result, run) });
    const text = result.kind === 'found' ? `Found by ${result.by}.` : result.note;
    run.ports.log.event({ name: 'read_back', key, text, data: { result: result.kind } });
    if (needsReadBack(run.record(key), run.vendor)) open.push(key);
  }
  return open;
}

function covered(result: LookupResult, run: AccountRun): LookupResult {
  return result.kind === 'found' ? result : { ...result, note: run.ports.redactor.cover(result.note) };
}
