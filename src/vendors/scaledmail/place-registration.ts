import type { Conversation } from '../../domain/conversation.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import { type Money, majorText, minorFromText, moneyFromMajor } from '../../domain/money.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { parseJson } from '../json-prefix.ts';
import { reasonOf } from '../read-carefully.ts';
import { blacklistsOf, readSearchList, type SearchedDomain } from './buying-schema.ts';
import { lookFirst, type NotPlaced, notBought } from './look-first.ts';
import { readReply } from './place.ts';

const FAILURE = /fail|error|reject|unavailable|skipped|taken|invalid/i;

/** What `assembleRegistration` writes, read back: the request alone says what is bought, and for how much at most. */
interface Wanted {
  readonly domains: readonly string[];
  /** Cents for one domain; null lets nothing through. */
  readonly ceiling: number | null;
}

/**
 * Asks for every domain right before the spend, and spends only when all are to be had for no more than the ceiling. What
 * the search said is the amount, since the reply is not known to name one.
 */
export function* placeRegistration(request: HttpRequest): Conversation<Verdict> {
  const quote = yield* askFor(request, wantedIn(request).domains);
  if ('kind' in quote) return quote;
  const said = readRegistrationReply(yield request);
  if (said.kind !== 'placed' || said.receipt.payment !== 'taken') return said;
  return { ...said, receipt: { ...said.receipt, amount: quote } };
}

/** What these domains of a purchase cost together, or why it may not be sent: one search, held against the purchase's ceiling. */
export function* askFor(
  purchase: HttpRequest,
  domains: readonly string[],
): Generator<HttpRequest, Money | NotPlaced, HttpReply> {
  const look = yield* lookFirst(searchRequest(purchase, domains), readSearchList);
  return look.ok ? judge(look.value, { ...wantedIn(purchase), domains }) : look.verdict;
}

/** A search has the same body as a registration, and costs nothing. */
export function searchRequest(purchase: HttpRequest, domains: readonly string[]): HttpRequest {
  const { conditions: _conditions, query, ...rest } = purchase;
  const { organization_id = '' } = query;
  return { ...rest, query: { organization_id }, effect: 'read', path: '/search-domains', body: { domains } };
}

/** As for every order; but a part may have been bought, so every refusal is confirmed, and a yes that lists failures, or is cut short, is a doubt. */
export function readRegistrationReply(reply: HttpReply): Verdict {
  const said = readReply('buy-domains', reply);
  if (said.kind === 'refused') return { ...said, confirm: true };
  if (said.kind !== 'placed' || said.receipt.payment !== 'taken' || reply.kind !== 'answer') return said;
  const text = reply.body.replace(/^\uFEFF/, '').trim();
  const json = text === '' ? null : parseJson(text);
  // What is cut short may have gone on to list failures.
  if (json !== undefined && !listsFailures(json)) return said;
  return { kind: 'unknown', code: 'CONTRADICTION', reason: `A part may have failed: ${reasonOf(reply)}` };
}

/** Any field that speaks of failure and is not empty, at any depth of the reply; without calling itself, however deep that is. */
function listsFailures(reply: unknown): boolean {
  const open: unknown[] = [reply];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, item] of Object.entries(value)) {
      if (FAILURE.test(name) && !isEmpty(item)) return true;
      open.push(item);
    }
  }
  return false;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
}

function wantedIn({ body, conditions }: HttpRequest): Wanted {
  const isObject = typeof body === 'object' && body !== null && 'domains' in body;
  const domains = isObject && Array.isArray(body.domains) ? body.domains : [];
  return {
    domains: domains.filter((name) => typeof name === 'string'),
    ceiling: minorFromText(conditions?.max_price ?? ''),
  };
}

/** What all of them cost together, or why nothing may be bought. */
function judge(rows: readonly SearchedDomain[], { domains, ceiling }: Wanted): Money | NotPlaced {
  const seen = domains.map((domain) => ({ domain, rows: rows.filter((row) => row.domain === domain) }));
  const gone = seen.flatMap(({ domain, rows: own }) => unavailable(domain, own) ?? []);
  if (domains.length === 0 || gone.length > 0)
    return notBought(
      'SM-BUY-UNAVAILABLE',
      `Nothing was bought: ${gone.join(' ') || 'the order names no domain.'}`,
      'Take these domains out and submit the rest; see `sheetorder explain SM-BUY-UNAVAILABLE`.',
    );
  const prices = seen.map(({ domain, rows: own }) => ({ domain, price: moneyFromMajor(own[0]?.price, 'USD') }));
  const dear = prices.flatMap(({ domain, price }) => tooDear(domain, price, ceiling) ?? []);
  if (dear.length > 0)
    return notBought(
      'SM-BUY-PRICE',
      `Nothing was bought: ${dear.join(' ')}`,
      'Raise `max_price` or the setting `maxDomainPrice` if that is what you want to pay, or take these domains out.',
    );
  return { minor: prices.reduce((sum, { price }) => sum + (price?.minor ?? 0), 0), currency: 'USD' };
}

/** Why a domain is not to be had; null when the search says once, and in so many words, that it is. */
function unavailable(domain: string, rows: readonly SearchedDomain[]): string | null {
  const [row, ...more] = rows;
  if (!row) return `the search does not name ${domain}.`;
  if (more.length > 0) return `the search names ${domain} more than once.`;
  if (row.status.toLowerCase() !== 'available')
    return `${domain} is ${/^[a-z ]{1,30}$/i.test(row.status) ? row.status : 'not called available'}.`;
  return blacklistsOf(row).length > 0 ? `${domain} is on a blacklist.` : null;
}

function tooDear(domain: string, price: Money | null, ceiling: number | null): string | null {
  if (!price) return `the search gives no price for ${domain}.`;
  if (ceiling === null) return `no price ceiling is set for ${domain}.`;
  if (price.minor <= ceiling) return null;
  return `${domain} costs ${majorText(price)} USD, and may cost ${majorText({ minor: ceiling, currency: '' })} at most.`;
}
