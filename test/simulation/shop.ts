import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { HttpRequest } from '../../src/domain/http.ts';
import { type Answer, json, LISTED_AT_ONCE, type Reply, SOLD } from './answers.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';

export type View = 'lists' | 'details' | 'search';

/** What was really sold; nothing of the program sees it. */
export interface Deal {
  readonly id: string;
  readonly what: 'registration' | 'stock' | 'mailboxes' | 'purchase';
  /** The key of the order that asked for it; empty for what others bought. */
  readonly key: string;
  readonly domains: readonly string[];
  readonly stock: readonly string[];
  readonly tag: string;
  readonly by: 'us' | 'before' | 'colleague';
  readonly createdAt: number;
  /** What was taken for it, in cents; null where only a checkout page tells. */
  readonly cents: number | null;
  /** From when each view shows it. */
  readonly shown: Readonly<Record<View, number>>;
  /** Until then its last domain is left out. */
  readonly shownWhole: number;
  /** It was answered with a 429, as if it had not been made. */
  readonly denied: boolean;
  /** Where a person pays it; empty where nobody has to. */
  readonly link: string;
  /** Sold with other mailboxes than were asked for. */
  readonly garbled: boolean;
  /** When it was paid for; null until then. */
  paidAt: number | null;
  cancelled: boolean;
  /** The process that bought it surely saw that it is another order than was asked for. */
  mustDiffer: boolean;
}

/** One process as the shop sees it: the orders it may send, and what it was told. */
export interface Buyer {
  readonly name: string;
  readonly orders: readonly CheckedOrder[];
  /** Domain or stock id → cents, as last told. */
  readonly quotes: Map<string, number>;
  /** Nothing is lost between it and the shop, its clock is right, and it is neither killed nor stopped. */
  readonly isSure: boolean;
  /** When it last looked the account up. */
  lookedUpAt: number | null;
}

export interface ShopHabits {
  readonly answers: Readonly<Partial<Record<Answer, number>>>;
  /** Refuses what the account has already; otherwise it sells it again. */
  readonly protects: boolean;
  readonly latestMs: number;
  readonly listsPartly: number;
  readonly readFails: number;
  readonly bursts: boolean;
  readonly cancelsLater: number;
  /** How long it asks those to wait whom it turns away from buying, seconds. */
  readonly retryAfter: number | null;
}

/** What both stand-in accounts have in common: what was sold, when it shows, and how reads and spends go wrong. */
export abstract class Shop {
  readonly deals: Deal[] = [];
  readonly violations: string[] = [];
  calm = false;
  /** Whether the program knows an id already. */
  isKnown: (id: string) => boolean = () => false;
  /** Told of each sale that the program made, at the moment it is made. */
  onSold: (deal: Deal, buyer: Buyer) => void = () => {};
  protected readonly random: Random;
  protected readonly schedule: Schedule;
  readonly habits: ShopHabits;
  #throttledUntil = 0;
  #made = 0;

  constructor(habits: ShopHabits, random: Random, schedule: Schedule) {
    this.habits = habits;
    this.random = random;
    this.schedule = schedule;
  }

  protected abstract read(request: HttpRequest, buyer: Buyer): Reply;
  protected abstract spend(request: HttpRequest, buyer: Buyer): Reply;

  reply(request: HttpRequest, buyer: Buyer): Reply {
    const { now } = this.schedule;
    if (!this.calm && this.habits.bursts && this.random.chance(0.05))
      this.#throttledUntil = now + this.random.between(500, 8_000);
    const throttled = !this.calm && now < this.#throttledUntil;
    const reply = throttled ? json(429, { message: 'Too many requests', limit: 5 }) : this.#answer(request, buyer);
    const { retryAfter } = this.habits;
    const asksToWait = reply.status === 429 && request.effect === 'spend' && retryAfter !== null && !this.calm;
    const headers = { ...reply.headers, ...(asksToWait ? { 'retry-after': String(retryAfter) } : {}) };
    return { ...reply, headers: { ...headers, date: new Date(now).toUTCString() } };
  }

  #answer(request: HttpRequest, buyer: Buyer): Reply {
    if (request.effect === 'spend') return this.spend(request, buyer);
    if (this.calm || !this.random.chance(this.habits.readFails)) return this.read(request, buyer);
    return this.random.pick(
      [
        { status: 502, body: '<html>Bad Gateway</html>', headers: {} },
        json(500, { error: 'Internal server error' }),
        json(200, { total: 99, payments: [], domains: [], forms: [], google: [] }),
        json(200, { unexpected: true }),
      ].slice(0, this.mayBeOdd(request) ? 4 : 2),
    );
  }

  /** Whether a read that fails may be answered with a 200 in another form. */
  protected mayBeOdd(_request: HttpRequest): boolean {
    return true;
  }

  /** The order of the buyer's sheets that is asked for. */
  protected orderOf({ path, body }: HttpRequest, buyer: Buyer): CheckedOrder {
    const text = JSON.stringify(body);
    const found = buyer.orders.find(
      ({ payload }) => payload?.request.path === path && JSON.stringify(payload.request.body) === text,
    );
    if (!found) throw new Error(`${buyer.name} asked for what no order of its sheets is: ${text}`);
    return found;
  }

  /** How this spend is answered, and how late what it buys shows. */
  protected answer(): { readonly answer: Answer; readonly isSold: boolean; readonly latestMs: number } {
    const answer = this.calm ? 'id' : this.random.weighted(this.habits.answers);
    const latestMs = this.calm || LISTED_AT_ONCE.has(answer) ? 0 : this.habits.latestMs;
    return { answer, isSold: SOLD.has(answer), latestMs };
  }

  sell(deal: Partial<Deal> & Pick<Deal, 'what' | 'domains'>, latestMs: number): Deal {
    this.#made += 1;
    const { now } = this.schedule;
    const shown = () => now + Math.floor(this.random.next() * latestMs);
    const made: Deal = {
      id: `rec${this.#made}`,
      key: '',
      stock: [],
      tag: '',
      by: 'us',
      createdAt: now,
      cents: 0,
      shown: { lists: shown(), details: shown(), search: shown() },
      shownWhole: latestMs > 0 && this.random.chance(this.habits.listsPartly) ? shown() : now,
      denied: false,
      link: '',
      garbled: false,
      paidAt: now,
      cancelled: false,
      mustDiffer: false,
      ...deal,
    };
    this.deals.push(made);
    return made;
  }

  protected sold(deal: Deal, buyer: Buyer): void {
    this.onSold(deal, buyer);
    if (this.calm || deal.what === 'registration' || !this.random.chance(this.habits.cancelsLater)) return;
    this.schedule.after(this.random.between(0, 60_000), null, () => {
      if (deal.link === '' || deal.paidAt === null) deal.cancelled = true;
    });
  }

  /** The id of another order that the program knows, for a reply that is a reply to something else. */
  protected otherThan(deal: Deal | null): string | undefined {
    return this.deals.findLast((one) => one !== deal && this.isKnown(one.id))?.id;
  }

  protected isShown(deal: Deal, view: View): boolean {
    return this.calm || deal.shown[view] <= this.schedule.now;
  }

  protected visible(deal: Deal): readonly string[] {
    return this.calm || deal.shownWhole <= this.schedule.now ? deal.domains : deal.domains.slice(0, -1);
  }
}
