import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { SheetorderError } from '../../src/domain/errors.ts';
import type { HttpRequest } from '../../src/domain/http.ts';
import { ORDER_DIFFERS } from '../../src/domain/verdict.ts';
import type { RunOptions } from '../../src/run/ports.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { troubleOf } from './habits.ts';
import { type Ended, type Hands, reconcileLife, resolveLife, submitLife } from './lives.ts';
import { type MarketKind, marketOf } from './market-kinds.ts';
import { isSure, optionsOf, said } from './market-lives.ts';
import { Watch } from './market-watch.ts';
import { memoryShelf, type Shelf } from './memory-ledger.ts';
import { Killed, NO_TROUBLE, SimLocks, SimProcess, type Trouble } from './process.ts';
import { Random } from './random.ts';
import { SaleshandyShop } from './saleshandy-shop.ts';
import { Schedule, START } from './schedule.ts';
import type { Buyer } from './shop.ts';
import { addOthers } from './shop-events.ts';
import { lost, neverBought } from './shop-judge.ts';
import type { Verdict } from './simulate.ts';

const MOST_STEPS = 200_000;
const CALM_ROUNDS = 6;
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
  readonly story: string[] = [];
  kills = 0;
  doubts = 0;
  readonly schedule = new Schedule();
  readonly #random: Random;
  readonly #shelf: Shelf;
  readonly #locks = new SimLocks();
  readonly #made: ReturnType<typeof marketOf>;
  readonly #orders: readonly CheckedOrder[];
  readonly #watch: Watch;
  /** Links at which somebody has paid or will. */
  readonly #paying = new Set<string>();
  #lives = 0;

  constructor(kind: MarketKind, seed: number, shelf: Shelf) {
    this.#random = new Random(seed);
    this.#shelf = shelf;
    this.#made = marketOf(kind, this.#random, this.schedule);
    this.#orders = this.#made.sheets.flat();
    this.#watch = new Watch(
      this.#made,
      () => this.schedule.now,
      () => this.#records(),
    );
    this.shop.isKnown = (id) => this.#ids().has(id);
    this.shop.onSold = (deal, buyer) => this.#watch.onSold(deal, buyer);
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

  get violations(): string[] {
    return this.#watch.violations;
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
    this.#watch.check('before calm');
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
    return optionsOf(`batch-${this.#lives}`, this.#made.purse?.budgets ?? [], calm, this.#random);
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
    this.#watch.check(name);
  }

  #serve(request: HttpRequest, buyer: Buyer) {
    if (request.effect === 'spend') this.#watch.onSpend(request, buyer);
    return this.shop.reply(request, buyer);
  }

  #opened<T>(read: (ledger: ReturnType<Shelf['open']>) => T): T {
    const ledger = this.#shelf.open({
      now: () => this.schedule.now,
      elapsed: () => this.schedule.now,
      sleep: () => Promise.resolve(),
    });
    try {
      return read(ledger);
    } finally {
      ledger.close();
    }
  }

  #ids(): ReadonlyMap<string, string> {
    return this.#opened((ledger) => new Map(ledger.orderIds(this.#made.scene.account)));
  }

  #records() {
    const keys = [...new Set(this.#orders.map(({ key }) => key))];
    return this.#opened((ledger) => replayLedger(ledger.entriesFor(keys)));
  }

  #judge(orders: readonly CheckedOrder[], { outcomes }: Ended): void {
    this.doubts += outcomes.filter(({ status }) => status === 'unknown').length;
    for (const { name, status, orderId, codes } of outcomes)
      this.#tell(`  ${name} is ${status} ${orderId} ${codes.join(';')}`);
    for (const link of this.#watch.onOutcomes(orders, outcomes)) if (this.#random.chance(0.6)) this.#payLater(link);
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
      this.#watch.isCalm = true;
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
      const record = this.#records().get(order.key);
      const differs = record?.receipt?.code === ORDER_DIFFERS && record.receipt.payment !== 'taken';
      if (record?.state !== 'unknown' && !differs) continue;
      const [deal] = this.shop.deals.filter(({ key, cancelled }) => key === order.key && !cancelled);
      const as = deal ? 'placed' : differs ? 'cancelled' : 'not_placed';
      this.#tell(`a person says of ${order.draft.name}: ${as} ${deal?.id ?? ''}`);
      // Who says that an order is placed has paid it in the vendor's app.
      if (deal?.link) this.#pay(deal.link);
      const statement = { as, orderId: deal?.id ?? null, note: 'looked', who: 'ada' } as const;
      await live('resolve', [], (hands) => resolveLife(order.key, statement, hands));
    }
  }
}
