import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { SheetorderError } from '../../src/domain/errors.ts';
import type { RunOptions } from '../../src/run/ports.ts';
import { replayLedger } from '../../src/steps/replay-ledger.ts';
import { habitsOf, troubleOf } from './habits.ts';
import { betterThanTruth, boughtSince, leftOver, salesOf, soldTwice } from './judge.ts';
import { type Ended, type Hands, reconcileLife, resolveLife, submitLife } from './lives.ts';
import { memoryShelf, type Shelf } from './memory-ledger.ts';
import { overspent, type Paid, type Purse, priced, purseOf } from './money.ts';
import { addColleague, addHistory, type Neighbourhood } from './neighbours.ts';
import { ACCOUNT, BATCHES, FORMS, RIVALS } from './orders.ts';
import { Killed, NO_TROUBLE, SimLocks, SimProcess, type Trouble } from './process.ts';
import { Random } from './random.ts';
import { Schedule, START } from './schedule.ts';
import { type Sale, SimVendor } from './vendor.ts';

/** What one seed came to. `violations` is empty when every promise was kept. */
export interface Verdict {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly story: readonly string[];
  readonly sold: number;
  readonly kills: number;
  readonly doubts: number;
  readonly steps: number;
}

const MOST_STEPS = 200_000;
const CALM_ROUNDS = 6;

/** One run of everything under one seed: sheets, processes, their deaths, the vendor, the network and the clock. */
export async function simulate(seed: number, shelf: Shelf = memoryShelf()): Promise<Verdict> {
  const world = new World(seed, shelf);
  try {
    await world.play();
  } catch (error) {
    world.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    shelf.close();
  }
  const { violations, story, kills, doubts } = world;
  const sold = world.vendor.sales.filter(({ by }) => by === 'us').length;
  return { seed, violations, story, sold, kills, doubts, steps: world.schedule.steps };
}

class World {
  readonly violations: string[] = [];
  readonly story: string[] = [];
  kills = 0;
  doubts = 0;
  readonly schedule = new Schedule();
  readonly vendor: SimVendor;
  readonly #random: Random;
  readonly #shelf: Shelf;
  readonly #locks = new SimLocks();
  readonly #orders: readonly CheckedOrder[];
  readonly #rivals: readonly CheckedOrder[];
  readonly #purse: Purse | null;
  readonly #paid: Paid[] = [];
  #lives = 0;
  #isCalm = false;
  #ledgerLost = false;

  constructor(seed: number, shelf: Shelf) {
    this.#random = new Random(seed);
    this.#shelf = shelf;
    const habits = habitsOf(this.#random);
    this.vendor = new SimVendor(habits, this.#random, this.schedule);
    this.vendor.forms.push(...FORMS);
    this.vendor.isKnown = (id) => this.#ids().has(id);
    this.#tell(`the vendor: ${JSON.stringify(habits)}`);
    const count = this.#random.between(1, 8);
    const orders = this.#random.shuffled(BATCHES[0] ?? []).slice(0, count);
    this.#purse = this.#random.chance(0.3) ? purseOf([...orders, ...RIVALS], this.#random) : null;
    if (this.#purse) this.#tell(`a run may spend ${this.#purse.run}, a day ${this.#purse.day}`);
    this.#orders = orders.map((order) => priced(order, this.#purse));
    this.#rivals = RIVALS.map((order) => priced(order, this.#purse));
    this.vendor.onSold = (sale) => this.#notePaid(sale);
    this.vendor.amountOf = (sale) => this.#purse?.prices.get(sale.domains.toSorted()[0] ?? '')?.minor ?? 1400;
    addHistory(this.#neighbourhood());
  }

  #tell(text: string): void {
    this.story.push(`+${String(this.schedule.now - START).padStart(7)} ms  ${text}`);
  }

  #neighbourhood(): Neighbourhood {
    const tell = (text: string) => this.#tell(text);
    return { vendor: this.vendor, random: this.#random, schedule: this.schedule, order: this.#orders[0], tell };
  }

  async play(): Promise<void> {
    const operators = this.#random.between(1, 3);
    const done = Array.from({ length: operators }, () => false);
    for (const index of done.keys()) {
      void this.#operator(index, this.#random.between(1, 4)).then(() => {
        done[index] = true;
      });
    }
    addColleague(this.#neighbourhood());
    await this.#until(() => done.every(Boolean));
    this.#check('before calm');
    await this.#calmDown();
    this.violations.push(...this.#shelf.verify().map((text) => `ledger verify: ${text}`));
    this.violations.push(...leftOver(this.#orders, this.vendor, this.#records()));
  }

  async #until(done: () => boolean): Promise<void> {
    await this.schedule.runUntil(done, MOST_STEPS);
  }

  /** Somebody, or cron, who runs commands one after another, whatever became of the last one. */
  async #operator(index: number, lives: number): Promise<void> {
    try {
      for (let life = 0; life < lives; life += 1) {
        await this.#pause(this.#random.between(0, 8_000));
        const rival = this.#random.chance(0.15);
        const batch = this.#random.chance(0.5) ? this.#orders : this.#turned();
        const orders = rival ? this.#rivals : this.#random.chance(0.2) ? batch.slice(0, 3) : batch;
        const reconciles = this.#random.chance(0.2);
        await this.#live(
          `${'ABC'[index]}${life + 1}`,
          troubleOf(this.#random),
          async (hands) => {
            if (reconciles) await reconcileLife(this.#random.pick([0, 10_000]), hands);
            else this.#judge(orders, await submitLife(orders, hands));
          },
          this.#options(),
        );
      }
    } catch (error) {
      this.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** The same orders from another sheet: rows and orders the other way round, other names. */
  #turned(): readonly CheckedOrder[] {
    const names = new Set(this.#orders.map(setOf));
    return (BATCHES[1] ?? []).filter((order) => names.has(setOf(order))).map((order) => priced(order, this.#purse));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.schedule.after(ms, null, resolve));
  }

  #options(calm = false): RunOptions {
    this.#lives += 1;
    const { pick, chance } = {
      pick: <T>(of: readonly T[]) => this.#random.pick(of),
      chance: (s: number) => this.#random.chance(s),
    };
    return {
      batch: `batch-${this.#lives}`,
      concurrency: this.#purse ? 32 : pick([1, 2, 4, 32]),
      lockWaitMs: calm ? 60_000 : pick([0, 0, 30_000]),
      retryRefused: calm || chance(0.2),
      allowClaimed: [],
      keepGoingOnUnknown: calm || chance(0.5),
      stopAfter: calm ? null : pick([null, null, 1, 2]),
      budgets: calm ? [] : (this.#purse?.budgets ?? []),
      canary: !calm && chance(0.1),
      readBackAfterMs: [200, 900],
    };
  }

  /** One process from start to end, whichever end it is. */
  async #live(
    name: string,
    trouble: Trouble,
    work: (hands: Hands) => Promise<void>,
    options: RunOptions,
  ): Promise<void> {
    const around = {
      schedule: this.schedule,
      vendor: this.vendor,
      random: this.#random,
      tell: (text: string) => this.#tell(text),
    };
    const process = new SimProcess(name, trouble, around);
    this.#tell(`${name} starts${trouble.killAfter ? `, to be killed at step ${trouble.killAfter}` : ''}`);
    if (trouble !== NO_TROUBLE && this.#random.chance(0.1))
      this.schedule.after(this.#random.between(0, 5_000), process, () => {
        this.#tell(`${name} is asked to stop`);
        process.drain.abort('SIGTERM');
      });
    const finished = work({ process, shelf: this.#shelf, locks: this.#locks, options }).then(
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

  /** Under which claim it was sold: nothing claims an order anew while a request for it may be under way. */
  #notePaid(sale: Sale): void {
    const order = [...this.#orders, ...this.#rivals].find((one) => salesOf(one, this.vendor).includes(sale));
    const claim = order && this.#records().get(order.key)?.claim;
    // A sale that the vendor denied with a 429 counts only once it is found: until then nobody can know of it.
    if (order && claim && !this.#isCalm && !sale.denied) this.#paid.push({ order, batch: claim.batch, at: claim.at });
  }

  #check(when: string): void {
    if (this.#purse) this.violations.push(...overspent(this.#paid, this.#purse));
    for (const text of soldTwice(this.vendor)) this.violations.push(`${when}: ${text}`);
  }

  #ids(): ReadonlyMap<string, string> {
    const ledger = this.#shelf.open({
      now: () => this.schedule.now,
      elapsed: () => this.schedule.now,
      sleep: () => Promise.resolve(),
    });
    const ids = new Map(ledger.orderIds(ACCOUNT));
    ledger.close();
    return ids;
  }

  #records() {
    const ledger = this.#shelf.open({
      now: () => this.schedule.now,
      elapsed: () => this.schedule.now,
      sleep: () => Promise.resolve(),
    });
    const records = replayLedger(ledger.entriesFor([...this.#orders, ...this.#rivals].map(({ key }) => key)));
    ledger.close();
    return records;
  }

  #judge(orders: readonly CheckedOrder[], ended: Ended): void {
    const known = { vendor: this.vendor, records: this.#records(), ledgerLost: this.#ledgerLost };
    this.doubts += ended.outcomes.filter(({ status }) => status === 'unknown').length;
    for (const outcome of ended.outcomes)
      this.#tell(`  ${outcome.name} is ${outcome.status} ${outcome.orderId} ${outcome.codes.join(';')}`);
    this.violations.push(...betterThanTruth(orders, ended.outcomes, known));
  }

  /** Everything that was hidden is shown, nothing fails any more, and a person answers every doubt truthfully. */
  async #calmDown(): Promise<void> {
    let done = false;
    const work = async () => {
      await this.#pause(600_000);
      this.#tell('everything is calm now');
      this.vendor.calm = true;
      this.#isCalm = true;
      if (this.#shelf.rollBack() === 'accepted') this.violations.push('an older copy of the ledger was accepted');
      if (this.#random.chance(0.05)) {
        this.#tell('the ledger is lost');
        this.#ledgerLost = true;
        this.#shelf.lose();
      }
      for (let round = 1; round <= CALM_ROUNDS; round += 1) await this.#calmRound(round);
    };
    void work()
      .catch((error) => this.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error)))
      .then(() => {
        done = true;
      });
    await this.#until(() => done);
  }

  async #calmRound(round: number): Promise<void> {
    const live = (name: string, work: (hands: Hands) => Promise<void>) =>
      this.#live(`${name}${round}`, NO_TROUBLE, work, this.#options(true));
    await live('submit', async (hands) => this.#judge(this.#orders, await submitLife(this.#orders, hands)));
    await live('reconcile', (hands) => reconcileLife(0, hands));
    for (const order of [...this.#orders, ...this.#rivals]) {
      const record = this.#records().get(order.key);
      const [sale] = boughtSince(order, this.vendor).filter(({ cancelled }) => !cancelled);
      const withheld = record?.entries.at(-1)?.type === 'withheld';
      if (record?.state !== 'unknown' && !(withheld && sale)) continue;
      const as = sale ? 'placed' : 'not_placed';
      this.#tell(`a person says of ${order.draft.name}: ${as} ${sale?.id ?? ''}`);
      const statement = { as, orderId: sale?.id ?? null, note: 'looked', who: 'ada' } as const;
      await live('resolve', (hands) => resolveLife(order.key, statement, hands));
    }
  }
}

/** An order by what it buys, however its key is made. */
function setOf(order: CheckedOrder): string {
  return `${order.operation?.id} ${order.checked?.domains.toSorted().join()}`;
}
