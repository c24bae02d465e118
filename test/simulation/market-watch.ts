import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { HttpRequest } from '../../src/domain/http.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { ORDER_DIFFERS } from '../../src/domain/verdict.ts';
import type { Made } from './market-kinds.ts';
import type { Buyer, Deal } from './shop.ts';
import { betterThanTruth, overspent, type Paid, payableTwice, type Records, soldTwice } from './shop-judge.ts';

const IS_DUE: ReadonlySet<string> = new Set(['awaiting_payment', 'payment_pending']);

/** The most that passes between the word of a look-up and the spend on it, where nothing is lost and all is quick. */
const LOOK_UP_MS = 60_000 + 25_000;

/** Watches one run: what is sent, what is sold and what is said, beside the truth. */
export class Watch {
  readonly violations: string[] = [];
  isCalm = false;
  readonly #made: Made;
  readonly #now: () => number;
  readonly #records: () => Records;
  readonly #paid: Paid[] = [];
  /** Links that were shown as payable. */
  readonly #payable = new Set<string>();
  /** Keys that the program has called paid, by the id that they had then. */
  readonly #settled = new Map<string, string>();

  constructor(made: Made, now: () => number, records: () => Records) {
    this.#made = made;
    this.#now = now;
    this.#records = records;
  }

  /** What must hold when a spend arrives: its look-ups are fresh, and what it builds on is registered. */
  onSpend(request: HttpRequest, buyer: Buyer): void {
    const age = this.#now() - (buyer.lookedUpAt ?? Number.NEGATIVE_INFINITY);
    if (this.#made.isOnline && !this.isCalm && buyer.isSure && this.#made.isQuick && age > LOOK_UP_MS)
      this.violations.push(`${buyer.name} bought ${age} ms after it looked the account up`);
    const order = buyer.orders.find(({ payload }) => payload?.request === request);
    if (!order || order.operation?.id === 'buy-domains') return;
    const records = this.#records();
    for (const domain of order.checked?.domains ?? []) {
      const first = buyer.orders.find(({ checked }) => checked?.claims.includes(`registration:${domain}`));
      if (first && records.get(first.key)?.state !== 'placed')
        this.violations.push(
          `${order.draft.name} was sent before ${first.draft.name} of its batch had registered ${domain}`,
        );
    }
  }

  /** Under which claim it was sold, and that it was within the order's own ceiling. */
  onSold(deal: Deal, { orders }: Buyer): void {
    const order = orders.find(({ key }) => key === deal.key);
    const ceiling = order?.checked?.ceiling?.minor;
    if (ceiling !== undefined && (deal.cents ?? 0) > ceiling)
      this.violations.push(`${order?.draft.name} cost ${deal.cents}, and ${ceiling} at most were allowed`);
    const claim = this.#records().get(deal.key)?.claim;
    // A sale that the vendor denied with a 429 counts only once it is found: until then nobody can know of it.
    if (claim && !this.isCalm && !deal.denied) this.#paid.push({ deal, batch: claim.batch, at: claim.at });
  }

  check(when: string): void {
    if (this.#made.purse) this.violations.push(...overspent(this.#paid, this.#made.purse));
    for (const text of soldTwice(this.#made.shop.deals)) this.violations.push(`${when}: ${text}`);
    for (const text of payableTwice(this.#payable, this.#made.shop.deals)) this.violations.push(`${when}: ${text}`);
  }

  /** Judges what a run says; returns the links at which somebody may pay. */
  onOutcomes(orders: readonly CheckedOrder[], outcomes: readonly Outcome[]): readonly string[] {
    const links: string[] = [];
    for (const { name, key, status, orderId, codes, checkoutUrl } of outcomes) {
      if (status.endsWith('placed')) this.#settled.set(key, orderId);
      else if (IS_DUE.has(status) && this.#settled.get(key) === orderId && orderId !== '')
        this.violations.push(`${name} was called paid as ${orderId}, and is called ${status} now`);
      if (status === 'awaiting_payment' && !codes.includes(ORDER_DIFFERS)) links.push(checkoutUrl);
    }
    for (const link of links) this.#payable.add(link);
    this.violations.push(...betterThanTruth(orders, outcomes, this.#made.shop.deals, this.#records()));
    return links;
  }
}
