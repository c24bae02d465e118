import type { Conversation } from '../../domain/conversation.ts';
import type { Remembered } from '../../domain/remembered.ts';
import type { LookupResult } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet } from '../lookup.ts';
import { readOrderById, readOrders } from './reads.ts';
import type { ListedOrder } from './schema.ts';

// Change: how the vendor shows orders. Only our marker, or exactly the domains under an id that is new, is a find.
/** Looks for an order that may have been placed. A read that failed, a part of the domains or two candidates leave the doubt. */
export function* findOrder(wanted: Remembered): Conversation<LookupResult> {
  if (wanted.orderId !== null) return yield* readKnown(wanted, wanted.orderId);
  const listed = yield* readOrders(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);
  const candidates = listed.value.filter((order) => !wanted.foreignIds.includes(order.id) && !isCancelled(order));
  const marked = candidates.filter(({ reference }) => wanted.marker !== null && reference === wanted.marker);
  const fresh = candidates.filter((order) => isNew(order, wanted) && overlaps(order, wanted));
  const [match, ...more] = marked.length > 0 ? marked : fresh;
  if (more.length > 0) return inconclusive('Several orders fit.');
  if (!match) return notFoundYet('No new order has its domains; the vendor may still be at it.');
  if (marked.length === 0 && !sameDomains(match, wanted)) return inconclusive(`Order ${match.id} has other domains.`);
  return found(match.id, marked.length > 0 ? 'our tag' : 'its domains');
}

function* readKnown(wanted: Remembered, id: string): Conversation<LookupResult> {
  const order = yield* readOrderById(wanted.organization, id);
  if (!order.ok) return inconclusive(order.failure.reason);
  if (isCancelled(order.value)) return notFoundYet(`Order ${id} is cancelled at the vendor.`);
  return sameDomains(order.value, wanted) ? found(id, 'its order id') : inconclusive(`Order ${id} has other domains.`);
}

/** Neither listed before the spend nor made well before it. */
function isNew({ id, created_at }: ListedOrder, { snapshotIds, notBefore }: Remembered): boolean {
  return !snapshotIds.includes(id) && !(notBefore !== null && Date.parse(created_at) < Date.parse(notBefore) - 600_000);
}

function isCancelled({ status }: ListedOrder): boolean {
  return /^cancell?ed$/i.test(status);
}

function overlaps(order: ListedOrder, { domains }: Remembered): boolean {
  return order.domains.some((name) => domains.includes(name));
}

function sameDomains(order: ListedOrder, { domains }: Remembered): boolean {
  const isWhole = domains.length > 0 && domains.every((name) => order.domains.includes(name));
  return isWhole && order.domains.every((name) => domains.includes(name));
}

function found(orderId: string, by: string): LookupResult {
  return { kind: 'found', receipt: { orderId, payment: 'taken' }, by };
}
