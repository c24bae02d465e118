import { refuse } from '../refusal.ts';
import type { MailboxType, SoldMailbox } from '../sandbox.ts';
import type { Account } from './account.ts';

/** A pre-warmed domain that the sandbox has for sale. */
export interface StockItem {
  readonly id: string;
  readonly domain: string;
  readonly type: MailboxType;
  /** Months. */
  readonly warmupAge: number;
  /** Dollars. */
  readonly oneTimePrice: number;
  readonly monthlyPrice: number;
  readonly mailboxes: readonly SoldMailbox[];
}

function item(n: number, type: MailboxType, count: number, oneTimePrice: number, monthlyPrice: number): StockItem {
  const mailboxes = Array.from({ length: count }, (_, index) => ({
    first_name: 'Ada',
    last_name: 'Sample',
    alias: `ada${index + 1}`,
  }));
  const id = `recWARM${n}`;
  return { id, domain: `warm-${n}.example`, type, warmupAge: n + 1, oneTimePrice, monthlyPrice, mailboxes };
}

/** What every sandbox starts with. */
export const SANDBOX_STOCK: readonly StockItem[] = [
  item(1, 'google', 2, 25, 7),
  item(2, 'google', 2, 25, 7),
  item(3, 'google', 3, 40, 10.5),
  item(4, 'outlook', 25, 90, 50),
];

/** The item with this id and this domain; refuses in the sandbox's words. */
export function itemNamed(id: string, domain: string): StockItem {
  const found = SANDBOX_STOCK.find((one) => one.id === id);
  if (!found) return refuse(`Pre-warm inbox ${id} not found`);
  return found.domain === domain ? found : refuse(`Pre-warm inbox ${id} must be ordered as ${found.domain}`);
}

/** `GET /pre-warm-inboxes`: what is not sold yet. */
export function showStock(account: Account, now: number): unknown {
  const left = SANDBOX_STOCK.filter(({ domain }) => account.holder(domain, now) === null);
  const rows = (type: MailboxType) => left.filter((one) => one.type === type).map(showItem);
  return { total: left.length, google: rows('google'), outlook: rows('outlook') };
}

function showItem({ id, domain, warmupAge, oneTimePrice, monthlyPrice, mailboxes }: StockItem): unknown {
  return {
    id,
    domain,
    warmup_age: warmupAge,
    emailMailboxCount: mailboxes.length,
    pricing: { oneTimePrice, monthlyPrice },
    emailMailbox: mailboxes.map(({ alias }) => ({ email: `${alias}@${domain}` })),
  };
}
