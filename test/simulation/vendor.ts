import type { HttpRequest } from '../../src/domain/http.ts';
import { type Answer, json, LISTED_AT_ONCE, type Reply, replyFor, SOLD } from './answers.ts';
import type { Random } from './random.ts';
import { type Schedule, START } from './schedule.ts';

/** What really happened at the vendor; nothing of the program sees it. */
export interface Sale {
  readonly id: string;
  readonly domains: readonly string[];
  readonly tag: string;
  readonly form: string;
  readonly at: number;
  readonly createdAt: number;
  /** `us`: by a request of the program; `before`: an older order; `colleague`: bought in the vendor's app meanwhile. */
  readonly by: 'us' | 'before' | 'colleague';
  readonly digest: string;
  /** From when each view shows it. */
  readonly shownFrom: { readonly orders: number; readonly domains: number; readonly details: number };
  /** Domains that the list leaves out until later. */
  readonly shownWhole: number;
  /** It was answered with a 429, as if it had not been made. */
  readonly denied: boolean;
  cancelled: boolean;
}

/** How this seed's vendor behaves. Shares from 0 to 1. */
export interface Habits {
  readonly answers: Readonly<Partial<Record<Answer, number>>>;
  /** Refuses domains that it holds already; otherwise it sells them again. */
  readonly protects: boolean;
  readonly latestListingMs: number;
  readonly listsPartly: number;
  readonly readFails: number;
  /** Turns everything away during bursts. */
  readonly bursts: boolean;
  readonly cancelsLater: number;
}

/** A stand-in account that misbehaves as its habits say, in the vendor's own shapes. */
export class SimVendor {
  readonly sales: Sale[] = [];
  readonly forms: { uuid: string; orderId: string; domains: readonly string[] }[] = [];
  calm = false;
  /** Whether the program knows an id already: replies that belong to another order name only such ids. */
  isKnown: (id: string) => boolean = () => false;
  /** Told of each sale that the program made, at the moment it is made. */
  onSold: (sale: Sale) => void = () => {};
  /** What it says that an order cost, in cents. */
  amountOf: (sale: Sale) => number = () => 1400;
  readonly #habits: Habits;
  readonly #random: Random;
  readonly #schedule: Schedule;
  #throttledUntil = 0;
  #made = 0;

  constructor(habits: Habits, random: Random, schedule: Schedule) {
    this.#habits = habits;
    this.#random = random;
    this.#schedule = schedule;
  }

  /** Every sale of a domain that stands. */
  standing(domain: string): readonly Sale[] {
    return this.sales.filter((sale) => !sale.cancelled && sale.domains.includes(domain));
  }

  sell(sale: Partial<Sale> & { readonly domains: readonly string[] }, latestMs: number): Sale {
    this.#made += 1;
    const { now } = this.#schedule;
    const shown = () => now + Math.floor(this.#random.next() * latestMs);
    const orders = shown();
    const sold: Sale = {
      id: sale.form ? (this.forms.find((form) => form.uuid === sale.form)?.orderId ?? 'rec?') : `rec${this.#made}`,
      tag: '',
      form: '',
      at: now,
      createdAt: now,
      by: 'us',
      digest: '',
      shownFrom: { orders, domains: shown(), details: orders },
      shownWhole: this.#random.chance(this.#habits.listsPartly) ? shown() : now,
      cancelled: false,
      denied: false,
      ...sale,
    };
    this.sales.push(sold);
    if (sold.by === 'us') this.onSold(sold);
    if (sold.form) this.forms.splice(0, this.forms.length, ...this.forms.filter(({ uuid }) => uuid !== sold.form));
    return sold;
  }

  reply(request: HttpRequest): Reply {
    const { now } = this.#schedule;
    if (!this.calm && this.#habits.bursts && this.#random.chance(0.05))
      this.#throttledUntil = now + this.#random.between(500, 8_000);
    if (!this.calm && now < this.#throttledUntil) return json(429, { message: 'Too many requests', limit: 5 });
    return this.#dated(request.effect === 'read' ? this.#read(request, now) : this.#spend(request));
  }

  #spend(request: HttpRequest): Reply {
    const asked = askedIn(request);
    const pending = this.forms.find((form) => form.uuid === asked.form);
    if (asked.form && !pending) return json(400, { error: 'Form not found' });
    const held = asked.domains.find((domain) => this.standing(domain).length > 0);
    if (held && this.#habits.protects && !asked.form) return json(400, { error: `Domain ${held} is already in use` });
    const answer = this.calm ? 'id' : this.#random.weighted(this.#habits.answers);
    const latest = this.calm || LISTED_AT_ONCE.has(answer) ? 0 : this.#habits.latestListingMs;
    const sold = SOLD.has(answer) ? this.sell({ ...asked, denied: answer === '429-sold' }, latest) : null;
    if (sold && !this.calm && this.#random.chance(this.#habits.cancelsLater))
      this.#schedule.after(this.#random.between(0, 60_000), null, () => {
        sold.cancelled = true;
      });
    return this.#answer(answer, sold);
  }

  #answer(answer: Answer, sold: Sale | null): Reply {
    const others = this.sales.filter(
      (sale) => sale !== sold && ((sale.by === 'before' && sale.shownFrom.orders <= START) || this.isKnown(sale.id)),
    );
    return replyFor(answer, sold?.id, others.at(-1)?.id, this.#random);
  }

  #read({ path }: HttpRequest, now: number): Reply {
    if (!this.calm && this.#random.chance(this.#habits.readFails)) return this.#failure();
    const shows = (view: keyof Sale['shownFrom']) =>
      this.sales.filter((sale) => this.calm || sale.shownFrom[view] <= now);
    if (path === '/orders') {
      const payments = [...new Map(shows('orders').map((sale) => [sale.id, this.#payment(sale)])).values()];
      return json(200, { total: payments.length, payments });
    }
    if (path === '/domains') {
      const rows = shows('domains')
        .filter((sale) => !sale.cancelled)
        .flatMap((sale) => this.#visible(sale, now).map((domain) => ({ domain, payment_id: sale.id, tag: sale.tag })));
      return json(200, { domains: rows });
    }
    if (path === '/pending-forms') {
      const forms = this.forms.map(({ uuid, orderId, domains }) => ({ uuid, payment_id: orderId, data: { domains } }));
      return json(200, { total: forms.length, forms });
    }
    const sale = shows('details').findLast(({ id }) => path === `/orders/${id}`);
    if (!sale) return json(404, { error: 'Order not found' });
    const domains = this.#visible(sale, now).map((name) => ({ name }));
    return json(200, { ...this.#payment(sale), tag: sale.tag, packages: [{ domains }] });
  }

  #payment(sale: Sale) {
    const createdAt = new Date(sale.createdAt).toISOString();
    const status = sale.cancelled ? 'Cancelled' : 'Active';
    return { id: sale.id, amount: this.amountOf(sale) / 100, created_at: createdAt, status };
  }

  #dated(reply: Reply): Reply {
    return { ...reply, headers: { ...reply.headers, date: new Date(this.#schedule.now).toUTCString() } };
  }

  #visible(sale: Sale, now: number): readonly string[] {
    return this.calm || sale.shownWhole <= now ? sale.domains : sale.domains.slice(0, -1);
  }

  #failure(): Reply {
    return this.#random.pick([
      json(500, { error: 'Internal server error' }),
      json(200, { total: 99, payments: [], domains: [], forms: [] }),
      json(200, { unexpected: true }),
      { status: 502, body: '<html>Bad Gateway</html>', headers: {} },
    ]);
  }
}

/** What a spend asks for. */
export function askedIn(request: HttpRequest): {
  domains: readonly string[];
  tag: string;
  form: string;
  digest: string;
} {
  const body = JSON.parse(JSON.stringify(request.body)) as {
    tag?: string;
    providers?: Record<string, { domains: { domain: string }[] }>;
  };
  const domains = Object.values(body.providers ?? {}).flatMap((type) => type.domains.map(({ domain }) => domain));
  const form = request.path.startsWith('/submit-form/') ? request.path.slice('/submit-form/'.length) : '';
  return { domains, tag: body.tag ?? '', form, digest: JSON.stringify(body) };
}
