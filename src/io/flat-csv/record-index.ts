import { MAX_ROWS } from '../sheet-limits.ts';

const FIRST_ROOM = 1 << 14;
const MOST_CELLS = 0xffff;

/** Where every record begins and how many cells it has, in memory that worker threads can share. */
export class RecordIndex {
  #starts = new Uint32Array(new SharedArrayBuffer(FIRST_ROOM * 4));
  #widths = new Uint16Array(FIRST_ROOM);
  #length = 0;

  /** How many records there are, also of those beyond the limit, which are counted and not kept. */
  get length(): number {
    return this.#length;
  }

  /** The start of every record, and after them the end of the last one. */
  get starts(): Uint32Array {
    return this.#starts;
  }

  /** The cells of every record; 0 for a blank one. */
  get widths(): Uint16Array {
    return this.#widths;
  }

  add(start: number, width: number): void {
    const at = this.#length;
    this.#length = at + 1;
    if (at > MAX_ROWS) return;
    if (at === this.#starts.length) this.#grow();
    this.#starts[at] = start;
    this.#widths[at] = width < MOST_CELLS ? width : MOST_CELLS;
  }

  /** To be said once, after the last record. */
  finish(end: number): void {
    this.add(end, 0);
    this.#length -= 1;
  }

  #grow(): void {
    const room = this.#starts.length * 2;
    const starts = new Uint32Array(new SharedArrayBuffer(room * 4));
    const widths = new Uint16Array(room);
    starts.set(this.#starts);
    widths.set(this.#widths);
    this.#starts = starts;
    this.#widths = widths;
  }
}
