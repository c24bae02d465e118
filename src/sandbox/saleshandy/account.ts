import type { AccountRecord, BookLine } from '../record.ts';
import type { SoldOrder } from '../sandbox.ts';
import type { Pays } from './read-body.ts';

/** A domain that the account had before anybody used the sandbox. */
export const EARLIER = {
  orderId: 'EARLIER001',
  domain: 'held-before.example',
  at: '2026-04-01T09:00:00.000Z',
} as const;

/** What the sandbox's account holds: its lines of the record replayed, on top of what was always there. */
export interface Account {
  readonly record: AccountRecord<BookLine>;
  /** Takes in what was recorded since; called before every request. */
  refresh(): void;
  sold(): readonly SoldOrder[];
  repeats(): readonly string[];
  /** Whether the order's first spend already met its faults. */
  hasMet(order: string): boolean;
  /** Orders that the account shows at this moment. */
  listed(now: number): readonly SoldOrder[];
  /** When an order was paid, by a person or by credits, epoch milliseconds; null while it waits. */
  paidAt(order: SoldOrder): number | null;
  /** How many domains such credits have paid for. */
  used(credits: Pays): number;
}

export function openAccount(record: AccountRecord<BookLine>): Account {
  const sold: SoldOrder[] = [];
  const repeats: string[] = [];
  const met = new Set<string>();
  const paid = new Map<string, number>();
  const refresh = () => {
    for (const line of record.news()) {
      if (line.type === 'met') met.add(line.order);
      else if (line.type === 'repeat') repeats.push(...line.domains);
      else if (line.type === 'paid') paid.set(line.id, paid.get(line.id) ?? Date.parse(line.at));
      else sold.push(line);
    }
  };
  refresh();
  return {
    record,
    refresh,
    sold: () => [...sold],
    repeats: () => [...repeats],
    hasMet: (order) => met.has(order),
    listed: (now) => sold.filter((order) => order.listedFrom <= now),
    paidAt: (order) => (paysOf(order) === 'checkout' ? (paid.get(order.id) ?? null) : Date.parse(order.at)),
    used: (credits) => sold.reduce((sum, order) => sum + (paysOf(order) === credits ? order.domains.length : 0), 0),
  };
}

export function paysOf({ terms }: SoldOrder): Pays {
  return terms?.pays === 'free' || terms?.pays === 'replacement' ? terms.pays : 'checkout';
}
