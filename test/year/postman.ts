import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, rowsFor } from './books.ts';
import type { Dice } from './dice.ts';
import { newOrder, type Wanted } from './goods.ts';
import { lookRound, MARK } from './place.ts';
import type { World } from './world.ts';

/** How often each kind of delivery comes, out of a hundred. */
const KINDS = [
  ['new', 40],
  ['wrong', 17],
  ['repeat', 8],
  ['renamed repeat', 6],
  ['other order and kind', 7],
  ['grown', 8],
  ['fed back', 4],
  ['results fed back', 2],
  ['empty', 2],
  ['unreadable', 6],
] as const;
export type Delivery = (typeof KINDS)[number][0];

const ODD_NAMES = [
  'with spaces in it.csv',
  'two\nlines.csv',
  'Bestellung ä ö ü 注文.csv',
  '-leading dash.csv',
  `${'long '.repeat(40)}name.csv`,
  'may.results.csv',
  'it\'s "quoted".csv',
  'no ending',
  'UPPER.CSV',
  `${'very '.repeat(49)}long.csv`,
  'payment-scaledmail.csv',
  'a.annotated.xlsx.csv',
] as const;

export interface Dropped {
  readonly delivery: Delivery;
  readonly name: string;
  readonly content: Content;
}

/** Brings what people want to be ordered. */
export class Postman {
  readonly #world: World;
  readonly #dice: Dice;
  readonly #sent: { readonly name: string; readonly content: Content }[] = [];
  readonly #marks: string[] = [];
  #number = 0;

  constructor(world: World, dice: Dice) {
    this.#world = world;
    this.#dice = dice;
  }

  /** What comes on one day. */
  deliver(): readonly Dropped[] {
    const count = this.#dice.pick([0, 0, 1, 1, 1, 1, 2, 2, 3, 4]);
    return Array.from({ length: count }, () => this.#one());
  }

  #one(): Dropped {
    let left = this.#dice.between(0, 99);
    let delivery: Delivery = 'new';
    for (const [kind, share] of KINDS) {
      if (left < share) {
        delivery = kind;
        break;
      }
      left -= share;
    }
    const { name, content } = this.#made(delivery);
    return this.drop(delivery, name, content);
  }

  /** Writes a file into the inbox, as a copy would be seen that was over before anybody looked. */
  drop(delivery: Delivery, name: string, content: Content): Dropped {
    const inbox = join(this.#world.root, 'inbox');
    const { bytes } = content;
    // Two that are copied at once under one content could not be told apart.
    if (bytes.length > 1_000 && content.files === 0 && this.#dice.chance(0.25))
      this.#world.copies.begin(inbox, name, bytes, this.#dice.pick([1, 2, 3, 8]));
    else writeFileSync(join(inbox, name), bytes);
    if (content.kind === 'xlsx' && this.#dice.chance(0.3)) this.#open(name);
    content.files += 1;
    if (content.unreadable === null) this.#sent.push({ name, content });
    return { delivery, name, content };
  }

  /** Somebody looks at the sheet in a spreadsheet program until tomorrow. */
  #open(name: string): void {
    const mark = join(this.#world.root, 'inbox', MARK + name);
    writeFileSync(mark, 'Ada Sample');
    this.#marks.push(mark);
  }

  closeAll(): void {
    for (const mark of this.#marks.splice(0)) rmSync(mark);
  }

  #made(delivery: Delivery): { name: string; content: Content } {
    const { books } = this.#world;
    const dice = this.#dice;
    const good = this.#sent.filter(({ content }) => content.wrong.size === 0 && content.kind !== 'none');
    const old = dice.any(good.slice(-12));
    if (delivery === 'unreadable') return this.#unreadable();
    if (delivery === 'empty') return { name: this.#name('csv'), content: books.noSheet(Buffer.alloc(0), 'empty') };
    if (delivery === 'wrong') return this.#fresh(dice.between(1, 4), dice.between(1, 2));
    if (delivery === 'new' || !old) return this.#fresh(dice.between(1, dice.chance(0.1) ? 12 : 5), 0);
    if (delivery === 'repeat') return { name: this.#free(old.name), content: old.content };
    if (delivery === 'renamed repeat') return { name: this.#name(old.content.kind), content: old.content };
    if (delivery === 'fed back' || delivery === 'results fed back')
      return this.#fedBack(delivery === 'fed back' ? '.annotated.csv' : '.results.csv') ?? this.#fresh(1, 0);
    const { orders, rows } = old.content;
    if (delivery === 'other order and kind') {
      const kind = old.content.kind === 'csv' ? 'xlsx' : 'csv';
      return { name: this.#name(kind), content: books.sheet(orders, dice.shuffled(rows), kind, new Set()) };
    }
    const more = this.#orders(dice.between(1, 3), 0);
    const all = [...orders, ...more];
    const name = dice.chance(0.5) && old.content.kind === 'csv' ? this.#free(old.name) : this.#name('csv');
    return { name, content: books.sheet(all, rowsFor(all, new Set()), 'csv', new Set()) };
  }

  /** What a run wrote beside a sheet that is done, dropped as if it were a sheet. */
  #fedBack(ending: string): { name: string; content: Content } | null {
    const { books, root } = this.#world;
    const found = lookRound(root, books.knows).filter(({ place }) => place === 'done');
    const one = this.#dice.any(found.filter((each) => each.ending === ending).slice(-6));
    const sheet = one && found.find(({ kind, base }) => kind === 'sheet' && base === one.base);
    const content = sheet && books.contents.get(sheet.digest);
    if (!content) return null;
    const bytes = readFileSync(one.path);
    const fed = ending === '.results.csv' ? books.noSheet(bytes, 'results') : books.again(content, bytes);
    return { name: this.#name('csv'), content: fed };
  }

  #fresh(right: number, wrong: number): { name: string; content: Content } {
    const dice = this.#dice;
    const orders = dice.shuffled([...this.#orders(right, 0), ...this.#orders(wrong, 1)]);
    const faulty = new Set(orders.filter((order) => order.wrong !== null).map(({ name }) => name));
    const kind = dice.chance(0.2) ? 'xlsx' : 'csv';
    return { name: this.#name(kind), content: this.#world.books.sheet(orders, rowsFor(orders, faulty), kind, faulty) };
  }

  #orders(count: number, wrong: number): readonly Wanted[] {
    const { books } = this.#world;
    return Array.from({ length: count }, () => {
      books.serial += 1;
      return newOrder(this.#dice, books.serial, wrong > 0);
    });
  }

  #unreadable(): { name: string; content: Content } {
    const { books } = this.#world;
    this.#number += 1;
    const n = this.#number;
    const [what, bytes] = this.#dice.pick<readonly [string, Buffer]>([
      ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, n & 255, n >> 8, 0, 0xff, 0xfe, 0])],
      ['damaged workbook', Buffer.from(`PK\u0003\u0004 this is no workbook ${n}`)],
      ['blank', Buffer.from('\n'.repeat(n))],
    ]);
    return { name: this.#name(what === 'damaged workbook' ? 'xlsx' : 'csv'), content: books.noSheet(bytes, what) };
  }

  /** A new name, sometimes an odd one. */
  #name(kind: Content['kind']): string {
    this.#number += 1;
    if (kind === 'csv' && this.#dice.chance(0.12)) return this.#free(this.#dice.any(ODD_NAMES) ?? 'odd.csv');
    if (kind === 'csv' && this.#dice.chance(0.1)) return this.#free('orders.csv');
    return this.#free(`orders-${this.#number}.${kind === 'xlsx' ? 'xlsx' : 'csv'}`);
  }

  /** Nobody drops a file over one that still lies in the inbox. */
  #free(name: string): string {
    const inbox = new Set(this.#world.inboxNames());
    let free = name;
    for (let n = 1; inbox.has(free); n += 1) free = `${n} ${name}`;
    return free;
  }
}
