import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import { moneyFromMajor } from '../../domain/money.ts';
import type { Remembered } from '../../domain/remembered.ts';
import { FORM_PENDING, type LookupResult, type Receipt } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet } from '../lookup.ts';
import { readKnown } from './find-known.ts';
import { domainsOf, isCancelled, type ListedOrder, readDomains, readForms, readOneOrder, readOrders } from './reads.ts';
import type { ListedForm, OrderDetails } from './schema.ts';
import { bothSides, isOlder, isWithin, type Relation, relate, type Sighting, sightingsOf } from './sighting.ts';

/** Part of a read-back: it may settle the matter, or leave it to the next part. */
type Part<T> = Generator<HttpRequest, T, HttpReply>;

interface Related extends Sighting {
  readonly relation: Relation;
}

const BY = {
  marker: 'our tag',
  exact: 'its domains',
  form: 'a form that waits to be filled in',
};

/**
 * Looks for an order that may have been placed: the list of domains first, then orders that are new, then forms that
 * wait. Whatever is not certain is no find.
 */
export function* findOrder(wanted: Remembered): Conversation<LookupResult> {
  if (wanted.orderId !== null) return yield* readKnown(wanted, wanted.orderId);
  const listed = yield* readDomains(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);
  const inDomains = related(sightingsOf(listed.value).near(wanted), wanted);
  const settled = yield* settleByDomains(inDomains, wanted);
  if (settled.result) return settled.result;
  const open = inDomains.filter((seen) => !settled.cancelled.includes(seen.id));
  return (yield* searchOrders(open, wanted)) ?? (yield* searchForms(wanted));
}

/** Reads one order by its id: its amount, and whether it still stands; an older one counts as one that does not. */
export function* confirm(
  wanted: Remembered,
  id: string,
  by: string,
): Part<LookupResult | { readonly kind: 'cancelled' }> {
  const reading = yield* readOneOrder(wanted.organization, id);
  // The list of domains is enough when the vendor does not show the order itself.
  if (!reading.ok && reading.status === 404) return { kind: 'found', receipt: { orderId: id, payment: 'taken' }, by };
  if (!reading.ok) return inconclusive(reading.failure.reason);
  if (isCancelled(reading.value)) return { kind: 'cancelled' };
  if (by !== BY.marker && isOlder(reading.value.created_at, wanted)) return { kind: 'cancelled' };
  const domains = domainsOf(reading.value);
  if (by === BY.exact && !isWithin(domains, wanted.domains))
    return inconclusive(bothSides({ id, domains, tags: [] }, wanted));
  return yield* foundAs(wanted, id, reading.value, by);
}

/** An order without any domain may be paid and not configured, which only the forms can tell; then its receipt says so. */
function* foundAs(wanted: Remembered, id: string, details: OrderDetails, by: string): Part<LookupResult> {
  const amount = moneyFromMajor(details.amount, 'USD');
  const receipt: Receipt = { orderId: id, payment: 'taken', ...(amount ? { amount } : {}) };
  if (domainsOf(details).length > 0) return { kind: 'found', receipt, by };
  const forms = yield* readForms(wanted.organization);
  if (!forms.ok) return inconclusive(forms.failure.reason);
  const isWaiting = forms.value.some((form) => form.payment_id === id);
  return { kind: 'found', receipt: isWaiting ? { ...receipt, code: FORM_PENDING } : receipt, by };
}

interface ByDomains {
  readonly result: LookupResult | null;
  readonly cancelled: readonly string[];
}

function* settleByDomains(seen: readonly Related[], wanted: Remembered): Part<ByDomains> {
  const cancelled: string[] = [];
  for (const relation of ['marker', 'exact'] as const) {
    const standing: LookupResult[] = [];
    for (const { id } of withRelation(seen, relation)) {
      const result = yield* confirm(wanted, id, BY[relation]);
      if (result.kind === 'cancelled') cancelled.push(id);
      else standing.push(result);
    }
    const [first] = standing;
    const doubts = relation === 'exact' && first ? seen.filter((item) => isDoubt(item, undefined, wanted)) : [];
    if (doubts.length > 0) return { result: sayDoubts(doubts, wanted), cancelled };
    if (first) return { result: standing.length === 1 ? first : several(seen, relation), cancelled };
  }
  return { result: null, cancelled };
}

function* searchOrders(inDomains: readonly Related[], wanted: Remembered): Part<LookupResult | null> {
  const listed = yield* readOrders(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);
  const details = new Map<string, OrderDetails>();
  for (const { id } of listed.value.filter((order) => isNew(order, wanted))) {
    const reading = yield* readOneOrder(wanted.organization, id);
    if (!reading.ok) return inconclusive(reading.failure.reason);
    const order = reading.value;
    const ours = wanted.marker !== null && order.tag === wanted.marker;
    if (!isCancelled(order) && (ours || !isOlder(order.created_at, wanted))) details.set(id, order);
  }
  const sightings = [...details].map(([id, order]) => ({ id, domains: domainsOf(order), tags: [order.tag] }));
  return yield* settleByOrders(related(sightings, wanted), inDomains, details, wanted);
}

function* settleByOrders(
  inOrders: readonly Related[],
  inDomains: readonly Related[],
  details: ReadonlyMap<string, OrderDetails>,
  wanted: Remembered,
): Part<LookupResult | null> {
  const marked = withRelation(inOrders, 'marker');
  const relation = marked.length > 0 ? 'marker' : 'exact';
  const [match, ...more] = withRelation(inOrders, relation);
  if (more.length > 0) return several(inOrders, relation);
  const doubts = [...inDomains, ...inOrders].filter((seen) => isDoubt(seen, match, wanted));
  const [doubt] = doubts;
  if (doubt && relation === 'exact') return sayDoubts(doubts, wanted);
  const order = match && details.get(match.id);
  if (!match || !order) return null;
  return yield* foundAs(wanted, match.id, order, BY[relation]);
}

/** Something else that holds our domains; a list that shows a part of the very order is only late. */
function isDoubt(seen: Related, match: Related | undefined, wanted: Remembered): boolean {
  if (seen.relation !== 'partial' && seen.relation !== 'other_tag') return false;
  return seen.id !== match?.id || !isWithin(seen.domains, wanted.domains) || seen.relation === 'other_tag';
}

function* searchForms(wanted: Remembered): Part<LookupResult> {
  const forms = yield* readForms(wanted.organization);
  if (!forms.ok) return inconclusive(forms.failure.reason);
  const recent = forms.value.filter((form) => !isOlder(form.created_at ?? '', wanted));
  const sightings = recent.map((form) => ({ id: form.payment_id, domains: form.data?.domains ?? [], tags: [] }));
  const seen = related(sightings, wanted);
  const [match, ...more] = withRelation(seen, 'exact');
  if (match && more.length > 0) return several(seen, 'exact');
  if (match?.id)
    return { kind: 'found', receipt: { orderId: match.id, payment: 'taken', code: FORM_PENDING }, by: BY.form };
  if (seen.length > 0) return sayDoubts(seen, wanted);
  const nameless = recent.find((form) => isNameless(form, wanted));
  if (nameless) return inconclusive(sayNameless(nameless, wanted));
  return notFoundYet(
    'Neither the domains, nor a new order, nor a form that waits shows it. The vendor may still be at it.',
  );
}

/** A new form that names no domain and wants as many as this order has may be this very order. */
function isNameless({ payment_id, data }: ListedForm, wanted: Remembered): boolean {
  if (payment_id === '' || wanted.snapshotIds.includes(payment_id) || wanted.foreignIds.includes(payment_id))
    return false;
  return (data?.domains ?? []).length === 0 && data?.domains_required === wanted.domains.length;
}

function sayNameless({ uuid, payment_id }: ListedForm, wanted: Remembered): string {
  return `Form ${uuid} of the new order ${payment_id} names no domains and waits for ${wanted.domains.length}, as many as this order has.`;
}

function isNew(order: ListedOrder, wanted: Remembered): boolean {
  return !wanted.snapshotIds.includes(order.id) && !wanted.foreignIds.includes(order.id) && !isCancelled(order);
}

function related(sightings: readonly Sighting[], wanted: Remembered): readonly Related[] {
  return sightings
    .map((seen) => ({ ...seen, relation: relate(seen, wanted) }))
    .filter((seen) => seen.relation !== 'none');
}

function withRelation(seen: readonly Related[], relation: Relation): readonly Related[] {
  return seen.filter((item) => item.relation === relation);
}

function sayDoubts(doubts: readonly Sighting[], wanted: Remembered): LookupResult {
  return inconclusive(doubts.map((seen) => bothSides(seen, wanted)).join(' '));
}

function several(seen: readonly Related[], relation: Relation): LookupResult {
  const ids = withRelation(seen, relation).map((item) => item.id);
  return inconclusive(`Several orders fit: ${ids.join(', ')}.`);
}
