import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { ReadFailure } from '../../domain/vendor.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { failed, type Reading, readJson } from '../read-list.ts';
import { type PurchasedDomain, readPurchasedList } from './buying-schema.ts';
import {
  isWhole,
  type ListedDomain,
  type ListedForm,
  type ListedPackage,
  type OrderDetails,
  readDomainList,
  readFormList,
  readOrderDetails,
  readOrderList,
  readPackageList,
} from './schema.ts';

/** One read of the vendor within a conversation. */
export type Read<T> = Generator<HttpRequest, Reading<T>, HttpReply>;

export interface ListedOrder {
  readonly id: string;
  readonly status: string;
}

/** Every domain of the account, with the order it belongs to. */
export function readDomains(organization: string): Read<readonly ListedDomain[]> {
  return readJson(get('/domains', organization), readDomainList);
}

/** Every order of the account. A list that is shorter than the vendor says is a failure: there may be pages. */
export function* readOrders(organization: string): Read<readonly ListedOrder[]> {
  const reading = yield* readJson(get('/orders', organization), readOrderList);
  if (!reading.ok) return reading;
  const { total, payments } = reading.value;
  return isWhole(total, payments) ? { ok: true, value: payments } : partial('/orders', total, payments.length);
}

/** One order. A reply that says no within a 200, or that names another order, tells nothing of it. */
export function* readOneOrder(organization: string, id: string): Read<OrderDetails> {
  const reading = yield* readJson(get(`/orders/${encodeURIComponent(id)}`, organization), readOrderDetails);
  if (!reading.ok) return reading;
  const { error, success, id: named } = reading.value;
  if (error || success === false) return failed(`GET /orders/${id} answered yes and no at once.`, 200);
  return named === id
    ? reading
    : failed(`GET /orders/${id} answered with order ${visibleText(named).slice(0, 100)}.`, 200);
}

/** Orders that are paid but not configured. */
export function* readForms(organization: string): Read<readonly ListedForm[]> {
  const reading = yield* readJson(get('/pending-forms', organization), readFormList);
  if (!reading.ok) return reading;
  const { total, forms } = reading.value;
  return isWhole(total, forms) ? { ok: true, value: forms } : partial('/pending-forms', total, forms.length);
}

export function* readPackages(organization: string): Read<readonly ListedPackage[]> {
  const reading = yield* readJson(get('/packages', organization), readPackageList);
  if (!reading.ok) return reading;
  const { total, packages } = reading.value;
  return isWhole(total, packages) ? { ok: true, value: packages } : partial('/packages', total, packages.length);
}

/** Every domain that was bought at the vendor, used in an order or not. */
export function readPurchased(organization: string): Read<readonly PurchasedDomain[]> {
  return readJson(get('/purchased-domains', organization), readPurchasedList);
}

/** The form in which surveys and catalogues say that a read failed. */
export function failure(reading: { readonly failure: ReadFailure }): {
  readonly kind: 'failed';
  readonly failure: ReadFailure;
} {
  return { kind: 'failed', failure: reading.failure };
}

export function isCancelled(order: { readonly status: string }): boolean {
  return /^cancell?ed$/i.test(order.status);
}

/** The domains an order holds, counted from its packages: the total it states was seen to be wrong. */
export function domainsOf(order: OrderDetails): readonly string[] {
  const names = (order.packages ?? [])
    .flatMap((item) => item.domains ?? [])
    .map((row) => row.name.trim().toLowerCase());
  return [...new Set(names)];
}

export function get(path: string, organization: string): HttpRequest {
  return { effect: 'read', method: 'GET', path, query: { organization_id: organization } };
}

function partial(path: string, total: number | undefined, listed: number): Extract<Reading<never>, { ok: false }> {
  return failed(`GET ${path} says there are ${total} but lists ${listed}, so the list is not whole.`, 200);
}
