import type { QuoteFault } from '../csv-quotes.ts';
import { isBlank } from '../record-source.ts';
import { MAX_COLUMNS, MAX_FIELD } from '../sheet-limits.ts';
import { contentEnd, cutRecord, type OpenText } from './cut-record.ts';
import { LINE_FEED, QUOTE, RETURN } from './flat-text.ts';
import { RecordIndex } from './record-index.ts';

const SPACE = 0x20;
const DELETE = 0x7f;

export interface Scan {
  readonly index: RecordIndex;
  /** The first quote that makes no sense; nothing after it was looked at. */
  readonly fault: QuoteFault | null;
  /** Records, counted from 0, that have too many cells or are long enough to hold one that is too long. */
  readonly suspects: readonly number[];
}

/** One pass over a sheet's bytes: where its records begin, how wide they are, and the first fault of its quotes. */
export function scan(text: OpenText): Scan {
  const { bytes } = text;
  const { length } = bytes;
  const delimiter = text.delimiter.charCodeAt(0);
  // Most bytes of a sheet are above both, so that one comparison passes over them.
  const highest = Math.max(delimiter, QUOTE);
  const index = new RecordIndex();
  const suspects: number[] = [];
  let start = 0;
  let width = 1;
  let position = 0;
  const close = (end: number) => {
    if (width > MAX_COLUMNS || end - start > MAX_FIELD) suspects.push(index.length);
    index.add(start, isBlankRecord(text, start, end, delimiter) ? 0 : width);
  };
  while (position < length) {
    let byte = bytes[position] as number;
    if (byte === QUOTE) {
      position = afterQuotes(bytes, position);
      if (position < 0) return { index, suspects, fault: { kind: 'unclosed', row: index.length + 1 } };
      if (position >= length) break;
      byte = bytes[position] as number;
      if (byte !== delimiter && byte !== LINE_FEED && byte !== RETURN)
        return { index, suspects, fault: { kind: 'text-after', row: index.length + 1 } };
    } else {
      while (byte > highest || (byte !== delimiter && byte !== LINE_FEED && byte !== RETURN)) {
        position += 1;
        if (position >= length) break;
        byte = bytes[position] as number;
      }
      if (position >= length) break;
    }
    position += 1;
    if (byte === delimiter) {
      width += 1;
      continue;
    }
    if (byte === RETURN && bytes[position] === LINE_FEED) position += 1;
    close(position);
    start = position;
    width = 1;
  }
  if (start < length) close(length);
  index.finish(length);
  return { index, suspects, fault: null };
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
function isBlankRecord(text: OpenText, start: number, end: number, delimiter: number): boolean {
  for (let position = start; position < end; position += 1) {
    const byte = text.bytes[position] as number;
    if (byte > SPACE && byte < DELETE && byte !== QUOTE && byte !== delimiter) return false;
    if (byte >= DELETE) break;
  }
  return isBlank(cutRecord(text, start, contentEnd(text.bytes, start, end)));
}
