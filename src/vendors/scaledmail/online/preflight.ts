import type { Conversation } from '../../../domain/conversation.ts';
import type { HttpRequest } from '../../../domain/http.ts';
import type { LookUpContext, OnlineReading, OrderToLookUp, WorkspacesReading } from '../../../domain/online.ts';
import type { ReadFailure } from '../../../domain/vendor.ts';
import { isHostName } from '../../host-name.ts';
import { type LookedUp, type LookUp, lookedUp, type Told } from '../../look-up.ts';
import { readJson, type Shape } from '../../read-list.ts';
import { readStockList } from '../buying-schema.ts';
import { packageFrom } from '../catalogue.ts';
import { isOperation } from '../limits.ts';
import { readListing } from '../listing.ts';
import { buysItsDomains, readOrder, type ScaledMailOrder } from '../order.ts';
import { readForms, readPackages } from '../reads.ts';
import { isUnseen, type ScaledMailOnline } from './facts.ts';
import { type Offer, readFreeDomains, readOffers, readWorkspaceList } from './schema.ts';

/** Most domains in one search: copies of the documents differ, and 10 is the smaller number. */
const SEARCHED_AT_ONCE = 10;
const NOT_LOOKED_UP = { told: false, why: 'it was not looked up' } as const;

/** A look-up that failed, on its way out of the conversation. */
class LookUpFailed extends Error {
  readonly failure: ReadFailure;

  constructor(failure: ReadFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** Reads what the online rules ask about these orders: each list once, and only those that some order needs. */
export function* preflight(orders: readonly OrderToLookUp[], context: LookUpContext): Conversation<OnlineReading> {
  const nothing = nothingOf(context.organization);
  try {
    return { kind: 'read', online: yield* readAll(ordersOf(orders, context), nothing, context.origin) };
  } catch (error) {
    if (!(error instanceof LookUpFailed)) throw error;
    const { failure } = error;
    return failure.unauthorised
      ? { kind: 'read', online: { ...nothing, keyRefused: failure.reason } }
      : { kind: 'failed', failure };
  }
}

/** Reads the organizations that the key sees. */
export function* readWorkspaces(): Conversation<WorkspacesReading> {
  const reading = yield* readJson(request('/organizations', {}), readWorkspaceList);
  return reading.ok ? { kind: 'read', workspaces: reading.value } : { kind: 'failed', failure: reading.failure };
}

function* readAll(
  orders: readonly ScaledMailOrder[],
  nothing: ScaledMailOnline,
  origin: string,
): Conversation<ScaledMailOnline> {
  const { organization } = nothing;
  const query = { organization_id: organization };
  const workspaces = yield* told(look(request('/organizations', {}), readWorkspaceList));
  const seen = { ...nothing, workspaces };
  // Of an organization that the key does not see nothing can be read.
  if (isUnseen(seen, origin)) return seen;
  const some = (wants: (order: ScaledMailOrder) => boolean) => orders.some(wants);
  const listing = yield* told(lookOf(readListing(organization)));
  const packages = some(({ operation }) => operation === 'create-order')
    ? yield* told(lookOf(readPackages(organization)))
    : null;
  const free = some(needsOwned)
    ? yield* told(look(request('/purchased-domains', { ...query, available: 'true' }), readFreeDomains))
    : null;
  const forms = some(({ operation }) => operation === 'submit-form')
    ? yield* told(lookOf(readForms(organization)))
    : null;
  const stock = some(({ operation }) => operation === 'buy-pre-warm')
    ? yield* told(look(request('/pre-warm-inboxes', query), readStockList))
    : null;
  const offers = yield* search(orders.filter(needsOffer), query);
  const sold = packages?.told ? { told: true as const, value: packages.value.map(packageFrom) } : packages;
  return { ...seen, listing, packages: sold, free, forms, stock, offers };
}

/** Whether an order uses domains that were bought through the vendor before. */
export function needsOwned({ source, operation }: ScaledMailOrder): boolean {
  return source === 'scaledmail' && (operation === 'create-order' || operation === 'create-custom-order');
}

/** Whether an order buys its domains. */
export function needsOffer(order: ScaledMailOrder): boolean {
  return order.operation === 'buy-domains' || buysItsDomains(order);
}

function* search(
  orders: readonly ScaledMailOrder[],
  query: Readonly<Record<string, string>>,
): Conversation<ReadonlyMap<string, Told<Offer>>> {
  const names = [...new Set(orders.flatMap(({ domains }) => domains.map(({ domain }) => domain)))].filter(isHostName);
  const offers = new Map<string, Told<Offer>>();
  for (let from = 0; from < names.length; from += SEARCHED_AT_ONCE) {
    const domains = names.slice(from, from + SEARCHED_AT_ONCE);
    const post: HttpRequest = { ...request('/search-domains', query), method: 'POST', body: { domains } };
    const answer = yield* told(look({ ...post, contentType: 'application/json' }, readOffers));
    for (const domain of domains) offers.set(domain, answer.told ? offerFor(domain, answer.value) : answer);
  }
  return offers;
}

function offerFor(domain: string, offers: ReadonlyMap<string, Offer>): Told<Offer> {
  const offer = offers.get(domain);
  return offer
    ? { told: true, value: offer }
    : { told: false, why: 'the answer to POST /search-domains leaves it out' };
}

function* told<T>(look: LookUp<T>): Conversation<Told<T>> {
  const found = yield* look;
  if (found.told === 'failed') throw new LookUpFailed(found.failure);
  return found;
}

function* look<T>(asked: HttpRequest, shape: Shape<T>): LookUp<T> {
  return lookedUp(yield* readJson(asked, shape));
}

function* lookOf<T>(reading: ReturnType<typeof readJson<T>>): LookUp<T> {
  const found: LookedUp<T> = lookedUp(yield* reading);
  return found;
}

function request(path: string, query: Readonly<Record<string, string>>): HttpRequest {
  return { effect: 'read', method: 'GET', path, query };
}

function ordersOf(orders: readonly OrderToLookUp[], { organization, settings }: LookUpContext): ScaledMailOrder[] {
  const facts = { catalogue: null, settings, organization };
  return orders.flatMap(({ operation, draft }) => (isOperation(operation) ? [readOrder(operation, draft, facts)] : []));
}

function nothingOf(organization: string): ScaledMailOnline {
  return {
    vendor: 'scaledmail',
    keyRefused: null,
    organization,
    workspaces: NOT_LOOKED_UP,
    packages: null,
    free: null,
    listing: null,
    forms: null,
    stock: null,
    offers: new Map(),
  };
}
