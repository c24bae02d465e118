import type { Body, HttpReply, HttpRequest } from '../../domain/http.ts';
import { failed, type Reading, readJson, type Shape } from '../read-list.ts';
import { plainRefusal } from './error-shape.ts';
import {
  type ListedDomain,
  type ListedOrder,
  type Listing,
  readDomainList,
  readNameList,
  readOneOrder,
  readOrderList,
} from './schema.ts';

/** One read of the vendor within a conversation. */
export type Read<T> = Generator<HttpRequest, Reading<T>, HttpReply>;

const BAD_KEY = /invalid (api[ -]?)?(token|key)\b|unauthori[sz]ed/i;

/** Every domain of the account, or those whose name is like the one searched for. */
export function* readDomains(search?: string): Read<readonly ListedDomain[]> {
  const query: Record<string, string> = search === undefined ? {} : { search };
  return whole('/domain', yield* read('/domain', query, readDomainList));
}

/**
 * Every order of the account. The vendor names this list and does not describe it, so null stands for a list that is not
 * there, or that we cannot read; a read that failed in passing is a failure.
 */
export function* readOrders(): Read<readonly ListedOrder[] | null> {
  const reading = yield* read('/domain/orders', {}, (json) => (isObject(json) ? { json } : undefined));
  if (!reading.ok && reading.status === 404) return { ok: true, value: null };
  if (!reading.ok) return reading;
  const list = readOrderList(reading.value.json);
  return list ? whole('/domain/orders', { ok: true, value: list }) : { ok: true, value: null };
}

/** One order; an answer that names another one is a failure. */
export function* readOrderById(id: string): Read<NonNullable<ReturnType<typeof readOneOrder>>> {
  const path = `/domain/orders/${encodeURIComponent(id)}`;
  const reading = yield* read(path, {}, readOneOrder);
  if (!reading.ok || reading.value.id === '' || reading.value.id === id) return reading;
  return failed(`GET ${path} answered with order ${reading.value.id}.`, 200);
}

/** Names for mailboxes, as the vendor writes them. */
export function readNames(body: { readonly [field: string]: Body }): Read<readonly string[]> {
  const path = '/domain/generate-mailbox-names';
  return ask({ effect: 'read', method: 'POST', path, query: {}, contentType: 'application/json', body }, readNameList);
}

/** What the vendor's search says of one domain, in whatever form: its pages do not describe it. */
export function readSearch(parameter: string, domain: string): Read<{ readonly json: unknown }> {
  return read('/domain/search', { [parameter]: domain }, (json) => (isObject(json) ? { json } : undefined));
}

/** One read; a key that does not work is told by the vendor's words too, since it answers 400 to some. */
function read<T>(path: string, query: Readonly<Record<string, string>>, shape: Shape<T>): Read<T> {
  return ask({ effect: 'read', method: 'GET', path, query }, shape);
}

function* ask<T>(request: HttpRequest, shape: Shape<T>): Read<T> {
  const reading = yield* plainly(readJson(request, shape));
  if (reading.ok || reading.status !== 400 || !BAD_KEY.test(reading.failure.reason)) return reading;
  return { ...reading, failure: { ...reading.failure, unauthorised: true } };
}

/** Hands every refusal on in the shape that all vendors' replies are read in. */
function* plainly<T>(reading: Generator<HttpRequest, T, HttpReply>): Generator<HttpRequest, T, HttpReply> {
  let step = reading.next();
  while (!step.done) step = reading.next(plainRefusal(yield step.value));
  return step.value;
}

/** A list that is shorter than the vendor says is a failure: what is on its other pages is not known. */
function whole<T>(path: string, reading: Reading<Listing<T>>): Reading<readonly T[]> {
  if (!reading.ok) return reading;
  const { rows, total } = reading.value;
  if (total === null || total <= rows.length) return { ok: true, value: rows };
  return failed(`GET ${path} says there are ${total} but lists ${rows.length}, so the list is not whole.`, 200);
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !('error' in json) && !('success' in json && !json.success);
}
