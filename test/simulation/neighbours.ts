import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { FORMS } from './orders.ts';
import type { Random } from './random.ts';
import { type Schedule, START } from './schedule.ts';
import type { SimVendor } from './vendor.ts';

/** The account and an order of ours whose domains others have to do with. */
export interface Neighbourhood {
  readonly vendor: SimVendor;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly order: CheckedOrder | undefined;
  readonly tell: (text: string) => void;
}

const LONG_BEFORE = START - 9_000_000;

/** What the account held before: forms that are paid, and an older order with the very same domains. */
export function addHistory({ vendor, random, order, tell }: Neighbourhood): void {
  for (const { orderId } of FORMS) vendor.sell({ id: orderId, domains: [], by: 'before' }, 0);
  if (!order || !random.chance(0.3)) return;
  const domains = order.checked?.domains ?? [];
  const kind = random.pick(['cancelled', 'listed-late', 'unlisted'] as const);
  tell(`an older order has the domains of ${order.draft.name}: ${kind}`);
  const before = { domains, by: 'before', createdAt: LONG_BEFORE, at: LONG_BEFORE, shownWhole: START } as const;
  const sale = vendor.sell(before, 0);
  const late = START + random.between(0, 60_000);
  if (kind === 'cancelled') sale.cancelled = true;
  // The list of orders has it, the list of domains only later, as when a vendor rebuilds its index.
  const early = kind === 'listed-late' ? START : late;
  Object.assign(sale, { shownFrom: { orders: early, details: early, domains: late } });
}

/** Somebody buys one of our domains, with another one, in the vendor's app while the program runs. */
export function addColleague({ vendor, random, schedule, order, tell }: Neighbourhood): void {
  const [domain] = order?.checked?.domains ?? [];
  if (!domain || !random.chance(0.15)) return;
  schedule.after(random.between(0, 30_000), null, () => {
    // Listed late, but whole: half of it, without a tag, would look just like an order of ours.
    const bought = { domains: [domain, 'elsewhere.example'], by: 'colleague', shownWhole: START } as const;
    const sale = vendor.sell(bought, 5_000);
    tell(`a colleague buys ${domain} in the vendor's app, as ${sale.id}`);
  });
}
