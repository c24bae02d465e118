import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { SheetorderError } from '../../src/domain/errors.ts';
import type { HttpRequest } from '../../src/domain/http.ts';
import { ORDER_DIFFERS } from '../../src/domain/verdict.ts';
import type { RunOptions } from '../../src/run/ports.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { troubleOf } from './habits.ts';
import { type Ended, type Hands, reconcileLife, resolveLife, submitLife } from './lives.ts';
import { type MarketKind, marketOf } from './market-kinds.ts';
import { memoryShelf, type Shelf } from './memory-ledger.ts';
import { Killed, NO_TROUBLE, SimLocks, SimProcess, type Trouble } from './process.ts';
import { Random } from './random.ts';
import { SaleshandyShop } from './saleshandy-shop.ts';
import { Schedule, START } from './schedule.ts';
import type { Buyer, Deal } from './shop.ts';
import { addOthers } from './shop-events.ts';
import { betterThanTruth, lost, neverBought, overspent, type Paid, payableTwice, soldTwice } from './shop-judge.ts';
import type { Verdict } from './simulate.ts';

const MOST_STEPS = 200_000;
const CALM_ROUNDS = 6;
/** The most that passes between the word of a look-up and the spend on it, where nothing is lost and all is quick. */
const LOOK_UP_MS = 60_000 + 25_000;

/** One run of a new kind under one seed: an account, its sheets, those who order from it, and those who pay. */
export async function simulateMarket(kind: MarketKind, seed: number, shelf: Shelf = memoryShelf()): Promise<Verdict> {
  const market = new Market(kind, seed, shelf);
  try {
    await market.play();
  } catch (error) {
    market.violations.push(said(error));
  } finally {
    shelf.close();
  }
  const { story, kills, doubts, shop, schedule } = market;
  const sold = shop.deals.filter(({ by }) => by === 'us').length;
  return { seed, violations: [...new Set(market.violations)], story, sold, kills, doubts, steps: schedule.steps };
}

class Market {
  readonly violations: string[] = [];
  readonly story: string[] = [];
  kills = 0;
  doubts = 0;
  readonly schedule = new Schedule();
  readonly #random: Random;
  readonly #shelf: Shelf;
  readonly #locks = new SimLocks();
  readonly #made: ReturnType<typeof marketOf>;
  readonly #orders: readonly CheckedOrder[];
  readonly #paid: Paid[] = [];
  /** Links that were shown as payable, and those at which somebody has paid or will. */
  readonly #payable = new Set<string>();
  readonly #paying = new Set<string>();
  /** Keys that the program has called paid, by the id that they had then. */
  readonly #settled = new Map<string, string>();
  #lives = 0;
  #isCalm = false;

  constructor(kind: MarketKind, seed: number, shelf: Shelf) {
    this.#random = new Random(seed);
    this.#shelf = shelf;
    this.#made = marketOf(kind, this.#random, this.schedule);
    this.#orders = this.#made.sheets.flat();
    this.shop.isKnown = (id) => this.#ids().has(id);
    this.shop.onSold = (deal, buyer) => this.#note(deal, buyer);
    this.#tell(`the vendor: ${JSON.stringify(this.shop.habits)}`);
    if (this.#made.purse) this.#tell(`a run may spend ${this.#made.purse.run}, a day ${this.#made.purse.day}`);
    const { bustle, lastsMs } = this.#made;
    const tell = (text: string) => this.#tell(text);
    addOthers({
      shop: this.shop,
      random: this.#random,
      schedule: this.schedule,
      orders: this.#orders,
      tell,
      bustle,
      lastsMs,
    });
  }

  get shop() {
    return this.#made.shop;
  }

  #tell(text: string): void {
    this.story.push(`+${String(this.schedule.now - START).padStart(7)} ms  ${text}`);
  }

  async play(): Promise<void> {
    const done = Array.from({ length: this.#random.between(1, 3) }, () => false);
    for (const index of done.keys()) {
      void this.#operator(index, this.#random.between(1, 4)).then(() => {
        done[index] = true;
      });
    }
    await this.schedule.runUntil(() => done.every(Boolean), MOST_STEPS);
    this.#check('before calm');
    await this.#calmDown();
    this.violations.push(...this.#shelf.verify().map((text) => `ledger verify: ${text}`));
    const records = this.#records();
    const isHindered = (order: CheckedOrder) => this.#made.isHindered(order, records);
    this.violations.push(...lost(this.shop.deals, records));
    this.violations.push(...neverBought(this.#orders, this.shop.deals, records, isHindered));
  }

  /** Somebody, or cron, who submits one sheet or two, and reconciles, whatever became of the last command. */
  async #operator(index: number, lives: number): Promise<void> {
    try {
      for (let life = 0; life < lives; life += 1) {
        await this.#pause(this.#random.between(0, 8_000));
        const sheets = this.#random.shuffled(this.#made.sheets).slice(0, this.#random.chance(0.25) ? 2 : 1);
        const orders = this.#random.chance(0.15) ? sheets.flat().slice(0, 3) : sheets.flat();
        const reconciles = this.#random.chance(0.2);
        const think = this.#made.isOnline ? { thinkMs: this.#random.pick([0, 5_000, 90_000, 900_000]) } : {};
        const work = async (hands: Hands) => {
          if (reconciles) await reconcileLife(this.#random.pick([0, 10_000]), hands);
          else this.#judge(orders, await submitLife(orders, { ...hands, ...think }));
        };
        const trouble = this.#random.chance(0.1) ? { ...NO_TROUBLE } : troubleOf(this.#random);
        await this.#live(`${'ABC'[index]}${life + 1}`, trouble, orders, work, this.#options());
      }
    } catch (error) {
      this.violations.push(said(error));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.schedule.after(ms, null, resolve));
  }

  #options(calm = false): RunOptions {
    this.#lives += 1;
    const random = this.#random;
    return {
      batch: `batch-${this.#lives}`,
      concurrency: random.pick([1, 2, 4, 32]),
      lockWaitMs: calm ? 60_000 : random.pick([0, 0, 30_000]),
      retryRefused: calm || random.chance(0.2),
      allowClaimed: [],
      keepGoingOnUnknown: calm || random.chance(0.5),
      stopAfter: calm ? null : random.pick([null, null, 1, 2]),
      budgets: calm ? [] : (this.#made.purse?.budgets ?? []),
      canary: !calm && random.chance(0.1),
      readBackAfterMs: [200, 900],
    };
  }

  /** One process from start to end, whichever end it is. */
  async #live(
    name: string,
    trouble: Trouble,
    orders: readonly CheckedOrder[],
    work: (hands: Hands) => Promise<void>,
    options: RunOptions,
  ): Promise<void> {
    const buyer: Buyer = { name, orders, quotes: new Map(), lookedUpAt: null, isSure: isSure(trouble) };
    const tell = (text: string) => this.#tell(text);
    const vendor = { reply: (request: HttpRequest) => this.#serve(request, buyer) };
    const process = new SimProcess(name, trouble, { schedule: this.schedule, vendor, random: this.#random, tell });
    const batch = [...new Set(orders.map(({ draft }) => draft.name))].join(', ');
    this.#tell(`${name} starts${trouble.killAfter ? `, to be killed at step ${trouble.killAfter}` : ''}: ${batch}`);
    if (trouble.killAfter !== null && this.#random.chance(0.15))
      this.schedule.after(this.#random.between(0, 5_000), process, () => process.drain.abort('SIGTERM'));
    const hands = { process, shelf: this.#shelf, locks: this.#locks, options, scene: this.#made.scene };
    const finished = work(hands).then(
      () => 'ended' as const,
      (error) => {
        if (error instanceof Killed || !process.alive()) return 'killed' as const;
        if (!(error instanceof SheetorderError)) throw error;
        this.#tell(`${name} gives up: ${error.message}`);
        return 'gave up' as const;
      },
    );
    const how = await Promise.race([finished, process.killed]);
    if (how === 'killed') this.kills += 1;
    else this.#tell(`${name} ends`);
    process.end();
    this.#check(name);
  }

  #serve(request: HttpRequest, buyer: Buyer) {
    if (request.effect === 'spend') this.#checkSpend(request, buyer);
    return this.shop.reply(request, buyer);
  }

  /** What must hold when a spend arrives: its look-ups are fresh, and what it builds on is registered. */
  #checkSpend(request: HttpRequest, buyer: Buyer): void {
    const age = this.schedule.now - (buyer.lookedUpAt ?? Number.NEGATIVE_INFINITY);
    if (this.#made.isOnline && !this.#isCalm && buyer.isSure && this.#made.isQuick && age > LOOK_UP_MS)
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
  #note(deal: Deal, { orders }: Buyer): void {
    const order = orders.find(({ key }) => key === deal.key);
    const ceiling = order?.checked?.ceiling?.minor;
    if (ceiling !== undefined && (deal.cents ?? 0) > ceiling)
      this.violations.push(`${order?.draft.name} cost ${deal.cents}, and ${ceiling} at most were allowed`);
    const claim = this.#records().get(deal.key)?.claim;
    // A sale that the vendor denied with a 429 counts only once it is found: until then nobody can know of it.
    if (claim && !this.#isCalm && !deal.denied) this.#paid.push({ deal, batch: claim.batch, at: claim.at });
  }

  #check(when: string): void {
    if (this.#made.purse) this.violations.push(...overspent(this.#paid, this.#made.purse));
    for (const text of soldTwice(this.shop.deals)) this.violations.push(`${when}: ${text}`);
    for (const text of payableTwice(this.#payable, this.shop.deals)) this.violations.push(`${when}: ${text}`);
  }

  #opened<T>(read: (ledger: ReturnType<Shelf['open']>) => T): T {
    const ledger = this.#shelf.open({ now: () => this.schedule.now, sleep: () => Promise.resolve() });
    try {
      return read(ledger);
    } finally {
      ledger.close();
    }
  }

  #ids(): ReadonlyMap<string, string> {
    return this.#opened((ledger) => ledger.orderIds(this.#made.scene.account));
  }

  #records() {
    const keys = [...new Set(this.#orders.map(({ key }) => key))];
    return this.#opened((ledger) => replayLedger(ledger.entriesFor(keys)));
  }

  #judge(orders: readonly CheckedOrder[], { outcomes }: Ended): void {
    this.doubts += outcomes.filter(({ status }) => status === 'unknown').length;
    for (const { name, key, status, orderId, codes, checkoutUrl } of outcomes) {
      this.#tell(`  ${name} is ${status} ${orderId} ${codes.join(';')}`);
      const isPayable = status === 'awaiting_payment' && !codes.includes(ORDER_DIFFERS);
      if (status.endsWith('placed')) this.#settled.set(key, orderId);
      else if (IS_DUE.has(status) && this.#settled.get(key) === orderId && orderId !== '')
        this.violations.push(`${name} was called paid as ${orderId}, and is called ${status} now`);
      if (isPayable) this.#payable.add(checkoutUrl);
      if (isPayable && this.#random.chance(0.6)) this.#payLater(checkoutUrl);
    }
    this.violations.push(...betterThanTruth(orders, outcomes, this.shop.deals, this.#records()));
  }

  /** A person pays at a link that was shown as payable, once. */
  #payLater(link: string): void {
    if (this.#paying.has(link)) return;
    this.#paying.add(link);
    this.schedule.after(this.#random.between(0, 120_000), null, () => this.#pay(link));
  }

  #pay(link: string): void {
    const deal = this.shop instanceof SaleshandyShop ? this.shop.pay(link) : null;
    if (deal) this.#tell(`a person pays ${deal.id}`);
  }

  /** Everything that was hidden is shown, nothing fails any more, and a person answers every doubt truthfully. */
  async #calmDown(): Promise<void> {
    let done = false;
    const work = async () => {
      await this.#pause(1_200_000);
      this.#tell('everything is calm now');
      this.shop.calm = true;
      this.#isCalm = true;
      if (this.#shelf.rollBack() === 'accepted') this.violations.push('an older copy of the ledger was accepted');
      for (let round = 1; round <= CALM_ROUNDS; round += 1) await this.#calmRound(round);
    };
    void work()
      .catch((error) => this.violations.push(said(error)))
      .then(() => {
        done = true;
      });
    await this.schedule.runUntil(() => done, MOST_STEPS);
  }

  async #calmRound(round: number): Promise<void> {
    const live = (name: string, orders: readonly CheckedOrder[], work: (hands: Hands) => Promise<void>) =>
      this.#live(`${name}${round}`, NO_TROUBLE, orders, work, this.#options(true));
    for (const orders of this.#made.sheets)
      await live('submit', orders, async (hands) => this.#judge(orders, await submitLife(orders, hands)));
    await this.#pause(200_000);
    await live('reconcile', [], (hands) => reconcileLife(0, hands));
    for (const order of this.#orders) {
      if (this.#records().get(order.key)?.state !== 'unknown') continue;
      const [deal] = this.shop.deals.filter(({ key, cancelled }) => key === order.key && !cancelled);
      const as = deal ? 'placed' : 'not_placed';
      this.#tell(`a person says of ${order.draft.name}: ${as} ${deal?.id ?? ''}`);
      // Who says that an order is placed has paid it in the vendor's app.
      if (deal?.link) this.#pay(deal.link);
      const statement = { as, orderId: deal?.id ?? null, note: 'looked', who: 'ada' } as const;
      await live('resolve', [], (hands) => resolveLife(order.key, statement, hands));
    }
  }
}

const IS_DUE: ReadonlySet<string> = new Set(['awaiting_payment', 'payment_pending']);

/** True for a process around which nothing can be lost, and whose clock is right. */
function isSure({
  killAfter,
  appendFails,
  appendBusy,
  requestNeverLeaves,
  requestLost,
  replyLost,
  slowest,
  clockJumps,
  stops,
}: Trouble) {
  const shares = [appendFails, appendBusy, requestNeverLeaves, requestLost, replyLost, clockJumps, stops];
  return killAfter === null && shares.every((share) => share === 0) && slowest <= 2_000;
}

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
