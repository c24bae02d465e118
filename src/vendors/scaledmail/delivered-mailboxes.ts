import type { Followed } from '../../domain/delivery.ts';
import { isMailboxType, MAILBOXES_PER_DOMAIN } from './limits.ts';
import type { Listing } from './listing.ts';
import type { ListedDomain } from './schema.ts';

const GOOGLE_COUNTS = [2, 3, 4];

/** The vendor's word for a mailbox type, in ours; empty when it says none that is known. */
export function typeOf(row: ListedDomain | undefined): string {
  const text = typeof row?.order_type === 'string' ? row.order_type.trim().toLowerCase() : '';
  return text === 'microsoft' ? 'outlook' : text;
}

/** Mailboxes that a row says its domain has; null when it does not say. */
export function deliveredOn(row: ListedDomain): number | null {
  const { total_mailboxes: total, mailbox } = row;
  if (typeof total === 'number' && Number.isInteger(total) && total >= 0) return total;
  return Array.isArray(mailbox) ? mailbox.length : null;
}

/**
 * How many mailboxes of the order's total fall on each domain. The ledger holds the total alone, and all domains of a type
 * have as many, so it can be told from the types that the vendor shows; null where it cannot.
 */
export function orderedPerDomain(
  { domains, mailboxes, orderId }: Followed,
  rows: Listing,
): (domain: string) => number | null {
  const types = new Map(
    domains.map((domain) => [domain, typeOf(rows.of(domain).find((row) => row.payment_id === orderId))]),
  );
  const known = new Set([...types.values()].filter((type) => type !== ''));
  if (known.size <= 1) {
    const each = mailboxes / domains.length;
    return () => (Number.isInteger(each) && each > 0 ? each : null);
  }
  const counts = countsByType([...types.values()], mailboxes);
  return (domain) => counts?.[types.get(domain) ?? ''] ?? null;
}

/** Mixed types: outlook and smtp are fixed, and google takes the rest, when that is a count it can have. */
function countsByType(types: readonly string[], total: number): Readonly<Record<string, number>> | null {
  if (!types.every(isMailboxType)) return null;
  const google = types.filter((type) => type === 'google').length;
  const rest = types.reduce((sum, type) => sum - (type === 'google' ? 0 : MAILBOXES_PER_DOMAIN[type]), total);
  if (google === 0) return rest === 0 ? MAILBOXES_PER_DOMAIN : null;
  return GOOGLE_COUNTS.includes(rest / google) ? { ...MAILBOXES_PER_DOMAIN, google: rest / google } : null;
}
