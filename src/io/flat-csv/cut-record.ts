import { type FlatText, LINE_FEED, QUOTE, RETURN } from './flat-text.ts';

/** A text whose bytes are at hand as a Buffer, so that records can be cut from it. */
export interface OpenText extends FlatText {
  readonly bytes: Buffer;
}

/** Where a record's cells end: before the line end that the bytes up to `end` may close with. */
export function contentEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  if (last > start && bytes[last - 1] === LINE_FEED) last -= 1;
  else return last > start && bytes[last - 1] === RETURN ? last - 1 : last;
  return last > start && bytes[last - 1] === RETURN ? last - 1 : last;
}

/** The cells of a record whose quotes were checked; `end` is that of its content. */
export function cutRecord(text: OpenText, start: number, end: number): string[] {
  const record = sliceOf(text, start, end);
  return text.hasQuotes && record.includes('"') ? cutQuoted(record, text.delimiter) : cutPlain(record, text.delimiter);
}

/** The bytes as a string; ASCII needs no look at each byte. */
export function sliceOf({ bytes, isAscii }: OpenText, start: number, end: number): string {
  return bytes.toString(isAscii ? 'latin1' : 'utf8', start, end);
}

/** What a cell says that stands there in full, with its quotes if it has any. */
export function cellValue(raw: string): string {
  if (!raw.startsWith('"')) return raw;
  const inner = raw.slice(1, -1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

/** Where the cell that begins at `start` ends; never beyond `end`. */
export function cellEnd(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  let position = start;
  if (start < end && bytes[start] === QUOTE) position = afterQuotes(bytes, start, end);
  while (position < end && bytes[position] !== delimiter) position += 1;
  return position;
}

/** Faster than `String.prototype.split`, which looks each part up in a cache. */
function cutPlain(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let from = 0;
  for (let at = record.indexOf(delimiter); at >= 0; at = record.indexOf(delimiter, from)) {
    cells.push(record.slice(from, at));
    from = at + 1;
  }
  cells.push(record.slice(from));
  return cells;
}

function cutQuoted(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let from = 0;
  for (;;) {
    let end = record[from] === '"' ? closingQuote(record, from) + 1 : record.indexOf(delimiter, from);
    if (end < 0) end = record.length;
    cells.push(cellValue(record.slice(from, end)));
    if (end >= record.length) return cells;
    from = end + 1;
  }
}

function closingQuote(record: string, from: number): number {
  let end = record.indexOf('"', from + 1);
  while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
  return end < 0 ? record.length : end;
}

function afterQuotes(bytes: Uint8Array, start: number, end: number): number {
  let position = start + 1;
  for (;;) {
    while (position < end && bytes[position] !== QUOTE) position += 1;
    if (position >= end || bytes[position + 1] !== QUOTE) return position + 1;
    position += 2;
  }
}
