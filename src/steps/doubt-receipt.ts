import type { Remembered } from '../domain/remembered.ts';
import type { Verdict } from '../domain/verdict.ts';

/**
 * A reply that names an order which was there before, or which is another order of ours, is a reply to something else:
 * whether this order was placed is not known. A form keeps the id under which it was paid.
 */
export function doubtReceipt(said: Verdict, recall: () => Remembered): Verdict {
  if (said.kind !== 'placed' || said.receipt.orderId === null) return said;
  const { orderId } = said.receipt;
  const remembered = recall();
  if (orderId === remembered.formOrderId) return said;
  if (remembered.formOrderId !== null) return doubtful(orderId);
  if (!remembered.foreignIds.includes(orderId) && !remembered.snapshotIds.includes(orderId)) return said;
  return doubtful(orderId);
}

function doubtful(orderId: string): Verdict {
  return { kind: 'unknown', code: 'OTHER-ORDER', reason: `The reply names order ${orderId}, which is not this one.` };
}
