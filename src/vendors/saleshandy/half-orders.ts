import type { Conversation } from '../../domain/conversation.ts';
import type { HalfOrdersReading } from '../../domain/half-order.ts';

/** There are none: an order is configured by the request that places it. Nothing is read for that. */
// biome-ignore lint/correctness/useYield: a conversation that needs no request.
export function* readHalfOrders(): Conversation<HalfOrdersReading> {
  return { kind: 'read', orders: [] };
}

/** Saleshandy has no mailbox types with a number of their own. */
export function mailboxesOn(): null {
  return null;
}
