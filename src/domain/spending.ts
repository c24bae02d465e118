import type { NewEntry } from './ledger-entry.ts';
import { HOLDING, type OrderState } from './life-cycle.ts';
import type { Money } from './money.ts';

/** What one attempt may have cost. It counts while `held`: from the claim on, until it is proven that nothing was bought. */
export interface Spending {
  readonly key: string;
  readonly attempt: number;
  /** As `clientName` makes it; empty for none. */
  readonly client: string;
  readonly batch: string;
  /** When it was claimed, RFC 3339 UTC. */
  readonly at: string;
  readonly amount: Money | null;
  readonly held: boolean;
}

/** Which spending is asked for; what is left out does not narrow. */
export interface SpendingFilter {
  /** RFC 3339 UTC; claimed then or later. */
  readonly since?: string;
  readonly batch?: string;
  readonly client?: string;
}

type OrderMove = Exclude<NewEntry, { type: 'snapshot' }>;

/** How an entry changes the latest attempt's spending; a cancelled order's money stays spent. */
export function spendingChange(
  entry: OrderMove,
  before: OrderState,
  after: OrderState,
): { readonly held?: boolean; readonly amount?: Money } {
  const amount = amountIn(entry);
  const cancelled = entry.type === 'resolved' && entry.as === 'cancelled';
  const moved = HOLDING.has(before) !== HOLDING.has(after) && !cancelled;
  return { ...(moved ? { held: HOLDING.has(after) } : {}), ...(amount ? { amount } : {}) };
}

/** What an order counts once the vendor has told its amount: the larger of that and the price that was reserved. */
export function settledAmount(reserved: Money | null, said: Money): Money {
  return reserved && reserved.minor > said.minor ? reserved : said;
}

/** True for two amounts of which one looks like cents and the other like dollars. */
export function unitIsUncertain(a: Money, b: Money): boolean {
  const [less, more] = a.minor < b.minor ? [a.minor, b.minor] : [b.minor, a.minor];
  return a.currency === b.currency && less > 0 && more / less >= 90 && more / less <= 110;
}

/** A client as budgets know it, however it is written. */
export function clientName(text: string): string {
  return text.trim().toLowerCase();
}

function amountIn(entry: OrderMove): Money | null {
  if (entry.type === 'spend_finished' && entry.verdict.kind === 'placed') return entry.verdict.receipt.amount ?? null;
  if (entry.type === 'looked_up' && entry.result.kind === 'found') return entry.result.receipt.amount ?? null;
  return null;
}

/** Spending as the entries tell it: what a ledger's index must be the same as. */
export function spendingIn(
  entries: Iterable<{ entry: OrderMove; at: string; before: OrderState; after: OrderState }>,
): readonly Spending[] {
  const rows = new Map<string, Spending[]>();
  for (const { entry, at, before, after } of entries) {
    const own = rows.get(entry.key) ?? [];
    rows.set(entry.key, own);
    if (entry.type === 'claimed') own.push(reserved(entry, at));
    const latest = own.at(-1);
    if (!latest) continue;
    const { held = latest.held, amount } = spendingChange(entry, before, after);
    own[own.length - 1] = { ...latest, held, amount: amount ? settledAmount(latest.amount, amount) : latest.amount };
  }
  return [...rows.values()].flat();
}

function reserved(entry: Extract<OrderMove, { type: 'claimed' }>, at: string): Spending {
  const { key, attempt, batch, reservation } = entry;
  return { key, attempt, client: clientName(entry.client ?? ''), batch, at, amount: reservation, held: true };
}
