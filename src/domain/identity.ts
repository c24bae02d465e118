import { digestOf, sha256 } from './digest.ts';
import type { Json } from './json.ts';

/** Vendor + origin of the base URL + organization. Two accounts never share orders, claims or locks. */
export type AccountId = string;

/** `origin` is the word `sandbox` for the in-process sandbox; a loopback origin is an account like any other. */
export function accountId(vendor: string, origin: string, organization: string): AccountId {
  if (last.vendor !== vendor || last.origin !== origin || last.organization !== organization)
    last = { vendor, origin, organization, account: `${vendor} ${origin} ${organization || '-'}` };
  return last.account;
}

/** The one asked for last, since nearly all orders of a batch are of one account and share its text then. */
let last = { vendor: '', origin: '', organization: '', account: '  -' };

/** What stands for the organization in an account; `-` for none. */
export function accountName(account: AccountId): string {
  return account.split(' ').slice(2).join(' ');
}

/** True for two accounts of one vendor at one address. */
export function isSamePlace(a: AccountId, b: AccountId): boolean {
  const place = (account: AccountId) => account.split(' ').slice(0, 2).join(' ');
  return place(a) === place(b);
}

/** The order's identity: 64 hexadecimal characters, the same for the same order whatever sheet it comes from. */
export function orderKey(account: AccountId, identity: { readonly [field: string]: Json }): string {
  return digestOf({ account, order: identity });
}

/** The key as people see it. */
export function shortKey(key: string): string {
  return key.slice(0, 16);
}

const MARKER_LENGTH = 20;
const MARKER_PREFIX = 'so-';

/**
 * A tag derived from the key, at most 20 characters (ScaledMail's limit at creation), with a check character, so that
 * an order can be found again at a vendor after total loss of the ledger.
 */
export function markerOf(key: string): string {
  const stem = MARKER_PREFIX + key.slice(0, MARKER_LENGTH - MARKER_PREFIX.length - 1);
  return stem + checkCharacter(stem);
}

/** True for a text that only we would have written. */
export function isMarker(tag: string): boolean {
  return /^so-[0-9a-f]{17}$/.test(tag) && tag.endsWith(checkCharacter(tag.slice(0, -1)));
}

function checkCharacter(stem: string): string {
  return sha256(`sheetorder marker ${stem}`).slice(0, 1);
}
