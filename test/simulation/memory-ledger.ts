import { ClaimHeld } from '../../src/domain/errors.ts';
import type { LedgerEntry, NewEntry, OrderEntry } from '../../src/domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../src/domain/life-cycle.ts';
import type { Money } from '../../src/domain/money.ts';
import type { Clock, Ledger } from '../../src/domain/ports.ts';
import type { Spending, SpendingFilter } from '../../src/domain/spending.ts';
import { spendingOf } from '../../src/io/sqlite/migrate.ts';
import { sheetsOf } from '../../src/io/sqlite/sheet-index.ts';

/** What is on the disk that the processes of one run share. */
export interface Shelf {
  /** Opens the ledger as one process does. */
  open(clock: Clock): Ledger;
  /** Sentences about what is wrong with it. */
  verify(): readonly string[];
  /** Loses it altogether, witness and all, as a container without a volume does. */
  lose(): void;
  /** Puts an older copy in its place, and says whether opening it is refused, as it must be; then puts the right one back. */
  rollBack(): 'refused' | 'accepted' | 'nothing';
  close(): void;
}

type Order = { state: OrderState; account: string; claims: readonly string[]; held: readonly string[] };

/** The ledger's port by its definition: entries, and a replay of them. What the SQLite ledger must be the same as. */
export function memoryShelf(): Shelf {
  let entries: LedgerEntry[] = [];
  let orders = new Map<string, Order>();
  const append = (entry: NewEntry, clock: Clock): LedgerEntry => {
    if (entry.type !== 'snapshot') orders.set(entry.key, moved(entry, orders));
    const stored = { ...entry, seq: entries.length + 1, at: new Date(clock.now()).toISOString() } as LedgerEntry;
    entries.push(JSON.parse(JSON.stringify(stored)));
    return stored;
  };
  const of = (key: string) => entries.filter((entry) => entry.type !== 'snapshot' && entry.key === key) as OrderEntry[];
  return {
    open: (clock) => ({
      append: (entry, before) => {
        before?.();
        return append(entry, clock);
      },
      appendAll: (appends) => {
        const length = entries.length;
        const known = appends.flatMap(({ entry }) =>
          'key' in entry ? [[entry.key, orders.get(entry.key)] as const] : [],
        );
        try {
          return appends.map(({ entry, before: check }) => {
            check?.();
            return append(entry, clock);
          });
        } catch (error) {
          entries.length = length;
          for (const [key, order] of known) if (order) orders.set(key, order);
          for (const [key, order] of known) if (!order) orders.delete(key);
          throw error;
        }
      },
      entriesFor: (keys) => keys.flatMap(of),
      openKeys: (account) =>
        [...orders]
          .filter(([key, order]) => order.account === account && isOpen(order.state, of(key)))
          .map(([key]) => key)
          .sort(),
      accounts: () => [...new Set([...orders.values()].map((order) => order.account))],
      keys: () => [...orders.keys()],
      holders: (account, claims) => holdersOf(orders, account, claims),
      keysLike: (prefix) => [...orders.keys()].filter((key) => key.startsWith(prefix)),
      ordersFrom: (file, most) => keysFrom(entries, file).slice(0, most),
      orderIds: (account) => idsOf(entries, orders, account),
      spent: (filter) => sumsOf(spendingOf(entries), filter),
      snapshot: (seq) => {
        const entry = entries[seq - 1];
        return entry?.type === 'snapshot' ? entry : null;
      },
      all: () => entries,
      unsound: () => [],
      verify: () => [],
      close: () => {},
    }),
    verify: () => [],
    lose: () => {
      entries = [];
      orders = new Map();
    },
    rollBack: () => 'nothing',
    close: () => {},
  };
}

type Move = Exclude<NewEntry, { type: 'snapshot' }>;

function moved(entry: Move, orders: ReadonlyMap<string, Order>): Order {
  const before = orders.get(entry.key) ?? { state: 'pending', account: '', claims: [], held: [] };
  const state = transition(before.state, entry);
  const account = 'account' in entry ? entry.account : before.account;
  const claims = 'claims' in entry ? entry.claims : before.claims;
  if (!HOLDING.has(state)) return { state, account, claims, held: [] };
  const allowed = entry.type === 'claimed' ? entry.allowed : [];
  if (entry.type === 'claimed' || (!HOLDING.has(before.state) && entry.type !== 'looked_up')) {
    for (const [claim, keys] of holdersOf(orders, account, claims)) {
      const other = keys.find((key) => key !== entry.key && !allowed.includes(key));
      if (other) throw new ClaimHeld(claim, other);
    }
  }
  return { state, account, claims, held: claims };
}

function holdersOf(orders: ReadonlyMap<string, Order>, account: string, claims: readonly string[]) {
  const held = claims.map((claim) => {
    const keys = [...orders].filter(([, order]) => order.account === account && order.held.includes(claim));
    return [claim, keys.map(([key]) => key)] as const;
  });
  return new Map(held.filter(([, keys]) => keys.length > 0));
}

function isOpen(state: OrderState, entries: readonly OrderEntry[]): boolean {
  if (!HOLDING.has(state)) return false;
  if (state !== 'placed') return true;
  const since = entries.findLastIndex((entry) => entry.type === 'claimed' || entry.type === 'withheld');
  return !entries.slice(Math.max(0, since)).some((entry) => idIn(entry) !== null);
}

function keysFrom(entries: readonly LedgerEntry[], file: string): readonly string[] {
  const from = entries.filter((entry) => sheetsOf(entry).includes(file)).toReversed();
  return [...new Set(from.flatMap((entry) => (entry.type === 'snapshot' ? [] : entry.key)))];
}

function idsOf(entries: readonly LedgerEntry[], orders: ReadonlyMap<string, Order>, account: string) {
  const told = entries.flatMap((entry) => {
    if (entry.type === 'snapshot' || orders.get(entry.key)?.account !== account) return [];
    const id = idIn(entry);
    return id ? [[id, entry.key] as const] : [];
  });
  return new Map(told);
}

function sumsOf(spending: readonly Spending[], { since, batch, client }: SpendingFilter): readonly Money[] {
  const sums = new Map<string, number>();
  for (const row of spending) {
    if (!row.held || !row.amount || (since !== undefined && row.at < since)) continue;
    if ((batch ?? row.batch) !== row.batch || (client ?? row.client) !== row.client) continue;
    sums.set(row.amount.currency, (sums.get(row.amount.currency) ?? 0) + row.amount.minor);
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

function idIn(entry: LedgerEntry): string | null {
  if (entry.type === 'spend_finished' && entry.verdict.kind === 'placed') return entry.verdict.receipt.orderId;
  if (entry.type === 'looked_up' && entry.result.kind === 'found') return entry.result.receipt.orderId;
  return entry.type === 'resolved' && entry.as === 'placed' ? entry.orderId : null;
}
