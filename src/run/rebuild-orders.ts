import type { CheckedOrder } from '../domain/checked-order.ts';
import { sayClaim } from '../domain/claim.ts';
import { ClaimHeld } from '../domain/errors.ts';
import type { AccountId } from '../domain/identity.ts';
import type { Remembered } from '../domain/remembered.ts';
import type { Vendor } from '../domain/vendor.ts';
import type { LookupResult } from '../domain/verdict.ts';
import { AccountRun } from './account-run.ts';
import { converse } from './converse.ts';
import type { RunOptions, RunPorts } from './ports.ts';
import { oneRound } from './read-back.ts';
import { recoverAccount } from './recover.ts';
import { noteOf } from './submit-order.ts';

/** What became of each order that the ledger did not know: key → what its vendor shows. */
export type Rebuilt = ReadonlyMap<string, LookupResult>;

/**
 * Looks for orders of a sheet that the ledger does not know, by our marker or their exact domains, and writes down those
 * that the vendor has. For a ledger that is lost with its witness; reads only, and never spends.
 */
export async function rebuildOrders(
  orders: readonly CheckedOrder[],
  account: AccountId,
  vendor: Vendor,
  ports: RunPorts,
  options: RunOptions,
): Promise<Rebuilt> {
  const doing = `${options.doing ?? 'reconcile'}, looking for lost orders`;
  const lock = await ports.locks.acquire(account, options.lockWaitMs, doing, ports.drain);
  try {
    const run = new AccountRun(account, vendor, ports, options);
    await recoverAccount(run);
    const read = oneRound(run.transport);
    const found = new Map<string, LookupResult>();
    for (const order of orders.filter((one) => isUnheardOf(one.key, run))) {
      const { operation } = order;
      if (!operation || !order.checked) continue;
      const result = await converse(operation.find(rememberedFrom(order, run)), read);
      found.set(order.key, result.kind === 'found' ? adopt(order, result, run) : result);
    }
    return found;
  } finally {
    lock.release();
  }
}

function isUnheardOf(key: string, run: AccountRun): boolean {
  return (run.known(key)?.state ?? 'pending') === 'pending';
}

/** What the sheet alone tells: there is no snapshot, so every order of the account may be the one. */
function rememberedFrom(order: CheckedOrder, run: AccountRun): Remembered {
  const ids = run.ports.ledger.orderIds(run.account);
  return {
    key: order.key,
    organization: order.checked?.organization ?? '',
    operation: order.operation?.id ?? '',
    domains: order.checked?.domains ?? [],
    claims: order.checked?.claims ?? [],
    marker: order.payload?.marker ?? null,
    snapshotIds: [],
    notBefore: null,
    foreignIds: { includes: (id) => ids.has(id) },
    formOrderId: null,
    orderId: null,
  };
}

function adopt(order: CheckedOrder, result: LookupResult & { readonly kind: 'found' }, run: AccountRun): LookupResult {
  const { ledger } = run.ports;
  const { key } = order;
  ledger.append({
    type: 'withheld',
    ...noteOf(order),
    key,
    batch: run.options.batch,
    foundOrderId: result.receipt.orderId,
  });
  try {
    ledger.append({ type: 'looked_up', key, result });
    return result;
  } catch (error) {
    if (!(error instanceof ClaimHeld)) throw error;
    return { kind: 'inconclusive', note: `${sayClaim(error.claim)} is held by order ${error.holder.slice(0, 16)}.` };
  }
}
