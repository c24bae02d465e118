import type { RowList, TableRow } from '../../domain/row.ts';
import { padded } from '../record-source.ts';
import { cellEnd, cellValue, contentEnd, cutRecord, type OpenText, sliceOf } from './cut-record.ts';
import { asBuffer, type FlatText } from './flat-text.ts';

/** Rows as numbers and shared memory: what a worker thread needs to cut them itself. */
export interface SharedRows {
  readonly text: FlatText;
  /** Where the sheet's records begin, header and blank ones included, and after them the end of the last one. */
  readonly starts: Uint32Array;
  /** The record of each row; null when they follow each other without a gap from `first`. */
  readonly picked: Uint32Array | null;
  readonly first: number;
  readonly length: number;
  /** How many cells a row has at least. */
  readonly width: number;
}

/** The rows of a sheet that stays bytes: each is cut when it is asked for, and made anew each time. */
export class FlatRows implements RowList {
  readonly #shared: SharedRows;
  readonly #text: OpenText;
  readonly #delimiter: number;

  private constructor(shared: SharedRows) {
    this.#shared = shared;
    this.#text = { ...shared.text, bytes: asBuffer(shared.text.bytes) };
    this.#delimiter = shared.text.delimiter.charCodeAt(0);
  }

  static from(shared: SharedRows): FlatRows {
    return new FlatRows(shared);
  }

  /** Something to post to a worker thread: the memory itself is shared, unless the bytes came in memory that cannot be. */
  share(): SharedRows {
    const { text } = this.#shared;
    if (text.bytes.buffer instanceof SharedArrayBuffer) return this.#shared;
    const bytes = new Uint8Array(new SharedArrayBuffer(text.bytes.length));
    bytes.set(text.bytes);
    return { ...this.#shared, text: { ...text, bytes } };
  }

  get length(): number {
    return this.#shared.length;
  }

  at(index: number): TableRow | undefined {
    const row = index < 0 ? index + this.length : index;
    if (!(row >= 0 && row < this.length)) return undefined;
    const record = this.#record(row);
    const start = this.#start(record);
    const cells = cutRecord(this.#text, start, this.#end(record, start));
    return { line: record + 1, cells: padded(cells, this.#shared.width) };
  }

  *[Symbol.iterator](): Iterator<TableRow> {
    for (let index = 0; index < this.length; index += 1) {
      const row = this.at(index);
      if (row) yield row;
    }
  }

  /** The line of a row, without cutting it. */
  lineOf(index: number): number {
    return this.#record(index) + 1;
  }

  /** One cell's text, without cutting the others; empty where the row has none. */
  cell(index: number, column: number): string {
    const record = this.#record(index);
    const start = this.#start(record);
    const end = this.#end(record, start);
    const from = this.#seek(start, end, column);
    if (from < 0) return '';
    const raw = sliceOf(this.#text, from, cellEnd(this.#text.bytes, from, end, this.#delimiter));
    return this.#text.hasQuotes ? cellValue(raw) : raw;
  }

  /** For each row 1 where its cell in a column is written like the one above; a column is gone through once, without texts. */
  repeats(column: number): Uint8Array {
    const { bytes } = this.#text;
    const repeats = new Uint8Array(this.length);
    let above = -1;
    let length = -1;
    for (let index = 0; index < repeats.length; index += 1) {
      const record = this.#record(index);
      const start = this.#start(record);
      const end = this.#end(record, start);
      const from = this.#seek(start, end, column);
      const own = from < 0 ? -1 : cellEnd(bytes, from, end, this.#delimiter) - from;
      if (own >= 0 && own === length && areSame(bytes, from, above, own)) repeats[index] = 1;
      above = from;
      length = own;
    }
    return repeats;
  }

  #record(index: number): number {
    const { picked, first } = this.#shared;
    return picked ? (picked[index] as number) : first + index;
  }

  #start(record: number): number {
    return this.#shared.starts[record] as number;
  }

  #end(record: number, start: number): number {
    return contentEnd(this.#text.bytes, start, this.#shared.starts[record + 1] as number);
  }

  /** Where a column's cell begins; -1 when the row is shorter. */
  #seek(start: number, end: number, column: number): number {
    let from = start;
    for (let passed = 0; passed < column; passed += 1) {
      from = cellEnd(this.#text.bytes, from, end, this.#delimiter) + 1;
      if (from > end) return -1;
    }
    return from;
  }
}

function areSame(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}
