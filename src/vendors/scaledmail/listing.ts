import type { HttpReply } from '../../domain/http.ts';
import type { Reading } from '../read-list.ts';
import { type Read, readDomains } from './reads.ts';
import type { ListedDomain } from './schema.ts';

/** The account's domains, found by name and by order. */
export interface Listing {
  of(domain: string): readonly ListedDomain[];
  under(orderId: string): readonly ListedDomain[];
}

/** One reply serves every order of an account, and is long: it is taken apart once. */
const TAKEN_APART = new WeakMap<HttpReply, Reading<Listing>>();

/** Reads the list of domains. */
export function* readListing(organization: string): Read<Listing> {
  const reading = readDomains(organization);
  let step = reading.next();
  let last: HttpReply | null = null;
  while (!step.done) {
    last = yield step.value;
    const known = TAKEN_APART.get(last);
    if (known) return known;
    step = reading.next(last);
  }
  const listing = indexed(step.value);
  if (last) TAKEN_APART.set(last, listing);
  return listing;
}

function listingOf(rows: readonly ListedDomain[]): Listing {
  const byDomain = grouped(rows, (row) => row.domain);
  const byOrder = grouped(rows, (row) => row.payment_id);
  return { of: (domain) => byDomain.get(domain) ?? [], under: (orderId) => byOrder.get(orderId) ?? [] };
}

function grouped(
  rows: readonly ListedDomain[],
  by: (row: ListedDomain) => string,
): ReadonlyMap<string, readonly ListedDomain[]> {
  const groups = new Map<string, ListedDomain[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return groups;
}

function indexed(reading: Reading<readonly ListedDomain[]>): Reading<Listing> {
  return reading.ok ? { ok: true, value: listingOf(reading.value) } : reading;
}
