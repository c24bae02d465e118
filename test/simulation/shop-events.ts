import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { Random } from './random.ts';
import { SaleshandyShop } from './saleshandy-shop.ts';
import { ScaledMailShop } from './scaledmail-shop.ts';
import { type Schedule, START } from './schedule.ts';
import type { Deal, Shop } from './shop.ts';
import { RELISTED } from './shop-orders.ts';

/** The account, the orders of our sheets, and how much others have to do with them. */
export interface Surroundings {
  readonly shop: Shop;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly orders: readonly CheckedOrder[];
  readonly tell: (text: string) => void;
  /** From 0 up to 1: how often others get in our way. */
  readonly bustle: number;
  /** Until when they do. */
  readonly lastsMs: number;
}

const LONG_BEFORE = START - 9_000_000;

/** What others do with our domains: before, and while the program runs. */
export function addOthers(around: Surroundings): void {
  const { shop, random, bustle } = around;
  if (random.chance(bustle)) addHistory(around);
  if (random.chance(bustle)) later(around, 'a colleague buys', (domain) => addColleague(domain, around));
  if (shop instanceof ScaledMailShop) addTrade(shop, around);
  if (shop instanceof SaleshandyShop && random.chance(bustle))
    later(around, 'somebody elsewhere takes', (domain) => shop.takenElsewhere.add(domain));
}

/** Names that others register elsewhere, prices that rise, pieces of stock that go or come back as another domain. */
function addTrade(shop: ScaledMailShop, around: Surroundings): void {
  const { random, bustle } = around;
  const what = (text: string, act: (domain: string) => void) => random.chance(bustle) && later(around, text, act);
  what('somebody elsewhere registers', (domain) => {
    if (!shop.deals.some((deal) => deal.what === 'registration' && deal.domains.includes(domain)))
      shop.takenElsewhere.add(domain);
  });
  what('the price rises of', (domain) => shop.prices.set(domain, 2_600));
  what('stock gets dear; not', () => {
    for (const [id, piece] of shop.pieces) shop.pieces.set(id, { ...piece, once: 20_000 });
  });
  what('a piece of stock is relisted; not', () => {
    const piece = shop.pieces.get(RELISTED.id);
    if (piece) shop.pieces.set(RELISTED.id, { ...piece, domain: RELISTED.domain });
  });
  what('a colleague takes a piece of stock; not', () => {
    const [id, piece] = random.pick([...shop.pieces]);
    shop.sell({ what: 'stock', domains: [piece.domain, 'elsewhere.example'], stock: [id], ...COLLEAGUE }, 5_000);
  });
}

const COLLEAGUE = { by: 'colleague', shownWhole: START } as const;

function later({ random, schedule, orders, tell, lastsMs }: Surroundings, what: string, act: (domain: string) => void) {
  const domain = random.pick(random.pick(orders).checked?.domains ?? ['none.example']);
  schedule.after(random.between(0, lastsMs), null, () => {
    tell(`${what} ${domain}`);
    act(domain);
  });
}

/** Somebody buys one of our domains in the vendor's app. */
function addColleague(domain: string, { shop, random, schedule }: Surroundings): void {
  // Listed late, but whole: half of it, without a tag, would look just like an order of ours.
  const domains = [domain, 'elsewhere.example'];
  if (shop instanceof SaleshandyShop) shop.sellElse(domains, { ...COLLEAGUE, paidAt: schedule.now }, 5_000);
  else if (random.chance(0.5)) shop.sell({ what: 'registration', domains: [domain], ...COLLEAGUE }, 5_000);
  else shop.sell({ what: 'mailboxes', domains, ...COLLEAGUE }, 5_000);
}

/** What the account held before: an older order with the very domains of one of ours. */
function addHistory({ shop, random, orders, tell }: Surroundings): void {
  const order = random.pick(orders);
  const domains = order.checked?.domains ?? [];
  const kind = random.pick(['cancelled', 'listed-late', 'unlisted'] as const);
  tell(`an older purchase has the domains of ${order.draft.name}: ${kind}`);
  const late = START + random.between(0, 60_000);
  const early = kind === 'listed-late' ? START : late;
  const what: Deal['what'] = order.operation?.id === 'buy-domains' ? 'registration' : 'mailboxes';
  const shown = { lists: late, details: early, search: late };
  const before = { by: 'before', createdAt: LONG_BEFORE, shownWhole: START, shown, paidAt: LONG_BEFORE } as const;
  const deal =
    shop instanceof SaleshandyShop ? shop.sellElse(domains, before, 0) : shop.sell({ what, domains, ...before }, 0);
  if (kind === 'cancelled') deal.cancelled = true;
}
