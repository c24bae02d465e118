import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Remembered } from '../../domain/remembered.ts';
import type { LookupResult, Receipt } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet, someDomains } from '../lookup.ts';
import { readDomains, readOrderById, readOrders } from './reads.ts';
import type { ListedOrder, readOneOrder } from './schema.ts';

type Part<T> = Generator<HttpRequest, T, HttpReply>;
type Details = NonNullable<ReturnType<typeof readOneOrder>>;

const MOST_READ = 20;
/** What the vendor says of a domain once its order is paid. */
const PROVISIONING: ReadonlySet<string> = new Set(['inProgress', 'active', 'deleted', 'failed', 'expired']);
const TOLERANCE_MS = 10 * 60_000;

/**
 * Looks for an order that may have been placed: by its id, else among the orders that are new, else among the domains. Only an
 * order with exactly the same domains, under an id that was not there before and is not another order's, is a find.
 */
export function* findOrder(wanted: Remembered): Conversation<LookupResult> {
  if (wanted.orderId !== null) return yield* readKnown(wanted, wanted.orderId);
  const orders = yield* readOrders();
  if (!orders.ok) return inconclusive(orders.failure.reason);
  const listed = (orders.value ?? []).filter((order) => isNew(order.id, wanted));
  if (listed.length > MOST_READ) return inconclusive(`${listed.length} orders are new, more than are read one by one.`);
  const known = listed.filter((order) => order.domains === null || overlaps(order.domains, wanted.domains));
  if (known.length > 0) {
    const result = yield* judge(
      known.map((order) => order.id),
      wanted,
    );
    if (result.kind !== 'not_found_yet') return result;
  }
  return yield* searchDomains(wanted);
}

function* readKnown(wanted: Remembered, id: string): Conversation<LookupResult> {
  const reading = yield* readOrderById(id);
  if (!reading.ok) return inconclusive(reading.failure.reason);
  if (!sameSet(reading.value.domains ?? [], wanted.domains)) return inconclusive(bothSides(id, reading.value, wanted));
  const result = found(id, reading.value, 'its order id');
  if (result.paid) return result;
  // What the ledger knows of the payment of an order with an id is more than that nothing is seen of it here.
  const { code: _code, ...receipt } = result.receipt;
  return { ...result, receipt };
}

/** Each name by itself, since the vendor's search is for parts of names and its whole list may have pages. */
function* searchDomains(wanted: Remembered): Conversation<LookupResult> {
  const ids = new Set<string>();
  let seen = 0;
  for (const name of wanted.domains) {
    const rows = yield* readDomains(name);
    if (!rows.ok) return inconclusive(rows.failure.reason);
    const own = rows.value.filter((row) => row.name === name);
    const fresh = own.filter((row) => row.orderId !== '' && isNew(row.orderId, wanted));
    for (const row of fresh) ids.add(row.orderId);
    if (own.some((row) => row.orderId === '') || fresh.length > 0) seen += 1;
  }
  if (ids.size > 0) return yield* judge([...ids], wanted);
  if (seen > 0)
    return inconclusive(
      `The vendor lists ${seen} of the ${wanted.domains.length} domains without saying in which order.`,
    );
  return notFoundYet('The vendor lists none of its domains; whether it lists orders that are not paid is not known.');
}

/** Reads the candidates one by one: one that fits whole is the find, one that fits in part leaves the doubt. */
function* judge(ids: readonly string[], wanted: Remembered): Part<LookupResult> {
  const whole: { readonly id: string; readonly details: Details }[] = [];
  const parts: string[] = [];
  for (const id of ids) {
    const reading = yield* readOrderById(id);
    if (!reading.ok) return inconclusive(reading.failure.reason);
    const domains = reading.value.domains ?? [];
    if (isOlder(reading.value, wanted)) continue;
    if (sameSet(domains, wanted.domains)) whole.push({ id, details: reading.value });
    // One that shows no domain yet may be this very order.
    else if (domains.length === 0 || overlaps(domains, wanted.domains))
      parts.push(bothSides(id, reading.value, wanted));
  }
  const [match, ...more] = whole;
  if (more.length > 0) return inconclusive(`Several orders fit: ${whole.map(({ id }) => id).join(', ')}.`);
  if (match) return found(match.id, match.details, 'its domains');
  return parts[0] ? inconclusive(parts[0]) : notFoundYet('None of the orders that are new has its domains.');
}

/** An order whose domains have no such status yet may not be paid; without a link only the vendor's app can tell. */
function found(orderId: string, details: Details, by: string): Extract<LookupResult, { kind: 'found' }> {
  const receipt = receiptOf(orderId, details);
  return { kind: 'found', receipt, by, ...(receipt.payment === 'taken' ? { paid: true } : {}) };
}

function receiptOf(orderId: string, { checkoutUrl, rows }: Details): Receipt {
  if (rows.every((row) => PROVISIONING.has(row.status))) return { orderId, payment: 'taken' };
  if (checkoutUrl) return { orderId, payment: 'checkout', checkoutUrl };
  return { orderId, payment: 'pending', code: 'SH-NO-CHECKOUT' };
}

function isNew(id: string, wanted: Remembered): boolean {
  return !wanted.snapshotIds.includes(id) && !wanted.foreignIds.includes(id);
}

/** True for an order that the vendor made well before this one could have been sent. */
function isOlder({ createdAt }: ListedOrder, wanted: Remembered): boolean {
  if (wanted.notBefore === null || !/^\d{4}-\d\d-\d\dT/.test(createdAt)) return false;
  return Date.parse(createdAt) < Date.parse(wanted.notBefore) - TOLERANCE_MS;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.every((item) => b.includes(item)) && b.every((item) => a.includes(item));
}

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  return a.some((item) => b.includes(item));
}

function bothSides(id: string, seen: ListedOrder, wanted: Remembered): string {
  return `Order ${id} has ${someDomains(seen.domains ?? [])}; this order has ${someDomains(wanted.domains)}.`;
}
