import type { HttpRequest } from '../../src/domain/http.ts';
import { type Answer, json, LISTED_AT_ONCE, type Reply, replyFor } from './answers.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import { type Buyer, type Deal, Shop, type ShopHabits } from './shop.ts';

export interface SaleshandyHabits extends ShopHabits {
  /** Where an order that is not paid yet shows. */
  readonly showsUnpaid: 'nowhere' | 'by id' | 'orders' | 'everywhere';
  /** What the list of orders is: the vendor names it and does not describe it. */
  readonly orderList: 'full' | 'ids' | 'none' | 'odd';
  /** Rows of domains name their order. */
  readonly namesOrders: boolean;
  readonly linkInDetails: boolean;
  /** What it shows of an order by its id names no domains until that is paid. */
  readonly emptyDetails: boolean;
  /** Share of paid orders that are sold without a checkout link. */
  readonly noLink: number;
  /** Share of orders that are sold with other mailboxes than were asked for. */
  readonly garbles: number;
  /** The reply of a purchase repeats its domains. */
  readonly echoes: boolean;
  /** How long a payment takes to settle. */
  readonly settlesMs: number;
}

type Item = { readonly domain: string; readonly mailboxes: readonly { readonly email: string }[] };

const CREDITS = { free: 3, replacement: 3 };

/** A Saleshandy account: orders that a person pays at a link, and orders that credits pay. */
export class SaleshandyShop extends Shop {
  readonly takenElsewhere = new Set<string>();
  readonly credits = { ...CREDITS };
  readonly #habits: SaleshandyHabits;
  readonly #items = new Map<string, readonly Item[]>();
  /** Deals whose reply named them, and the process that surely read it. */
  readonly #read = new Map<Deal, Buyer>();

  constructor(habits: SaleshandyHabits, random: Random, schedule: Schedule) {
    super(habits, random, schedule);
    this.#habits = habits;
  }

  /** A person pays at a link, if there is still anything to pay. */
  pay(link: string): Deal | null {
    const deal = this.deals.find((one) => one.link === link && link !== '' && !one.cancelled);
    if (!deal || deal.paidAt !== null) return null;
    deal.paidAt = this.schedule.now;
    return deal;
  }

  /** Bought by somebody else in the vendor's app, and paid there. */
  sellElse(domains: readonly string[], more: Partial<Deal>, latestMs: number): Deal {
    const deal = this.sell({ what: 'purchase', domains, cents: null, ...more }, latestMs);
    this.#items.set(
      deal.id,
      domains.map((domain) => ({ domain, mailboxes: [{ email: `ada@${domain}` }] })),
    );
    return deal;
  }

  /** True where an order that is not paid is found by somebody who does not know its id. */
  get showsAll(): boolean {
    const { showsUnpaid, orderList } = this.#habits;
    return showsUnpaid === 'everywhere' || (showsUnpaid === 'orders' && ['full', 'ids'].includes(orderList));
  }

  protected read({ path, query }: HttpRequest, buyer: Buyer): Reply {
    if (path === '/domain/search') return this.#search(query.domain ?? '');
    if (path === '/domain') {
      if (query.search === undefined) buyer.lookedUpAt = this.schedule.now;
      const shown = this.deals.filter((deal) => this.isShown(deal, 'lists') && this.#listsDomains(deal));
      const rows = shown.flatMap((deal) => this.#rows(deal).filter(({ name }) => name.includes(query.search ?? '')));
      return said(200, {
        domains: rows.map(({ orderId, ...row }) => (this.#habits.namesOrders ? { ...row, orderId } : row)),
      });
    }
    if (path === '/domain/orders') return this.#orders();
    const deal = this.deals.find(({ id }) => path === `/domain/orders/${id}`);
    const isThere =
      deal && this.isShown(deal, 'details') && (this.#isPaid(deal) || this.#habits.showsUnpaid !== 'nowhere');
    if (!deal || !isThere || deal.cancelled) return json(404, { statusCode: 404, message: 'Order not found' });
    const link =
      deal.link !== '' && deal.paidAt === null && this.#habits.linkInDetails ? { checkoutUrl: deal.link } : {};
    const domains = this.#habits.emptyDetails && !this.#isPaid(deal) ? [] : this.#rows(deal);
    if (deal.garbled && domains.length > 0 && this.#read.get(deal) === buyer) deal.mustDiffer = true;
    return said(200, { orderId: deal.id, createdAt: when(deal), domains, ...link });
  }

  /** The list of orders is not described, so the program takes one in another form for a vendor that has none. */
  protected override mayBeOdd({ path }: HttpRequest): boolean {
    return path !== '/domain/orders';
  }

  #listsDomains(deal: Deal): boolean {
    return !deal.cancelled && (this.#isPaid(deal) || this.#habits.showsUnpaid === 'everywhere');
  }

  #isPaid({ paidAt, link, by }: Deal): boolean {
    if (paidAt === null) return false;
    return this.calm || link === '' || by !== 'us' || paidAt + this.#habits.settlesMs <= this.schedule.now;
  }

  #orders(): Reply {
    const { orderList, showsUnpaid } = this.#habits;
    if (orderList === 'none') return json(404, { statusCode: 404, message: 'Cannot GET /v1/domain/orders' });
    const isListed = (deal: Deal) => this.#isPaid(deal) || showsUnpaid === 'orders' || showsUnpaid === 'everywhere';
    const shown = this.deals.filter((deal) => !deal.cancelled && this.isShown(deal, 'lists') && isListed(deal));
    const rows = shown.map((deal) => ({
      id: deal.id,
      createdAt: when(deal),
      ...(orderList === 'full' ? { domains: this.visible(deal) } : {}),
    }));
    return orderList === 'odd' ? said(200, { things: rows }) : said(200, { orders: rows, total: rows.length });
  }

  #rows(deal: Deal) {
    const shown = this.visible(deal);
    return (this.#items.get(deal.id) ?? [])
      .filter(({ domain }) => shown.includes(domain))
      .map(({ domain, mailboxes }) => ({
        name: domain,
        orderId: deal.id,
        ...(this.#isPaid(deal) ? { status: 'inProgress' } : {}),
        mailboxes: mailboxes.map(({ email }) => email),
      }));
  }

  #search(domain: string): Reply {
    const held = this.deals.some(
      (deal) => !deal.cancelled && this.#isPaid(deal) && this.isShown(deal, 'search') && deal.domains.includes(domain),
    );
    return said(200, { domains: [{ name: domain, available: !held && !this.takenElsewhere.has(domain) }] });
  }

  protected spend(request: HttpRequest, buyer: Buyer): Reply {
    const order = this.orderOf(request, buyer);
    const domains = order.checked?.domains ?? [];
    const {
      isFreeOrder,
      isReplacement,
      domains: items,
    } = request.body as {
      isFreeOrder?: boolean;
      isReplacement?: boolean;
      domains: Item[];
    };
    const pays = isFreeOrder ? 'free' : isReplacement ? 'replacement' : null;
    const no = this.#refusal(domains, pays);
    if (no) return json(400, { code: 'DOMAIN', type: 'error', message: no });
    const { answer, isSold, latestMs } = this.#answer();
    if (!isSold) return replyFor(answer, undefined, this.otherThan(null), this.random);
    if (pays) this.credits[pays] -= domains.length;
    const hasLink = pays === null && (this.calm || !this.random.chance(this.#habits.noLink));
    const garbled = !this.calm && this.random.chance(this.#habits.garbles);
    const deal = this.sell(
      {
        what: 'purchase',
        key: order.key,
        domains,
        cents: null,
        denied: answer === '429-sold',
        link: pays === null ? `https://pay.example/${this.deals.length + 1}` : '',
        paidAt: pays === null ? null : this.schedule.now,
        garbled,
      },
      latestMs,
    );
    this.#items.set(deal.id, garbled ? items.map((item) => ({ ...item, mailboxes: item.mailboxes.slice(1) })) : items);
    this.sold(deal, buyer);
    if (garbled && answer === 'id' && buyer.isSure) {
      this.#read.set(deal, buyer);
      if (this.#habits.echoes) deal.mustDiffer = true;
    }
    return this.#told(answer, deal, hasLink);
  }

  /** What is not shown cannot be found again, so nothing that is sold is said not to be. */
  #answer(): ReturnType<Shop['answer']> {
    for (;;) {
      const drawn = this.answer();
      const { answer } = drawn;
      if (answer === 'charge-failed') continue;
      if (answer === '429-sold' && this.#habits.showsUnpaid !== 'everywhere') continue;
      if (!LISTED_AT_ONCE.has(answer) || this.showsAll) return drawn;
    }
  }

  #refusal(domains: readonly string[], pays: 'free' | 'replacement' | null): string | null {
    const gone = domains.find((name) => this.takenElsewhere.has(name));
    if (gone) return `${gone} is not available`;
    const owned = domains.find((name) =>
      this.deals.some((deal) => !deal.cancelled && deal.paidAt !== null && deal.domains.includes(name)),
    );
    if (owned && this.habits.protects) return `${owned} is already purchased in this account`;
    return pays && this.credits[pays] < domains.length ? `Not enough ${pays} credits for this order` : null;
  }

  #told(answer: Answer, deal: Deal, hasLink: boolean): Reply {
    const link = hasLink && deal.link ? { checkoutUrl: deal.link } : {};
    const echo = this.#habits.echoes ? { domains: this.#items.get(deal.id) } : {};
    if (answer === 'id') return said(201, { orderId: deal.id, ...link, ...echo });
    if (answer === 'no-id') return said(201, { ...link, ...echo });
    if (answer === 'other-id') return said(201, { orderId: this.otherThan(deal) ?? deal.id, ...link });
    if (answer === 'odd-id') return said(201, { orderId: this.random.pick([null, {}, [], true, '', ' ']), ...link });
    return replyFor(answer, deal.id, undefined, this.random);
  }
}

function said(status: number, payload: unknown): Reply {
  return json(status, { message: 'ok', payload });
}

function when({ createdAt }: Deal): string {
  return new Date(createdAt).toISOString();
}
