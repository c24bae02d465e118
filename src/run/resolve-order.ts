import { sayClaim } from '../domain/claim.ts';
import { ClaimHeld, GuardError, TryLaterError, UsageError } from '../domain/errors.ts';
import { shortKey } from '../domain/identity.ts';
import { HOLDING } from '../domain/life-cycle.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Vendor } from '../domain/vendor.ts';
import { AccountRun } from './account-run.ts';
import type { RunOptions, RunPorts } from './ports.ts';
import { lookUp, oneRound, rememberedBy, showsOrders } from './read-back.ts';
import { recoverAccount } from './recover.ts';

/** What a person says became of an order. */
export interface Statement {
  readonly as: 'placed' | 'not_placed' | 'cancelled';
  readonly orderId: string | null;
  readonly note: string;
  readonly who: string;
}

/**
 * Writes a person's statement down, under the account's lock. "Not placed" is read back first where the vendor shows
 * orders, and refused when it has the order after all. Throws UsageError on a statement that does not fit the order's state.
 */
export async function resolveOrder(
  record: OrderRecord,
  statement: Statement,
  vendor: Vendor,
  ports: RunPorts,
  options: RunOptions,
): Promise<OrderRecord> {
  const { key, note } = record;
  const account = note?.account ?? '';
  const lock = await ports.locks.acquire(account, options.lockWaitMs, `resolve ${shortKey(key)}`, ports.drain);
  try {
    const run = new AccountRun(account, vendor, ports, options);
    await recoverAccount(run);
    assertFits(run.record(key), statement, run);
    const shown = showsOrders(vendor.operations[note?.operation ?? '']);
    if (statement.as === 'not_placed' && shown) await assertAbsent(key, run);
    writeDown(key, statement, run);
    return run.record(key);
  } finally {
    lock.release();
  }
}

function assertFits(record: OrderRecord, statement: Statement, run: AccountRun): void {
  const name = `Order ${shortKey(record.key)}`;
  if (statement.as === 'cancelled' && record.state !== 'placed')
    throw misfit(`${name} is ${record.state}, and only a placed order can have been cancelled.`);
  if (statement.as === 'not_placed' && record.state !== 'unknown')
    throw misfit(`${name} is ${record.state}, so there is no doubt to end.`);
  if (statement.as !== 'placed') return;
  if (HOLDING.has(record.state) && record.state !== 'unknown' && !isPaymentOf(record, statement))
    throw misfit(
      `${name} is already ${record.state}${record.receipt?.orderId ? ` as ${record.receipt.orderId}` : ''}.`,
    );
  const owner = run.ports.ledger.orderIds(run.account).get(statement.orderId ?? '');
  // A form keeps the id of the order that paid for it.
  const ofItsForm = rememberedBy(record, run.ports.ledger).formOrderId === statement.orderId;
  if (owner && owner !== record.key && !ofItsForm)
    throw misfit(`${statement.orderId} already belongs to order ${shortKey(owner)}.`);
}

/** Of an order that is placed, "placed" says that it is paid, and names it where its id is not known. */
function isPaymentOf({ state, receipt }: OrderRecord, { orderId }: Statement): boolean {
  if (state !== 'placed' || !receipt) return false;
  return receipt.orderId === null || (receipt.orderId === orderId && receipt.payment !== 'taken');
}

function writeDown(key: string, statement: Statement, run: AccountRun): void {
  try {
    run.ports.ledger.append({ type: 'resolved', key, ...statement });
  } catch (error) {
    if (!(error instanceof ClaimHeld)) throw error;
    throw misfit(
      `${sayClaim(error.claim)} is held by order ${shortKey(error.holder)}, so both cannot have been placed.`,
    );
  }
}

async function assertAbsent(key: string, run: AccountRun): Promise<void> {
  const result = await lookUp(run.record(key), run.vendor, run.ports.ledger, oneRound(run.transport));
  run.ports.ledger.append({ type: 'looked_up', key, result });
  if (result.kind === 'not_found_yet') return;
  if (result.kind === 'found')
    throw new GuardError(
      `The vendor does have order ${shortKey(key)}: it is ${result.receipt.orderId ?? 'listed without an id'} there.`,
      'It is now kept as placed, and nothing else was changed.',
      'RESOLVE-FOUND',
    );
  throw new TryLaterError(
    `Whether the vendor has order ${shortKey(key)} could not be read (${run.ports.redactor.cover(result.note)}).`,
    'Nothing was changed. Run the same command again later.',
    'RESOLVE-UNREAD',
  );
}

function misfit(message: string): UsageError {
  return new UsageError(message, 'See every order and its state with `sheetorder ledger list`.', 'RESOLVE-STATE');
}
