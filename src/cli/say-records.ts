import { shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger } from '../domain/ports.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import { visibleText } from '../domain/visible-text.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { canBeReadBack } from './next-steps.ts';
import { table } from './table.ts';

export interface SaidRecords {
  readonly text: string;
  /** Short keys of those that may have been placed. */
  readonly unknown: readonly string[];
  /** Of those, the ones that no read-back can tell: their vendor shows no such orders. */
  readonly unseen: readonly string[];
}

/** Orders as the ledger has them, without any sheet: a table without its empty columns, or JSON with all fields. */
export function sayRecords(
  ledger: Ledger | null,
  keys: readonly string[],
  json: boolean,
  screen: number | null = null,
): SaidRecords {
  const records = [...replayLedger(ledger?.entriesFor(keys) ?? []).values()];
  const unknown = records.filter((record) => wordOf(record) === 'unknown').map((record) => shortKey(record.key));
  const unseen = records
    .filter((record) => wordOf(record) === 'unknown' && record.note && !canBeReadBack(record.note))
    .map((record) => shortKey(record.key));
  if (json) return { text: JSON.stringify(records.map(fieldsOf), null, 2), unknown, unseen };
  if (records.length === 0) return { text: 'No orders.', unknown, unseen };
  const fields = Object.entries(FIELDS).filter(([, of]) => records.some((record) => of(record) !== ''));
  const rows = records.map((record) => fields.map(([, of]) => visibleText(String(of(record))) || '-'));
  return {
    text: table(
      fields.map(([name]) => name),
      rows,
      screen,
    ),
    unknown,
    unseen,
  };
}

const FIELDS: Readonly<Record<string, (record: OrderRecord) => string | number>> = {
  state: wordOf,
  key: (record) => shortKey(record.key),
  order: (record) => record.note?.name ?? '',
  order_id: (record) => record.receipt?.orderId ?? '',
  vendor: (record) => record.note?.vendor ?? '',
  operation: (record) => record.note?.operation ?? '',
  domains: (record) => record.note?.domains.length ?? 0,
  attempts: (record) => record.attempts,
  last_attempt: (record) => record.lastAttemptAt ?? '',
  rows: (record) => record.note?.rows ?? '',
  note: noteOf,
};

function fieldsOf(record: OrderRecord): Record<string, string | number> {
  return Object.fromEntries(Object.entries(FIELDS).map(([name, of]) => [name, of(record)]));
}

/** Of a placed order only what a person must know before paying: why it could not be read, or how it differs. */
function noteOf({ state, receipt, lookupNote, lastVerdict }: OrderRecord): string {
  if (state !== 'placed') return lookupNote ?? lastVerdict?.reason ?? '';
  if (receipt?.code === ORDER_DIFFERS) return `${ORDER_DIFFERS}: ${lastVerdict?.reason ?? ''}`;
  return receipt?.payment === 'taken' ? '' : (lookupNote ?? '');
}

const DUE: Readonly<Record<string, string>> = { pending: 'payment_pending', checkout: 'awaiting_payment' };

/** A run that is sending, or one that died, leaves orders that may have been placed. */
function wordOf(record: OrderRecord): string {
  if (record.state === 'in_flight' || record.state === 'answered') return 'unknown';
  if (record.state !== 'placed') return record.state;
  return DUE[record.receipt?.payment ?? 'taken'] ?? record.state;
}
