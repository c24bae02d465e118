import { readList, readText, refuse } from '../refusal.ts';
import type { Account } from './account.ts';
import { HOST, refuseTwice } from './read-domains.ts';

const MOST_NAMES = 10;
const SEARCHES = 15;
const MINUTE_MS = 60_000;
const PRICE = 15.5;
const PREMIUM_PRICE = 2_500;
const RENEWAL_PRICE = 17;

/** What the account may see of the trade in names. */
export interface Registry {
  readonly account: Account;
  /** Names that the account bought before anything was recorded. */
  readonly purchased: Pick<ReadonlySet<string>, 'has'> | null;
  readonly now: number;
}

/** One row of `POST /search-domains`. */
export interface Offer {
  readonly domain: string;
  readonly status: 'available' | 'taken';
  readonly price: number | null;
  readonly renewPrice: number | null;
  readonly blacklisted: readonly string[];
}

/**
 * Names under `.example` are for sale, but for those that begin with `taken-` and those the account holds already;
 * `blacklisted-` names are on a list, and `premium-` names cost a fortune.
 */
export function offerOf(domain: string, { account, purchased, now }: Registry): Offer {
  const isTaken =
    !domain.endsWith('.example') ||
    domain.startsWith('taken-') ||
    account.registered(now).has(domain) ||
    account.holder(domain, now) !== null ||
    purchased?.has(domain);
  if (isTaken) return { domain, status: 'taken', price: null, renewPrice: null, blacklisted: [] };
  const blacklisted = domain.startsWith('blacklisted-') ? ['sample-list'] : [];
  return { domain, status: 'available', price: priceOfName(domain), renewPrice: RENEWAL_PRICE, blacklisted };
}

/** Dollars for the first year. */
export function priceOfName(domain: string): number {
  return domain.startsWith('premium-') ? PREMIUM_PRICE : PRICE;
}

/** The names of a search or a purchase: at most ten, each once. */
export function readNames(value: unknown): readonly string[] {
  const names = readList(value, 'domains').map((name) => readText(name, 'domain'));
  if (names.length > MOST_NAMES) refuse(`At most ${MOST_NAMES} domains are allowed in one request`);
  const odd = names.find((name) => !HOST.test(name));
  if (odd !== undefined) refuse(`Domain ${odd} is not valid`);
  refuseTwice(names);
  return names;
}

/** When one more search is let through: 0 for now, else the moment; 15 a minute are counted for each account by itself. */
export function nextSearchAt(account: Account, now: number): number {
  const times = (MADE.get(account) ?? []).filter((at) => at > now - MINUTE_MS);
  const [first] = times;
  if (times.length >= SEARCHES && first !== undefined) return first + MINUTE_MS;
  MADE.set(account, [...times, now]);
  return 0;
}

const MADE = new WeakMap<Account, readonly number[]>();
