import { PLANS, PROVIDERS } from '../../vendors/saleshandy/limits.ts';
import type { SoldDomain, SoldOrder } from '../sandbox.ts';
import { type Account, EARLIER } from './account.ts';
import { No, validator } from './refusals.ts';

/** What the account shows of itself at one moment. */
export interface Showing {
  readonly account: Account;
  readonly now: number;
  /** How long the domains of a paid order stay `inProgress`, milliseconds. */
  readonly provisionMs: number;
  readonly failsByName: boolean;
  readonly showsUnpaid: boolean;
}

interface DomainRow {
  readonly id: string;
  readonly name: string;
  readonly orderId: string;
  /** Left out while the order waits to be paid. */
  readonly status?: string;
  readonly mailboxes: readonly string[];
}

/** `GET /domain`: what was bought, which an order that waits to be paid is not yet. */
export function showDomains(query: URLSearchParams, showing: Showing): unknown {
  const order = query.get('order') ?? 'Asc';
  if (order !== 'Asc' && order !== 'Desc')
    throw new No(validator(['order must be one of the following values: Asc, Desc']));
  const search = (query.get('search') ?? '').toLowerCase();
  const bought = showing.account
    .listed(showing.now)
    .filter((sale) => showing.account.paidAt(sale) !== null)
    .flatMap((sale) => rowsOf(sale, showing));
  const rows = [EARLIER_ROW, ...bought].filter(({ name }) => name.includes(search));
  const sorted = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { domains: order === 'Asc' ? sorted : sorted.toReversed() };
}

/** `GET /domain/orders`, of which nothing but its name is known. */
export function showOrders(showing: Showing): unknown {
  const earlier = { id: EARLIER.orderId, createdAt: EARLIER.at, domains: [EARLIER.domain] };
  const sold = shownOrders(showing).map(({ id, at, domains }) => ({ id, createdAt: at, domains }));
  return { orders: [earlier, ...sold] };
}

/** `GET /domain/orders/{id}`; null when the account does not show it. */
export function showOrder(id: string, showing: Showing): unknown {
  if (id === EARLIER.orderId) return { orderId: id, createdAt: EARLIER.at, domains: [EARLIER_ROW] };
  const sale = shownOrders(showing).find((one) => one.id === id);
  return sale ? { orderId: id, createdAt: sale.at, domains: rowsOf(sale, showing) } : null;
}

/** `GET /domain/search`: whether a name could be bought; what else the vendor says there is not known. */
export function showSearch(query: URLSearchParams, { account, now }: Showing): unknown {
  const name = (query.get('search') ?? query.get('domain') ?? '').toLowerCase();
  if (name === '') throw new No(validator(['search should not be empty']));
  const taken = name === EARLIER.domain || account.listed(now).some((sale) => sale.domains.includes(name));
  return { domains: [{ name, available: !taken }] };
}

/** `GET /domain/plans`, in a shape of the sandbox's own. */
export function showPlans(): unknown {
  const plansOf = (provider: string) => (provider === 'Azure' ? ['quarterly'] : PLANS);
  return {
    plans: PROVIDERS.map((emailServiceProvider) => ({
      emailServiceProvider,
      planTypes: plansOf(emailServiceProvider),
    })),
  };
}

function shownOrders({ account, now, showsUnpaid }: Showing): readonly SoldOrder[] {
  return account.listed(now).filter((sale) => showsUnpaid || account.paidAt(sale) !== null);
}

function rowsOf(sale: SoldOrder, showing: Showing): readonly DomainRow[] {
  const paidAt = showing.account.paidAt(sale);
  return sale.details.map((item, index) => ({
    id: `${sale.id}d${index + 1}`,
    name: item.domain,
    orderId: sale.id,
    ...(paidAt === null ? {} : { status: statusOf(item, paidAt, showing) }),
    mailboxes: item.mailboxes.map(({ alias }) => `${alias}@${item.domain}`),
  }));
}

function statusOf({ domain }: SoldDomain, paidAt: number, { now, provisionMs, failsByName }: Showing): string {
  if (paidAt + provisionMs > now) return 'inProgress';
  return failsByName && domain.startsWith('failed-') ? 'failed' : 'active';
}

const EARLIER_ROW: DomainRow = {
  id: `${EARLIER.orderId}d1`,
  name: EARLIER.domain,
  orderId: EARLIER.orderId,
  status: 'active',
  mailboxes: [`ada@${EARLIER.domain}`],
};
