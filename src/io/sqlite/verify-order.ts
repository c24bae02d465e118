import type { OrderEntry } from '../../domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../domain/life-cycle.ts';
import { spendingOf } from './migrate.ts';
import { orderIdIn } from './order-index.ts';
import type { Row } from './rows.ts';

/** In the order in which findings are told. */
export type Kind = 'step' | 'filing' | 'state' | 'claim' | 'open' | 'id' | 'spending' | 'sheet';

/** Notes what does not fit; `seq` is the entry it is told of, or the order's first one. */
export type Tell = (kind: Kind, seq: number, text: string) => void;

/** What the indexes have of one order. */
export interface Indexed {
  readonly order: Row | undefined;
  readonly claims: readonly Row[];
  readonly spending: readonly Row[];
}

/** One order as a replay of its entries tells it. */
export interface Told {
  readonly key: string;
  readonly account: string;
  readonly seq: number;
  /** Undefined when no entry of it was possible. */
  readonly state: OrderState | undefined;
  readonly isOpen: boolean;
  readonly claims: readonly string[];
  readonly ids: readonly string[];
  readonly spending: string;
}

/** Replays one order's entries; an impossible one is told and changes nothing. */
export function toldBy(key: string, entries: readonly OrderEntry[], tell: Tell): Told {
  const [first] = entries;
  let state: OrderState | undefined;
  let id: string | null = null;
  for (const entry of entries) {
    const before = state ?? 'pending';
    const after = stateAfter(before, entry, tell);
    state = after ?? state;
    const said = orderIdIn(entry);
    if (said) id = said;
    else if (before !== 'placed' || (after ?? before) !== 'placed') id = null;
  }
  const isHeld = state !== undefined && HOLDING.has(state);
  const noted = entries.findLast((entry) => 'claims' in entry);
  return {
    key,
    account: first && 'account' in first ? first.account : '',
    seq: first?.seq ?? Number.MAX_SAFE_INTEGER,
    state,
    isOpen: isHeld && !(state === 'placed' && id),
    claims: isHeld && noted && 'claims' in noted ? [...new Set(noted.claims)] : [],
    ids: [...new Set(entries.flatMap((entry) => orderIdIn(entry) || []))],
    spending: spendingText(entries),
  };
}

/** Tells where the indexes have an order otherwise than its entries do. */
export function compareOrder(told: Told, { order, claims, spending }: Indexed, tell: Tell): void {
  const { key, seq, state, isOpen, account } = told;
  const short = key.slice(0, 16);
  if (state === undefined) {
    if (order) tell('state', seq, `Order ${short} is in the index without any entry.`);
  } else {
    if (order && order.account !== account)
      tell('state', seq, `Order ${short} is filed under another account than its entries tell.`);
    if (order?.state !== state)
      tell(
        'state',
        seq,
        `Order ${short} is "${state}" by its entries and "${order?.state ?? 'missing'}" in the index.`,
      );
  }
  if (told.seq < Number.MAX_SAFE_INTEGER && isOpen !== (order?.unsettled === 1))
    tell('open', seq, sayOpen(short, isOpen));
  const isOwn = (row: Row) => row.account === account && told.claims.includes(String(row.claim));
  const held = new Set(claims.filter(isOwn).map((row) => String(row.claim)));
  for (const claim of told.claims)
    if (!held.has(claim)) tell('claim', seq, `Order ${short} has lost its claim on ${claim}.`);
  for (const row of claims)
    if (!isOwn(row)) tell('claim', seq, `Order ${short} holds ${row.claim} although it is "${state ?? 'pending'}".`);
  const indexed = spending.map((row) => JSON.stringify(Object.values(row))).join('');
  if (indexed !== told.spending)
    tell('spending', seq, `What order ${short} may have cost is not what its entries tell.`);
}

function sayOpen(short: string, isOpen: boolean): string {
  return isOpen
    ? `Order ${short} is not among the open orders, and should be.`
    : `Order ${short} is among the open orders, and should not be.`;
}

function stateAfter(before: OrderState, entry: OrderEntry, tell: Tell): OrderState | undefined {
  try {
    return transition(before, entry);
  } catch (error) {
    tell('step', entry.seq, `Entry ${entry.seq}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** As the table of spending has it, row after row. */
function spendingText(entries: readonly OrderEntry[]): string {
  const rows = spendingOf(entries).map(({ key, attempt, client, batch, at, amount, held }) =>
    JSON.stringify([key, attempt, client, batch, at, amount?.minor ?? null, amount?.currency ?? null, held ? 1 : 0]),
  );
  return rows.join('');
}
