import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, rowsFor } from './books.ts';
import type { Dice } from './dice.ts';
import { type Found, lookRound, type ResultsRow, rowsOf } from './place.ts';
import type { World } from './world.ts';

export interface Helped {
  corrected: number;
  resolved: number;
  paid: number;
  movedBack: number;
  thrownAway: number;
}

/** Somebody who looks into attention/ now and then, does what the texts there say, and can see the vendor's app. */
export class Person {
  readonly helped: Helped = { corrected: 0, resolved: 0, paid: 0, movedBack: 0, thrownAway: 0 };
  /** What went wrong while following the texts. */
  readonly complaints: string[] = [];
  readonly #world: World;
  readonly #dice: Dice;

  constructor(world: World, dice: Dice) {
    this.#world = world;
    this.#dice = dice;
  }

  /** One look. `thorough` leaves nothing for tomorrow. */
  async look(thorough: boolean): Promise<void> {
    const { root, books } = this.#world;
    const found = lookRound(root, books.knows);
    for (const one of found.filter(({ kind, place }) => kind === 'hold' && place === 'attention'))
      if (thorough || this.#dice.chance(0.6)) this.#pay(one);
    for (const one of found.filter(({ kind, place }) => kind === 'sheet' && place === 'attention'))
      if (thorough || this.#dice.chance(0.7)) await this.#help(one, found);
    if (thorough) for (const name of readdirSync(join(root, 'inbox'))) this.#throwAwayEmpty(name);
  }

  #pay(hold: Found): void {
    rmSync(hold.path);
    this.helped.paid += 1;
  }

  async #help(sheet: Found, found: readonly Found[]): Promise<void> {
    const content = this.#world.books.contents.get(sheet.digest);
    if (!content) return;
    const beside = found.filter(
      ({ kind, place, base }) => kind === 'beside' && place === sheet.place && base === sheet.base,
    );
    const text = textOf(beside, '.what-to-do.txt');
    const results = beside.find(({ ending }) => ending === '.results.csv');
    await this.#settle(results ? rowsOf(results.path) : [], text);
    if (content.unreadable !== null) return this.#throwAway(sheet, content, beside);
    if (content.wrong.size > 0) return this.#correct(sheet, content);
    if (/move .+ back into the inbox/is.test(text)) this.#moveBack(sheet);
  }

  /** Says of each order in doubt what the vendor's app shows. */
  async #settle(rows: readonly ResultsRow[], text: string): Promise<void> {
    for (const row of rows.filter(({ status }) => status === 'unknown')) {
      const key = row.key ?? '';
      const things = this.#world.books.wanted.get(row.order ?? '')?.things ?? [];
      const sale = this.#world.sold().find(({ domains }) => things.some((thing) => domains.includes(plain(thing))));
      if (!text.includes(key.slice(0, 8))) this.complaints.push(`the text names no key of ${row.order} (${key})`);
      const said = sale ? ['--placed', sale.id] : ['--not-placed'];
      const ended = await this.#world.command('resolve', key, ...said, '--note', 'seen in the app');
      if (ended.exit === 0) this.helped.resolved += 1;
      // Settled already with another sheet that has the same order, or the vendor is away: tomorrow, then.
      else if (/RESOLVE-STATE|RESOLVE-UNREAD/.test(ended.err)) continue;
      else this.complaints.push(`resolve ${key} ${said.join(' ')} ended with ${ended.exit}: ${ended.err}`);
    }
  }

  #throwAway(sheet: Found, content: Content, beside: readonly Found[]): void {
    for (const { path } of [sheet, ...beside]) rmSync(path, { force: true });
    // The same file dropped twice under one name lies there once.
    const isLast = !lookRound(this.#world.root, (digest) => digest === content.digest).some(
      ({ kind }) => kind === 'sheet',
    );
    content.files = isLast ? 0 : content.files - 1;
    this.helped.thrownAway += 1;
  }

  /** Writes what was meant over the sheet, as a spreadsheet program does, and moves it back. */
  #correct(sheet: Found, content: Content): void {
    const { books } = this.#world;
    const kind = content.kind === 'xlsx' ? 'xlsx' : 'csv';
    const right = books.sheet(content.orders, rowsFor(content.orders, new Set()), kind, new Set());
    const name = this.#freeInInbox(sheet.name);
    if (name === null) return;
    const copy = join(this.#world.root, 'attention', '.correction');
    writeFileSync(copy, right.bytes);
    renameSync(copy, sheet.path);
    renameSync(sheet.path, join(this.#world.root, 'inbox', name));
    content.files -= 1;
    right.files += 1;
    this.helped.corrected += 1;
  }

  #moveBack(sheet: Found): void {
    const name = this.#freeInInbox(sheet.name);
    if (name === null) return;
    renameSync(sheet.path, join(this.#world.root, 'inbox', name));
    this.helped.movedBack += 1;
  }

  #throwAwayEmpty(name: string): void {
    const path = join(this.#world.root, 'inbox', name);
    if (readFileSync(path).length > 0) return;
    rmSync(path);
    for (const content of this.#world.books.contents.values()) if (content.bytes.length === 0) content.files -= 1;
    this.helped.thrownAway += 1;
  }

  /** Nobody overwrites a file that waits; whoever finds one there comes back tomorrow. */
  #freeInInbox(name: string): string | null {
    return this.#world.inboxNames().includes(name) ? null : name;
  }
}

function textOf(beside: readonly Found[], ending: string): string {
  const found = beside.find((one) => one.ending === ending);
  return found ? readFileSync(found.path, 'utf8') : '';
}

/** The domain of something that is sold. */
export function plain(thing: string): string {
  return thing.replace(/^registration /, '');
}
