import type { Conversation } from '../../domain/conversation.ts';
import type { Remembered } from '../../domain/remembered.ts';
import type { LookupResult } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet } from '../lookup.ts';
import type { PurchasedDomain } from './buying-schema.ts';
import { readPurchased } from './reads.ts';
import { isOlder } from './sighting.ts';

/**
 * A registration is there when every domain of it is among the purchased ones, and none was bought before the order could
 * have been sent. A part of them leaves the doubt, with both sides named.
 */
export function* findRegistration(wanted: Remembered): Conversation<LookupResult> {
  const { domains } = wanted;
  if (domains.length === 0) return inconclusive('The ledger does not say which domains were to be registered.');
  const purchased = yield* readPurchased(wanted.organization);
  if (!purchased.ok) return inconclusive(purchased.failure.reason);
  const own = purchased.value.filter((row) => domains.includes(row.domain));
  const older = own.filter((row) => isOlder(row.created_at, wanted));
  if (older.length > 0) return inconclusive(`Bought before this order was sent: ${names(older)}.`);
  const missing = domains.filter((domain) => !own.some((row) => row.domain === domain));
  if (own.length === 0)
    return notFoundYet('None of its domains is among the purchased ones. The vendor may still be at it.');
  if (missing.length > 0) return inconclusive(`Purchased: ${names(own)}; not purchased: ${missing.join(', ')}.`);
  const receipt = { orderId: wanted.orderId ?? idOf(own), payment: 'taken' } as const;
  return { kind: 'found', receipt, by: 'its domains among the purchased ones' };
}

/** The vendor shows no id for a purchase; its first domain and the moment it was bought are its own, and stay. */
function idOf(rows: readonly PurchasedDomain[]): string {
  const [first, ...more] = rows.toSorted((a, b) => (a.domain < b.domain ? -1 : 1));
  const made = Date.parse(first?.created_at ?? '');
  const at = Number.isNaN(made) ? '' : `@${new Date(made).toISOString()}`;
  return `purchased:${first?.domain ?? ''}${at}${more.length > 0 ? `+${more.length}` : ''}`;
}

function names(rows: readonly PurchasedDomain[]): string {
  return rows.map((row) => (row.created_at ? `${row.domain} (${row.created_at})` : row.domain)).join(', ');
}
