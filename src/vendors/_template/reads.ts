import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import { failed, type Reading, readJson } from '../read-list.ts';
import { type ListedOrder, readOneOrder, readOrderList } from './schema.ts';

/** One read of the vendor within a conversation. */
export type Read<T> = Generator<HttpRequest, Reading<T>, HttpReply>;

// Change: the vendor's own reads. Each is marked as a read, and an id goes into a path as one part of it.
/** Every order of the account. */
export function readOrders(organization: string): Read<readonly ListedOrder[]> {
  return readJson(get('/orders', organization), readOrderList);
}

/** One order. An answer that names another one tells nothing of it. */
export function* readOrderById(organization: string, id: string): Read<ListedOrder> {
  const reading = yield* readJson(get(`/orders/${encodeURIComponent(id)}`, organization), readOneOrder);
  return reading.ok && reading.value.id !== id ? failed('The vendor answered with another order.', 200) : reading;
}

function get(path: string, organization: string): HttpRequest {
  return { effect: 'read', method: 'GET', path, query: { organization } };
}
