import type { AccountRecord } from '../record.ts';
import type { SoldOrder } from '../sandbox.ts';
import { EARLIER_ORDERS, SANDBOX_FORMS, type SandboxForm } from './standing-account.ts';

/** What the sandbox's account holds: the record replayed, on top of what was always there. */
export interface Account {
  readonly record: AccountRecord;
  /** Takes in what was recorded since; called before every request. */
  refresh(): void;
  sold(): readonly SoldOrder[];
  repeats(): readonly string[];
  /** Whether the order's first spend already met its faults. */
  hasMet(order: string): boolean;
  /** How many sales hold this domain, listed or not. */
  timesSold(domain: string): number;
  /** Domains registered through the vendor, with the moment, as the account shows them. */
  registered(now: number): ReadonlyMap<string, string>;
  /** Sales that the account shows at this moment. */
  listed(now: number): readonly SoldOrder[];
  pendingForms(now: number): readonly SandboxForm[];
  /** What holds a domain at this moment: a sale, something that was always there, or nothing. */
  holder(domain: string, now: number): 'sold' | 'standing' | null;
}

export function openAccount(record: AccountRecord): Account {
  const sold: SoldOrder[] = [];
  const repeats: string[] = [];
  const met = new Set<string>();
  const byDomain = new Map<string, SoldOrder[]>();

  const refresh = () => {
    for (const line of record.news()) {
      if (line.type === 'met') met.add(line.order);
      else if (line.type === 'repeat') repeats.push(...line.domains);
      else {
        sold.push(line);
        for (const domain of line.domains) byDomain.set(domain, [...(byDomain.get(domain) ?? []), line]);
      }
    }
  };
  const listed = (now: number) => sold.filter((order) => order.listedFrom <= now);
  const registered = (now: number) =>
    new Map(listed(now).flatMap(({ registers = [], at }) => registers.map((domain) => [domain, at] as const)));
  const pendingForms = (now: number) => {
    const filled = new Set(listed(now).map((order) => order.form));
    return SANDBOX_FORMS.filter((form) => !filled.has(form.uuid));
  };
  const holder = (domain: string, now: number) => {
    const isHeld = (order: SoldOrder) => order.kind !== 'buy-domains' && order.listedFrom <= now;
    if ((byDomain.get(domain) ?? []).some(isHeld)) return 'sold';
    return STANDING.has(domain) ? 'standing' : null;
  };
  refresh();
  return {
    record,
    refresh,
    sold: () => [...sold],
    repeats: () => [...repeats],
    hasMet: (order) => met.has(order),
    timesSold: (domain) => byDomain.get(domain)?.length ?? 0,
    registered,
    listed,
    pendingForms,
    holder,
  };
}

const STANDING: ReadonlySet<string> = new Set([
  ...EARLIER_ORDERS.filter((order) => order.status === 'Active').map((order) => order.domain),
  ...SANDBOX_FORMS.flatMap((form) => form.domains),
]);
