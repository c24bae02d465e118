import type { QuoteFault } from '../csv-quotes.ts';
import { isBlank } from '../record-source.ts';
import { MAX_COLUMNS, MAX_FIELD } from '../sheet-limits.ts';
import { contentEnd, cutRecord, type OpenText } from './cut-record.ts';
import { DELETE, LINE_FEED, QUOTE, RETURN, SPACE } from './flat-text.ts';
import { RecordIndex } from './record-index.ts';

export interface Scan {
  readonly index: RecordIndex;
  /** The first quote that makes no sense; nothing after it was looked at. */
  readonly fault: QuoteFault | null;
  /** Records, counted from 0, that have too many cells or are long enough to hold one that is too long. */
  readonly suspects: readonly number[];
}

/** One pass over a sheet's bytes: where its records begin, how wide they are, and the first fault of its quotes. */
export function scan(text: OpenText): Scan {
  const index = new RecordIndex();
  const suspects: number[] = [];
  const walk = new RecordWalk(text.bytes, text.delimiter);
  for (let start = 0; start < text.bytes.length; start = walk.end) {
    walk.from(start);
    if (walk.fault) return { index, suspects, fault: { kind: walk.fault, row: index.length + 1 } };
    if (walk.width > MAX_COLUMNS || walk.end - start > MAX_FIELD) suspects.push(index.length);
    index.add(start, isBlankRecord(text, start, walk.end) ? 0 : walk.width);
  }
  index.finish(text.bytes.length);
  return { index, suspects, fault: null };
}

/** Finds one record after another: small functions that run often are compiled better than one large loop. */
class RecordWalk {
  end = 0;
  width = 0;
  fault: QuoteFault['kind'] | null = null;
  readonly #bytes: Uint8Array;
  readonly #delimiter: number;
  /** Most bytes of a sheet are above all that end a cell, so that one comparison passes over them. */
  readonly #highest: number;

  constructor(bytes: Uint8Array, delimiter: string) {
    this.#bytes = bytes;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#highest = Math.max(this.#delimiter, RETURN);
  }

  from(start: number): void {
    const bytes = this.#bytes;
    const delimiter = this.#delimiter;
    const highest = this.#highest;
    const { length } = bytes;
    let position = start;
    for (let width = 1; ; width += 1) {
      if (position < length && bytes[position] === QUOTE) {
        position = afterQuotes(bytes, position);
        if (position < 0) this.fault = 'unclosed';
        else if (!isEdge(byteAt(bytes, position), delimiter)) this.fault = 'text-after';
        if (this.fault) return;
      }
      position = edgeFrom(bytes, position, delimiter, highest);
      const byte = byteAt(bytes, position);
      position += 1;
      if (byte === delimiter) continue;
      if (byte === RETURN && bytes[position] === LINE_FEED) position += 1;
      this.width = width;
      this.end = Math.min(position, length);
      return;
    }
  }
}

function isEdge(byte: number, delimiter: number): boolean {
  return byte === delimiter || byte === LINE_FEED || byte === RETURN;
}

/** Where a cell ends that has no quotes. */
function edgeFrom(bytes: Uint8Array, from: number, delimiter: number, highest: number): number {
  const { length } = bytes;
  let position = from;
  while (position < length) {
    const byte = bytes[position] as number;
    if (byte <= highest && (byte === delimiter || byte === LINE_FEED || byte === RETURN)) return position;
    position += 1;
  }
  return position;
}

/** The end of the bytes ends the last record as a line end would. */
function byteAt(bytes: Uint8Array, position: number): number {
  return position < bytes.length ? (bytes[position] as number) : LINE_FEED;
}

/** The position after the closing quote; -1 when there is none. */
function afterQuotes(bytes: Uint8Array, opening: number): number {
  const { length } = bytes;
  let position = opening + 1;
  for (;;) {
    while (position < length && bytes[position] !== QUOTE) position += 1;
    if (position >= length) return -1;
    if (bytes[position + 1] !== QUOTE) return position + 1;
    position += 2;
  }
}

/** A visible ASCII character settles it, and nearly every record begins with one; only the others are cut to see. */
function isBlankRecord(text: OpenText, start: number, end: number): boolean {
  const { bytes, delimiter } = text;
  const mark = delimiter.charCodeAt(0);
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] as number;
    if (byte > SPACE && byte < DELETE && byte !== QUOTE && byte !== mark) return false;
    if (byte >= DELETE) break;
  }
  return isBlank(cutRecord(text, start, contentEnd(bytes, start, end)));
}
