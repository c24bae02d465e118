import type { OrderEntry } from '../../../src/domain/ledger-entry.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { IS_PLACED } from '../../../src/domain/status.ts';
import { OrderBench, type Ran } from '../../support/order-bench.ts';
import { TrueVendor } from '../../support/true-vendor.ts';
import { type Course, courseOf, type Sight, type Truth } from './course.ts';
import { LOST, NOT_SENT, type Said } from './table.ts';

/** Where the spends of the first run arrive. */
export interface Door {
  readonly url: URL;
  /** Whole requests that were seen there. */
  readonly requests: () => number;
  /** Connections to places to which nothing may ever go. */
  readonly elsewhere?: () => number;
  readonly close: () => Promise<unknown>;
}

export interface Scenario {
  readonly name: string;
  /** The row of the table that it belongs to. */
  readonly row: string;
  readonly truth: Truth;
  readonly sight: Sight;
  /** `by its start`: whether the start callback returned is a matter of luck, and decides the row. */
  readonly said: Said | 'by its start';
  /** `sell` sells what the request asks for, when the truth of this scenario is that it does. */
  readonly open: (sell: (text: string) => void) => Promise<Door>;
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
  /** True when the vendor's own words say that it took the order. */
  readonly vendorSaidYes?: boolean;
  /** True when one empty read-back let a sold order pass as refused, until it is asked to be sent again. */
  readonly passesAsRefused?: boolean;
  readonly tamper?: (ledger: Ledger, path: string) => Ledger;
  /** Differs from what its verdict usually leads to. */
  readonly course?: Partial<Course>;
  /** True to leave out the reconcile at the end. */
  readonly brief?: boolean;
}

/** What went wrong in one scenario, in sentences; empty when all is as the specification says. */
export interface Played {
  readonly complaints: readonly string[];
  readonly soldTwice: boolean;
  readonly betterThanTruth: boolean;
}

const PATIENCE_MS = 10_000;

/** Plays a scenario: the run that meets the odd reply, two runs with a healthy vendor, and a reconcile. */
export async function play(scenario: Scenario): Promise<Played> {
  const vendor = await TrueVendor.open();
  const sell = (text: string) => {
    if (scenario.truth !== 'not sold') vendor.sell(text);
  };
  const door = await scenario.open(sell);
  const bench = new OrderBench(vendor.url.origin);
  try {
    return await playWith(scenario, vendor, door, bench);
  } finally {
    bench.close();
    await Promise.all([door.close(), vendor.close()]);
  }
}

async function playWith(scenario: Scenario, vendor: TrueVendor, door: Door, bench: OrderBench): Promise<Played> {
  const judge = new Judge(scenario, vendor);
  const healthy = { reads: vendor.url, spends: vendor.url, timeoutMs: PATIENCE_MS };
  vendor.late = scenario.truth === 'sold, listed later';
  const onSpend = () => {
    vendor.blind = scenario.sight === 'blind';
  };
  const { timeoutMs = PATIENCE_MS, maxResponseBytes, tamper } = scenario;
  const size = maxResponseBytes ? { maxResponseBytes } : {};
  const first = await bench.submit({ reads: vendor.url, spends: door.url, timeoutMs, onSpend, ...size }, false, tamper);
  judge.first(first, door);
  vendor.late = false;
  vendor.blind = false;
  judge.second(await bench.submit(healthy));
  judge.third(await bench.submit(healthy, true));
  if (judge.open && !scenario.brief) {
    const last = await bench.reconcile(healthy);
    judge.last(last, last.problems);
  }
  if (door.requests() > judge.sent)
    judge.complain(`the door saw ${door.requests()} requests, of ${judge.sent} started`);
  return judge;
}

class Judge implements Played {
  readonly #wrong: string[] = [];
  /** True when something is left to reconcile at the end. */
  open = false;
  soldTwice = false;
  betterThanTruth = false;
  sent = 0;
  readonly #scenario: Scenario;
  readonly #vendor: TrueVendor;
  #said: Said = LOST;
  #course: Course;

  constructor(scenario: Scenario, vendor: TrueVendor) {
    this.#scenario = scenario;
    this.#vendor = vendor;
    this.#course = this.#expect(scenario.said === 'by its start' ? LOST : scenario.said);
  }

  #expect(said: Said): Course {
    const { truth, sight, course } = this.#scenario;
    this.#said = said;
    return { ...courseOf(said, truth, sight), ...course };
  }

  get complaints(): readonly string[] {
    const { name, truth, sight, row } = this.#scenario;
    return this.#wrong.length > 0 ? [`${name}, ${truth}, ${sight}: ${this.#wrong.join('; ')} (${row})`] : [];
  }

  complain(words: string): void {
    this.#wrong.push(words);
  }

  first(ran: Ran, door: Door): void {
    if (this.#scenario.said === 'by its start')
      this.#course = this.#expect(startsOf(ran.entries) > 0 ? LOST : NOT_SENT);
    const { verdict, code, first, spends } = this.#course;
    const attempts = ran.entries.filter((entry) => entry.type === 'spend_finished');
    const [one] = attempts;
    this.#compare('verdict', one && `${one.verdict.kind} ${codeOf(one.verdict)}`, `${verdict} ${code}`);
    if (first === 'unknown' || first === 'not_sent' || first === 'refused')
      this.#compare('cause in results', ran.outcome.codes.join(), code);
    this.#compare('spends of run 1', startsOf(ran.entries), spends[0]);
    if (door.elsewhere && door.elsewhere() > 0) this.complain(`${door.elsewhere()} connections to somewhere else`);
    if (this.#scenario.truth !== 'not sold' && this.#vendor.sales.length === 0)
      this.complain('nothing was sold at all');
    this.#stands(ran, 'run 1', first);
  }

  second(ran: Ran): void {
    this.#compare('spends of run 2', startsOf(ran.entries) - this.sent, this.#course.spends[1]);
    this.#stands(ran, 'run 2', this.#course.second);
  }

  third(ran: Ran): void {
    this.#stands(ran, 'run 3', this.#course.third);
    const sold = this.#vendor.sales[0];
    if (sold && ran.outcome.status !== 'unknown') this.#compare('id at the end', ran.outcome.orderId, sold.id);
    this.open = !ran.outcome.orderId;
  }

  last(ran: Ran, problems: readonly string[]): void {
    const { third } = this.#course;
    this.#stands(ran, 'reconcile', third === 'already_placed' ? 'placed' : third);
    for (const problem of problems) this.complain(`ledger verify: ${problem}`);
  }

  /** The status is the one expected, and whatever is expected, it is not better than the truth. */
  #stands(ran: Ran, when: string, status: string): void {
    const is = ran.outcome.status;
    this.#compare(`status after ${when}`, is, status);
    this.sent = startsOf(ran.entries);
    const sales = this.#vendor.sales.length;
    if (sales > 1) {
      this.soldTwice = true;
      this.complain(`sold ${sales} times after ${when}`);
    }
    const sold = sales > 0;
    const proof = is === 'not_sent' && when === 'run 1' && /unauthorised|throttled/.test(this.#said.kind);
    const excused = proof || (this.#scenario.passesAsRefused && is === 'refused' && when !== 'run 3');
    const claimed = IS_PLACED.has(is);
    if (sold ? claimed || is === 'unknown' || excused : !claimed || this.#scenario.vendorSaidYes) return;
    this.betterThanTruth = true;
    this.complain(`after ${when} it is called ${is}, but it was ${sold ? '' : 'not '}sold`);
  }

  #compare(what: string, is: unknown, expected: unknown): void {
    if (is !== expected) this.complain(`${what} is "${is}" and should be "${expected}"`);
  }
}

function codeOf(verdict: object): string {
  return 'code' in verdict ? String(verdict.code) : '';
}

function startsOf(entries: readonly OrderEntry[]): number {
  return entries.filter((entry) => entry.type === 'spend_started').length;
}

/** Plays scenarios a few at a time, so that their waits overlap. */
export async function playAll(scenarios: readonly Scenario[], atOnce = 6): Promise<readonly Played[]> {
  const waiting = [...scenarios];
  const played: Played[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) played.push(await play(next));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return played;
}
