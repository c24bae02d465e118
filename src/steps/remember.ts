import type { SnapshotEntry } from '../domain/ledger-entry.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { KnownIds, Remembered } from '../domain/remembered.ts';

/** Made once for all orders that stand on a snapshot. */
const idsOfSnapshots = new WeakMap<SnapshotEntry, KnownIds>();

/** What a read-back may lean on. `orderIds`: every id of the account that the ledger knows, and whose it is. */
export function remember(
  record: OrderRecord,
  snapshot: SnapshotEntry | null,
  orderIds: ReadonlyMap<string, string>,
): Remembered {
  const claims = record.note?.claims ?? [];
  const form = snapshot?.forms.find((item) => claims.includes(`form:${item.uuid}`));
  const isOfOther = (id: string) => (orderIds.get(id) ?? record.key) !== record.key;
  return {
    key: record.key,
    organization: record.note?.organization ?? '',
    operation: record.note?.operation ?? '',
    domains: record.note?.domains ?? [],
    claims,
    marker: record.claim?.marker ?? null,
    snapshotIds: snapshot ? idsOf(snapshot) : [],
    notBefore: snapshot?.vendorClock ?? null,
    foreignIds: { includes: (id) => isOfOther(id) || record.cancelledIds.includes(id) },
    formOrderId: form?.orderId ?? null,
    orderId: record.receipt?.orderId ?? null,
  };
}

function idsOf(snapshot: SnapshotEntry): KnownIds {
  const known = idsOfSnapshots.get(snapshot);
  if (known) return known;
  const ids = new Set(snapshot.orderIds);
  const made = { includes: (id: string) => ids.has(id) };
  idsOfSnapshots.set(snapshot, made);
  return made;
}
