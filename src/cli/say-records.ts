import { shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger } from '../domain/ports.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import { visibleText } from '../domain/visible-text.ts';
import { replayLedger } from '../steps/replay-ledger.ts';
import { canBeReadBack } from './next-steps.ts';
import { table } from './terminal/table.ts';
import { widthOf } from './terminal/text-width.ts';

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
  return { text: textOf(records, screen), unknown, unseen };
}

/** What is needed to go on, where a screen has no room for all. */
const ESSENTIAL: ReadonlySet<string> = new Set(['state', 'key', 'order', 'order_id', 'rows', 'note']);

/** A table without its empty columns, how many there are of each state below it. */
function textOf(records: readonly OrderRecord[], screen: number | null): string {
  const filled = Object.entries(FIELDS).filter(([, of]) => records.some((record) => of(record) !== ''));
  const whole = tableOf(records, filled, null);
  const isWide = screen !== null && widthOf(whole.split('\n')[0] ?? '') > screen;
  const narrow = isWide ? filled.filter(([name]) => ESSENTIAL.has(name)) : filled;
  const states = [...new Set(records.map(wordOf))];
  const counts = states.map((state) => `${records.filter((record) => wordOf(record) === state).length} ${state}`);
  return `${tableOf(records, narrow, screen)}\n\n${counts.join(', ')}.`;
}

function tableOf(records: readonly OrderRecord[], fields: readonly Field[], screen: number | null): string {
  const rows = records.map((record) => fields.map(([, of]) => visibleText(String(of(record))) || '-'));
  return table(
    fields.map(([name]) => name),
    rows,
    screen,
  );
}

type Field = readonly [string, (record: OrderRecord) => string | number];

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
