import { closeSync, linkSync, openSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../../src/domain/digest.ts';
import { googleOrder, sheetOf } from '../../support/sheets-of-orders.ts';
import { between } from '../campaign/random.ts';

/** One content that was dropped, under one name or several. */
export interface Dropped {
  readonly sha256: string;
  readonly text: string;
  /** The order's name → its domain. */
  readonly orders: ReadonlyMap<string, string>;
  /** One of its orders cannot be placed, so that the sheet needs a person. */
  readonly isFaulty: boolean;
  /** Names under which it lay in the inbox, whole. */
  readonly names: string[];
}

const NAMES = [
  'may.csv',
  'may.csv',
  'MAY.CSV',
  'orders of may (copy 2).csv',
  'bestellung-äöü-日本.csv',
  'a.b.c.csv',
  'no-ending',
  'may.results.csv',
  'may.log',
  '-rf.csv',
  "it's $(here).csv",
  'may.tsv.csv',
  `${'long '.repeat(48)}.csv`,
] as const;
const MOST_ORDERS = 3;
const REPEATED = 0.2;
const FAULTY = 0.12;
const OVERLAPPING = 0.2;
const SLOWLY = 0.5;
const PAUSE_MS = 300;

/** Drops sheets as people and programs do: whole or bit by bit, again, under names that others have, and under odd ones. */
export class Dropper {
  readonly #inbox: string;
  readonly #random: () => number;
  readonly #dropped = new Map<string, Dropped>();
  #count = 0;

  constructor(inbox: string, random: () => number) {
    this.#inbox = inbox;
    this.#random = random;
  }

  get dropped(): readonly Dropped[] {
    return [...this.#dropped.values()];
  }

  /** Resolves when the sheet lies in the inbox as a whole. */
  async drop(): Promise<void> {
    const sheet = this.#sheet();
    const wanted = NAMES[Math.floor(this.#random() * NAMES.length)] ?? 'may.csv';
    const bytes = Buffer.from(sheet.text);
    const name = this.#random() < SLOWLY ? await this.#slowly(wanted, bytes) : this.#atOnce(wanted, bytes);
    sheet.names.push(name);
    this.#dropped.set(sheet.sha256, sheet);
  }

  #sheet(): Dropped {
    const known = this.dropped;
    const earlier = known[Math.floor(this.#random() * known.length)];
    if (earlier && this.#random() < REPEATED) return earlier;
    this.#count += 1;
    const fresh = 1 + Math.floor(this.#random() * MOST_ORDERS);
    const orders = new Map(
      Array.from({ length: fresh }, (_, n): [string, string] => [
        `s${this.#count}-${n}`,
        `s${this.#count}-${n}.example`,
      ]),
    );
    const [shared] = earlier?.orders ?? [];
    if (shared && this.#random() < OVERLAPPING) orders.set(...shared);
    const isFaulty = this.#random() < FAULTY;
    const rows = [...orders].map(([name, domain]) => googleOrder(name, domain));
    const text = sheetOf(...rows, ...(isFaulty ? [googleOrder(`s${this.#count}-bad`, 'no domain')] : []));
    return { sha256: sha256(Buffer.from(text)), text, orders, isFaulty, names: [] };
  }

  async #slowly(wanted: string, bytes: Buffer): Promise<string> {
    const { name, fd } = this.#opened(wanted);
    const parts = 2 + Math.floor(this.#random() * 3);
    const size = Math.ceil(bytes.length / parts);
    for (let from = 0; from < bytes.length; from += size) {
      writeSync(fd, bytes.subarray(from, from + size));
      await sleep(between(20, PAUSE_MS, this.#random));
    }
    closeSync(fd);
    return name;
  }

  #atOnce(wanted: string, bytes: Buffer): string {
    const part = join(this.#inbox, `${wanted}.part`);
    writeFileSync(part, bytes);
    const name = firstFree(wanted, (one) => linkSync(part, join(this.#inbox, one)));
    unlinkSync(part);
    return name;
  }

  #opened(wanted: string): { readonly name: string; readonly fd: number } {
    let fd = -1;
    const name = firstFree(wanted, (one) => {
      fd = openSync(join(this.#inbox, one), 'wx');
    });
    return { name, fd };
  }
}

/** A person does not copy over a sheet that still waits. */
function firstFree(wanted: string, make: (name: string) => void): string {
  for (let n = 1; ; n += 1) {
    const ending = extname(wanted);
    const name = n === 1 ? wanted : `${wanted.slice(0, wanted.length - ending.length)} (${n})${ending}`;
    try {
      make(name);
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
