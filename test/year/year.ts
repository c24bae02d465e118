import { join } from 'node:path';
import { Dice } from './dice.ts';
import { expectedExits } from './expected-exit.ts';
import {
  beliedResults,
  doubled,
  type Faults,
  lostRows,
  misfiled,
  misplacedSheets,
  noFaults,
  unsold,
  wrongMoney,
} from './judge.ts';
import { missingHolds, otherReceipts, soldWhileHeld } from './judge-run.ts';
import { Person } from './person.ts';
import { type Found, lookRound, rowsOf } from './place.ts';
import { Postman } from './postman.ts';
import { chooseKind, NO_RUNS, type RunKind, startRun, wrongExits } from './run-kinds.ts';
import { WeatherReport } from './weather-report.ts';
import { NEW_YEAR, type Weather, World } from './world.ts';

const DAY_MS = 86_400_000;
const DAYS_OF_MONTH = 30;

export interface Sums {
  runs: number;
  sheets: number;
  repeated: number;
  wanted: number;
  sold: number;
  badDays: number;
  readonly kinds: Record<RunKind, number>;
}

export interface YearEnd {
  readonly seed: number;
  readonly sums: Sums;
  readonly faults: Faults;
  readonly helped: Person['helped'];
  readonly folder: string;
}

export interface YearOptions {
  readonly seed: number;
  readonly days: number;
  /** Told of each day. */
  readonly say?: (text: string) => void;
  /** Told of each month when it is over. */
  readonly sayMonth?: (text: string) => void;
  /** More trouble than a year has. */
  readonly isRough?: boolean;
  /** Ends with the first day on which something is wrong. */
  readonly first?: boolean;
  /** Leaves the folders there for a look. */
  readonly keep?: boolean;
}

/** A year of a drop folder: what people drop, what vendors do, what cron runs, and what is made of it. */
export class Year {
  readonly world: World;
  readonly faults = noFaults();
  readonly sums: Sums = { runs: 0, sheets: 0, repeated: 0, wanted: 0, sold: 0, badDays: 0, kinds: { ...NO_RUNS } };
  readonly person: Person;
  readonly #dice: Dice;
  readonly #postman: Postman;
  readonly #weather: WeatherReport;
  readonly #options: YearOptions;
  #day = 0;

  constructor(options: YearOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    this.world = new World(options.seed);
    this.#postman = new Postman(this.world, new Dice(options.seed + 1));
    this.person = new Person(this.world, new Dice(options.seed + 2));
    this.#weather = new WeatherReport(new Dice(options.seed + 3), options.isRough ?? false);
  }

  async live(): Promise<YearEnd> {
    await this.world.open();
    try {
      for (this.#day = 1; this.#day <= this.#options.days; this.#day += 1) {
        await this.#oneDay();
        if (this.#options.first && this.#wrong > 0) break;
        if (this.#day % DAYS_OF_MONTH === 0) this.#sayMonth();
      }
      if (!(this.#options.first && this.#wrong > 0)) await this.#settle();
    } finally {
      await this.world.close(this.#options.keep ?? false);
    }
    const { seed } = this.#options;
    return { seed, sums: this.sums, faults: this.faults, helped: this.person.helped, folder: this.world.folder };
  }

  get #wrong(): number {
    return Object.values(this.faults).reduce((sum, texts) => sum + texts.length, 0);
  }

  #sayMonth(): void {
    const { runs, sheets } = this.sums;
    const counts = [
      `${runs} runs`,
      `${sheets} sheets`,
      `${this.world.sold().length} orders sold`,
      `${this.#wrong} wrong`,
    ];
    this.#options.sayMonth?.(`day ${this.#day}: ${counts.join(', ')}`);
  }

  async #oneDay(): Promise<void> {
    const { world } = this;
    world.clock.setTo(NEW_YEAR + this.#day * DAY_MS);
    await world.turn(this.#weather.of(this.#day));
    this.#postman.closeAll();
    if (world.weather.name !== 'fine') this.sums.badDays += 1;
    if (this.#dice.chance(0.7)) await this.person.look(false);
    const runs = this.#dice.pick([1, 1, 1, 1, 1, 1, 1, 2, 2, 0]);
    const dropped = this.#postman.deliver();
    this.sums.sheets += dropped.length;
    this.sums.repeated += dropped.filter(({ delivery }) => delivery.includes('repeat')).length;
    this.#say(`${world.weather.name}; ${dropped.map(({ delivery, name }) => `${delivery} "${name}"`).join(', ')}`);
    for (let run = 0; run < runs; run += 1) await this.#oneRun(chooseKind(this.#dice, this.#options.isRough ?? false));
  }

  /** Fine weather and a patient person, until nothing moves any more. */
  async #settle(): Promise<void> {
    this.#postman.closeAll();
    const fine: Weather = { name: 'fine', way: 'open', faults: [], faultRate: 0 };
    for (let round = 0; round < 8; round += 1) {
      this.world.clock.setTo(NEW_YEAR + (this.#day + round) * DAY_MS);
      await this.world.turn(fine);
      await this.person.look(true);
      await this.#oneRun('plain');
    }
    const { books } = this.world;
    const sold = this.world.sold();
    this.faults['lost orders'].push(...unsold(books, sold));
    this.sums.wanted = books.wanted.size;
    this.sums.sold = sold.length;
    for (const one of this.#look())
      if (one.kind === 'sheet' && one.place !== 'done')
        this.#fault('lost sheets', `${one.place}/${one.name} never got done`);
    this.faults.complaints.push(...this.person.complaints);
  }

  async #oneRun(kind: RunKind): Promise<void> {
    const { world } = this;
    const before = this.#look();
    const since = Date.now() - 1;
    const soldBefore = world.sold().length;
    world.copies.overInTime.clear();
    const run = await startRun(kind, world, this.#dice);
    const copying = world.copies.finish();
    this.sums.runs += run.ended.length || 1;
    this.sums.kinds[run.kind === 'killed' && run.isWhole ? 'plain' : run.kind] += 1;
    const after = this.#look();
    for (const { exit, out, err } of run.ended) this.#say(`  ${run.kind}: exit ${exit}\n${out}\n${err}`);
    if (!run.isWhole) this.#say(`  ${run.kind}`);
    this.#judge(after, since, run.isWhole);
    const news = world.sold().slice(soldBefore);
    for (const text of soldWhileHeld(before, after, news)) this.#fault('sold while held', text);
    if (run.isWhole) for (const text of missingHolds(after, since, news)) this.#fault('sold while held', text);
    if (run.isWhole)
      for (const text of otherReceipts(before, after, since, world.books)) this.#fault('wrong results', text);
    const { way, only } = world.gate;
    const { overInTime: arrived } = world.copies;
    const isThrottled = world.weather.faults.includes('429');
    const expected = expectedExits(
      { before, after, way, since, stopped: run.isStopped, arrived, only, isThrottled, copying },
      world.books,
    );
    for (const text of wrongExits(run, expected)) this.#fault('wrong exit codes', text);
    await world.turn(world.weather);
  }

  #judge(found: readonly Found[], since: number, ended: boolean): void {
    const { books, root } = this.world;
    const sold = this.world.sold();
    for (const text of doubled(sold)) this.#fault('doubled', text);
    for (const text of misplacedSheets(books, found, ended)) this.#fault('lost sheets', text);
    for (const text of misfiled(found, root, ended)) this.#fault('wrong folder', text);
    for (const sheet of found.filter(({ kind }) => kind === 'sheet')) {
      const content = books.contents.get(sheet.digest);
      const results = found.find(
        ({ kind, place, base, ending }) =>
          kind === 'beside' && place === sheet.place && base === sheet.base && ending === '.results.csv',
      );
      if (!content || !results || results.writtenAt < since || sheet.place === 'inbox') continue;
      const told = { sheet, content, rows: rowsOf(results.path) };
      for (const { order, status, error_code: code } of told.rows)
        if (code) this.#say(`    ${sheet.name}: ${order} ${status} ${code}`);
      for (const text of beliedResults(told, sold)) this.#fault('wrong results', text);
      for (const text of wrongMoney(told, sold)) this.#fault('wrong money', text);
      // A run that was killed may have written one of the two and not yet the other.
      if (ended) for (const text of lostRows(told, found)) this.#fault('lost rows', text);
    }
  }

  #look(): readonly Found[] {
    return lookRound(this.world.root, this.world.books.knows);
  }

  /** The same fault is told once, on the first day it is seen. */
  #fault(kind: keyof Faults, text: string): void {
    if (this.faults[kind].some((known) => known.endsWith(`: ${text}`))) return;
    this.faults[kind].push(`day ${this.#day}: ${text}`);
    this.#say(`  FAULT ${kind}: ${text}`);
  }

  #say(text: string): void {
    this.#options.say?.(`day ${this.#day}: ${text.replaceAll(join(this.world.root, ''), '')}`);
  }
}
