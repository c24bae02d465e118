import type { ClaimedEntry, OrderEntry } from '../domain/ledger-entry.ts';
import { transition } from '../domain/life-cycle.ts';
import type { OrderBook, OrderRecord } from '../domain/order-book.ts';
import { FORM_PENDING, type LookupResult, type Receipt, type Verdict } from '../domain/verdict.ts';

/** The order book is the ledger replayed, entry by entry; throws LedgerError on an impossible step. */
export function replayLedger(entries: Iterable<OrderEntry>): OrderBook {
  const book = new Map<string, OrderRecord>();
  for (const entry of entries) book.set(entry.key, withEntry(book.get(entry.key) ?? unheardOf(entry.key), entry));
  return book;
}

function unheardOf(key: string): OrderRecord {
  return {
    key,
    state: 'pending',
    note: null,
    claim: null,
    attempts: 0,
    lastAttemptAt: null,
    receipt: null,
    lastVerdict: null,
    everInDoubt: false,
    placedInBatch: null,
    cancelledIds: [],
    lookupNote: null,
    entries: [],
  };
}

function withEntry(record: OrderRecord, entry: OrderEntry): OrderRecord {
  const state = transition(record.state, entry);
  const next: OrderRecord = { ...record, state, entries: [...record.entries, entry] };
  switch (entry.type) {
    case 'claimed':
      return withClaim(next, entry);
    case 'withheld':
      return { ...next, note: entry };
    case 'spend_started':
      return { ...next, attempts: record.attempts + 1 };
    case 'answered':
      return next;
    case 'spend_finished':
      return withVerdict(next, entry.verdict);
    case 'looked_up':
      if (entry.result.kind !== 'found') return { ...next, lookupNote: entry.result.note };
      return { ...next, receipt: found(record.receipt, entry.result), lookupNote: null };
    case 'resolved':
      return withResolution(next, entry.as, entry.orderId, record.state === 'placed');
  }
}

/** A new attempt starts with a clean slate; what was in doubt stays remembered. */
function withClaim(record: OrderRecord, entry: ClaimedEntry & { readonly at: string }): OrderRecord {
  return {
    ...record,
    note: entry,
    claim: entry,
    lastAttemptAt: entry.at,
    receipt: null,
    lastVerdict: null,
    lookupNote: null,
    placedInBatch: entry.batch,
  };
}

function withVerdict(record: OrderRecord, verdict: Verdict): OrderRecord {
  const doubt = verdict.kind === 'unknown' || (verdict.kind === 'not_placed' && verdict.cause !== 'not_sent');
  return {
    ...record,
    lastVerdict: verdict,
    receipt: verdict.kind === 'placed' ? verdict.receipt : record.receipt,
    everInDoubt: record.everInDoubt || doubt,
  };
}

function withResolution(
  record: OrderRecord,
  as: 'placed' | 'not_placed' | 'cancelled',
  orderId: string | null,
  wasPlaced: boolean,
): OrderRecord {
  if (as === 'placed') {
    const said: Receipt = { orderId, payment: 'taken' };
    const receipt = merge(record.receipt, said);
    return { ...record, receipt: wasPlaced ? asPaid(receipt, said) : receipt };
  }
  if (as === 'not_placed') return { ...record, everInDoubt: true };
  const cancelled = record.receipt?.orderId;
  return {
    ...record,
    receipt: null,
    everInDoubt: true,
    cancelledIds: cancelled ? [...record.cancelledIds, cancelled] : record.cancelledIds,
  };
}

function found(known: Receipt | null, { receipt, paid }: Extract<LookupResult, { kind: 'found' }>): Receipt {
  const merged = merge(known, receipt);
  return paid ? asPaid(merged, receipt) : merged;
}

/** Paid by proof, never the other way: the link is gone, and so is what stood in the way of the payment. */
function asPaid({ checkoutUrl: _link, code, ...receipt }: Receipt, said: Receipt): Receipt {
  if (receipt.payment === 'taken') return { ...receipt, ...(code ? { code } : {}) };
  const lasting = receipt.payment === 'pending' ? said.code : code;
  return { ...receipt, payment: 'taken', ...(lasting ? { code: lasting } : {}) };
}

/**
 * A read-back fills in what the reply left out; it never gives an order another id, nor calls a payment due one taken,
 * nor hands out a link to pay what is paid.
 * What a form waits for is the one cause that passes by itself: the newest read-back says whether it still does.
 */
function merge(known: Receipt | null, found: Receipt): Receipt {
  if (!known) return found;
  const { code, ...lasting } = known;
  const { checkoutUrl, ...shown } = found;
  return {
    ...shown,
    ...(checkoutUrl && known.payment !== 'taken' ? { checkoutUrl } : {}),
    ...lasting,
    ...(code && code !== FORM_PENDING ? { code } : {}),
    orderId: known.orderId ?? found.orderId,
    ...(found.amount ? { amount: found.amount } : {}),
  };
}
