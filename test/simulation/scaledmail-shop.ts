import type { HttpRequest } from '../../src/domain/http.ts';
import { type Answer, json, type Reply, replyFor } from './answers.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import { type Buyer, type Deal, Shop, type ShopHabits, type View } from './shop.ts';
import { STOCK } from './shop-orders.ts';

export interface ScaledMailHabits extends ShopHabits {
  /** Share of registrations of several domains of which only a part is bought. */
  readonly buysPartly: number;
  /** Refuses mailboxes on a domain that the account has not registered. */
  readonly wantsRegistered: boolean;
}

const PRICE = 1550;
/** Answers that a partial sale may have; any other names what failed: an empty yes to a part would be a lie. */
const SILENT: ReadonlySet<Answer> = new Set<Answer>(['cut', 'html-sold', '500-sold', '302-sold', '409-sold']);

/** A ScaledMail account: names to register, pieces of stock, mailboxes. */
export class ScaledMailShop extends Shop {
  /** Domains that somebody else in the world has registered. */
  readonly takenElsewhere = new Set<string>();
  readonly prices = new Map<string, number>();
  readonly pieces = new Map<string, { domain: string; once: number; monthly: number }>();
  /** What mailboxes cost, by the first domain of the order. */
  mailboxCents: (domains: readonly string[]) => number = () => 1400;
  readonly #habits: ScaledMailHabits;

  constructor(habits: ScaledMailHabits, random: Random, schedule: Schedule) {
    super(habits, random, schedule);
    this.#habits = habits;
    for (const { id, ...piece } of STOCK) this.pieces.set(id, piece);
  }

  priceOf(domain: string): number {
    return this.prices.get(domain) ?? PRICE;
  }

  protected read({ path, body, query }: HttpRequest, buyer: Buyer): Reply {
    if (path === '/organizations') {
      buyer.lookedUpAt = this.schedule.now;
      return json(200, { organizations: [{ id: 'org_test', name: 'Test' }] });
    }
    if (path === '/search-domains') return json(200, this.#search(body, buyer));
    if (path === '/pre-warm-inboxes') return json(200, this.#stock(buyer));
    if (path === '/purchased-domains') return json(200, this.#purchased(query.available === 'true'));
    if (path === '/pending-forms') return json(200, { total: 0, forms: [] });
    if (path === '/orders') {
      const payments = this.#orders('lists').map((deal) => this.#payment(deal));
      return json(200, { total: payments.length, payments });
    }
    if (path === '/domains') {
      const rows = this.#orders('lists')
        .filter(({ cancelled }) => !cancelled)
        .flatMap((deal) => this.visible(deal).map((domain) => ({ domain, payment_id: deal.id, tag: deal.tag })));
      return json(200, { domains: rows });
    }
    const deal = this.#orders('details').findLast(({ id }) => path === `/orders/${id}`);
    if (!deal) return json(404, { error: 'Order not found' });
    const domains = this.visible(deal).map((name) => ({ name }));
    return json(200, { ...this.#payment(deal), tag: deal.tag, packages: [{ domains }] });
  }

  #orders(view: View): readonly Deal[] {
    return this.deals.filter((deal) => deal.what !== 'registration' && this.isShown(deal, view));
  }

  #payment({ id, cents, createdAt, cancelled }: Deal) {
    const status = cancelled ? 'Cancelled' : 'Active';
    return { id, amount: (cents ?? 0) / 100, created_at: new Date(createdAt).toISOString(), status };
  }

  #search(body: unknown, buyer: Buyer): unknown {
    const { domains } = body as { domains: string[] };
    return domains.map((domain) => {
      const isTaken =
        this.takenElsewhere.has(domain) ||
        this.deals.some(
          (deal) => deal.what === 'registration' && deal.domains.includes(domain) && this.isShown(deal, 'search'),
        );
      const price = this.priceOf(domain);
      if (!isTaken) buyer.quotes.set(domain, price);
      return isTaken
        ? { domain, status: 'taken', price: null, renewPrice: null, blacklisted: [] }
        : { domain, status: 'available', price: price / 100, renewPrice: 17, blacklisted: [] };
    });
  }

  #stock(buyer: Buyer): unknown {
    const gone = (id: string) =>
      this.deals.some((deal) => deal.stock.includes(id) && !deal.cancelled && this.isShown(deal, 'search'));
    const left = [...this.pieces].filter(([id, { domain }]) => !gone(id) || this.#isRelisted(id, domain));
    for (const [id, { once, monthly }] of left) buyer.quotes.set(id, once + monthly);
    const rows = left.map(([id, { domain, once, monthly }]) => ({
      id,
      domain,
      pricing: { oneTimePrice: once / 100, monthlyPrice: monthly / 100 },
    }));
    return { total: rows.length, google: rows, outlook: [] };
  }

  #isRelisted(id: string, domain: string): boolean {
    return !this.deals.some((deal) => deal.stock.includes(id) && deal.domains.includes(domain));
  }

  #purchased(unused: boolean): unknown {
    const rows = this.deals
      .filter((deal) => deal.what === 'registration' && this.isShown(deal, 'lists'))
      .flatMap((deal) => this.visible(deal).map((domain) => this.#row(domain, deal)));
    const kept = unused ? rows.filter((row) => row.domain_id === undefined) : rows;
    return { total: kept.length, domains: kept };
  }

  #row(domain: string, { createdAt }: Deal) {
    const isUsed = this.#orders('lists').some((deal) => !deal.cancelled && deal.domains.includes(domain));
    const created_at = new Date(createdAt).toISOString();
    return { domain, created_at, renewal_at: '2027-05-04T00:00:00Z', ...(isUsed ? { domain_id: `id-${domain}` } : {}) };
  }

  protected spend(request: HttpRequest, buyer: Buyer): Reply {
    const order = this.orderOf(request, buyer);
    const domains = order.checked?.domains ?? [];
    const what = WHAT[request.path] ?? 'mailboxes';
    const stock = (order.checked?.claims ?? []).flatMap((claim) =>
      claim.startsWith('stock:') ? [claim.slice(6)] : [],
    );
    const no = this.#refusal(what, domains, stock);
    if (no) return json(400, { error: no });
    const { answer, isSold, latestMs } = this.answer();
    if (!isSold) return replyFor(answer, undefined, this.otherThan(null), this.random);
    const isPart =
      what === 'registration' && domains.length > 1 && !this.calm && this.random.chance(this.#habits.buysPartly);
    const bought = isPart ? domains.slice(0, -1) : domains;
    const deal = this.sell(
      {
        what,
        key: order.key,
        domains: bought,
        stock,
        tag: what === 'registration' ? '' : tagIn(request),
        cents: this.#cents(what, bought, stock, buyer),
        denied: answer === '429-sold',
      },
      latestMs,
    );
    this.sold(deal, buyer);
    if (isPart && this.random.chance(0.2)) return replyFor('cut', deal.id, undefined, this.random);
    if (isPart && !SILENT.has(answer)) return json(200, { id: deal.id, purchased: bought, failed: domains.slice(-1) });
    return replyFor(answer, deal.id, this.otherThan(deal), this.random);
  }

  /** What it says no to, whatever its habits are. */
  #refusal(what: Deal['what'], domains: readonly string[], stock: readonly string[]): string | null {
    const holds = (name: string, kinds: readonly Deal['what'][]) =>
      this.deals.some((deal) => kinds.includes(deal.what) && !deal.cancelled && deal.domains.includes(name));
    if (what === 'registration') {
      const gone = domains.find((name) => this.takenElsewhere.has(name));
      if (gone) return `Domain ${gone} is not available`;
      const own = domains.find((name) => holds(name, ['registration']));
      return own && this.habits.protects ? `Domain ${own} is already registered` : null;
    }
    const odd = stock.find((id) => !domains.includes(this.pieces.get(id)?.domain ?? ''));
    if (odd) return `Pre-warm inbox ${odd} not found`;
    const held = domains.find((name) => holds(name, ['mailboxes', 'stock']));
    if (held && this.habits.protects) return `Domain ${held} is already in use`;
    const strange = domains.find((name) => !holds(name, ['registration']));
    return what === 'mailboxes' && strange && this.#habits.wantsRegistered ? `Domain ${strange} not found` : null;
  }

  /** It charges what it last told this buyer. */
  #cents(what: Deal['what'], domains: readonly string[], stock: readonly string[], { quotes }: Buyer): number {
    if (what === 'mailboxes') return this.mailboxCents(domains);
    const names = what === 'stock' ? stock : domains;
    const current = (name: string) => {
      const piece = this.pieces.get(name);
      return piece ? piece.once + piece.monthly : this.priceOf(name);
    };
    return names.reduce((sum, name) => sum + (quotes.get(name) ?? current(name)), 0);
  }
}

const WHAT: Readonly<Record<string, Deal['what']>> = {
  '/buy-domains': 'registration',
  '/buy-pre-warm-inboxes': 'stock',
};

function tagIn({ body }: HttpRequest): string {
  const { tag } = body as { tag?: string };
  return tag ?? '';
}
