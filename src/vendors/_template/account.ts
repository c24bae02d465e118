import type { Conversation } from '../../domain/conversation.ts';
import type { HalfOrdersReading } from '../../domain/half-order.ts';
import type { OnlineReading } from '../../domain/online.ts';
import type { AccountContext, CatalogueReading, SurveyReading } from '../../domain/vendor.ts';
import { readOrders } from './reads.ts';

// Change: everything that shows an order or a domain. A list that cannot be read is a failure, never an empty account.
/** Reads what the account holds before anything is bought. */
export function* survey({ organization }: AccountContext): Conversation<SurveyReading> {
  const orders = yield* readOrders(organization);
  if (!orders.ok) return { kind: 'failed', failure: orders.failure };
  const rows = orders.value.flatMap((order) =>
    order.domains.map((name) => [name, { orderId: order.id, tag: order.reference }] as const),
  );
  const orderIds = orders.value.map(({ id }) => id);
  return { kind: 'read', surroundings: { orderIds, domains: Object.fromEntries(rows), forms: [] } };
}

// Change: read the packages and prices, where the vendor has any.
// biome-ignore lint/correctness/useYield: a conversation that needs no request.
export function* pullCatalogue(): Conversation<CatalogueReading> {
  return { kind: 'read', packages: [] };
}

// Change: read the orders that are paid and not configured, where the vendor has any.
// biome-ignore lint/correctness/useYield: a conversation that needs no request.
export function* readHalfOrders(): Conversation<HalfOrdersReading> {
  return { kind: 'read', orders: [] };
}

// Change: read what `--online` asks, where the vendor can tell it: whether domains are free, in use, or bought already.
// biome-ignore lint/correctness/useYield: a conversation that needs no request.
export function* preflight(): Conversation<OnlineReading> {
  return { kind: 'read', online: { vendor: 'example', keyRefused: null } };
}
