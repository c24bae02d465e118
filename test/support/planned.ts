import { summaryOf } from '../../src/domain/checked-order.ts';
import { sha256 } from '../../src/domain/digest.ts';
import type { NewEntry, OrderEntry, OrderNote } from '../../src/domain/ledger-entry.ts';
import type { OrderBook } from '../../src/domain/order-book.ts';
import type { Plan, PlannedOrder } from '../../src/domain/plan.ts';
import type { Operation, Vendor } from '../../src/domain/vendor.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { entriesOf, VERDICTS } from './entries.ts';

/** An order as a sheet has it, as far as a comparison of runs looks. */
export interface Sketch {
  readonly name: string;
  readonly domains: readonly string[];
  readonly mailboxes?: number;
  readonly operation?: string;
  readonly organization?: string;
  /** What enters the key and nothing else shows, such as the package. */
  readonly more?: string;
  readonly rows?: string;
  readonly batch?: string;
}

const VENDOR = 'scaledmail';

/** The key is that of the content: neither the name nor the rows are part of it. */
export function keyOf({
  domains,
  mailboxes = 2,
  operation = 'create-order',
  organization = '',
  more = '',
}: Sketch): string {
  return sha256(JSON.stringify([domains.toSorted(), mailboxes, operation, organization, more]));
}

function noteOf({
  name,
  domains,
  mailboxes = 2,
  operation = 'create-order',
  organization = '',
  rows,
}: Sketch): OrderNote {
  const account = `${VENDOR} sandbox ${organization || '-'}`;
  const claims = [`${account} ${name} ${domains.join(' ')}`];
  const note = { account, vendor: VENDOR, organization, operation, domains, mailboxes, claims, name };
  return { ...note, rows: rows ?? 'may.csv:2' };
}

export type Ending = 'placed' | 'unknown' | 'refused' | 'throttled' | 'claimed' | 'withheld' | 'cancelled';

/** What a run leaves in the ledger of one order. */
export function sent(sketch: Sketch, ending: Ending = 'placed'): readonly NewEntry[] {
  const key = keyOf(sketch);
  const of = entriesOf(key);
  const { batch = '20260504' } = sketch;
  if (ending === 'withheld') return [{ type: 'withheld', ...noteOf(sketch), key, batch, foundOrderId: 'recOLD' }];
  const claimed = of.claimed({ ...noteOf(sketch), batch });
  if (ending === 'claimed') return [claimed];
  const receipt = { orderId: `rec-${sketch.name}`, payment: 'taken' } as const;
  const placed = { kind: 'placed', receipt, reason: 'taken' } as const;
  const verdict = ending === 'placed' || ending === 'cancelled' ? placed : VERDICTS[ending];
  const all = [claimed, of.started(), of.answered(), of.finished(verdict)];
  return ending === 'cancelled' ? [...all, of.resolved('cancelled')] : all;
}

/** The ledger with these entries, a minute from one to the next. */
export function bookOf(...entries: readonly (readonly NewEntry[])[]): OrderBook {
  const first = Date.parse('2026-05-04T10:00:00.000Z');
  const stored = entries.flat().map((entry, index) => {
    return { ...entry, seq: index + 1, at: new Date(first + index * 60_000).toISOString() };
  });
  return replayLedger(stored as OrderEntry[]);
}

/** The plan of a sheet with these orders, made from that ledger. */
export function planOf(sketches: readonly Sketch[], book: OrderBook = new Map()): Plan {
  return { orders: sketches.map((sketch, index) => plannedOf(sketch, index, book)), orphans: [], sheetFindings: [] };
}

function plannedOf(sketch: Sketch, index: number, book: OrderBook): PlannedOrder {
  const key = keyOf(sketch);
  const { account, organization, claims, domains, mailboxes, operation } = noteOf(sketch);
  const at = { file: 'may.csv', line: index + 2 };
  const cells = domains.map((value) => ({ domain: { value, at }, fields: {}, aliases: [], rows: [at] }));
  const draft = {
    name: sketch.name,
    vendor: VENDOR,
    operation: null,
    fields: {},
    domains: cells,
    rows: [at],
    findings: [],
  };
  const checked = { findings: [], identity: {}, organization, claims, domains, mailboxes, tag: null, price: null };
  const known = { vendor: { id: VENDOR } as Vendor, operation: { id: operation } as Operation, checked };
  const order = {
    ...summaryOf(draft, known),
    ...known,
    draft,
    account,
    key,
    findings: [],
    payload: null,
    judge: null,
  };
  return { order, record: book.get(key) ?? null, action: { do: 'send' }, findings: [] };
}
