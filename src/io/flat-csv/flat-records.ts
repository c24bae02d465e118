import { filledWidth, type RecordSource, type WideRecord } from '../record-source.ts';
import { contentEnd, cutRecord, type OpenText } from './cut-record.ts';
import { FlatRows } from './flat-rows.ts';
import { DELETE, QUOTE, SPACE } from './flat-text.ts';
import type { Scan } from './scan.ts';

/** The records of a sheet that stays bytes. Its quotes must have been found good. */
export function flatRecords(text: OpenText, { index, suspects }: Scan): RecordSource {
  const { length, starts, widths } = index;
  const span = (record: number): readonly [number, number] => {
    const start = starts[record] ?? 0;
    return [start, contentEnd(text.bytes, start, starts[record + 1] ?? 0)];
  };
  return {
    length,
    at: (record) => (record < length ? cutRecord(text, ...span(record)) : undefined),
    isBlank: (record) => (widths[record] ?? 0) === 0,
    suspects: () => suspects,
    rowsBelow: (headerIndex, width) =>
      FlatRows.from({ text, starts, width, ...pickedFrom(widths, headerIndex + 1, length) }),
    widerThan: function* (width, headerIndex): Iterable<WideRecord> {
      for (let record = headerIndex + 1; record < length; record += 1) {
        const cells = widths[record] ?? 0;
        if (cells <= width) continue;
        const [start, end] = span(record);
        const filled = widthFromEnd(text, start, end, cells) ?? filledWidth(cutRecord(text, start, end));
        if (filled > width) yield { index: record, width: filled };
      }
    },
  };
}

/**
 * A record's cells up to its last one that is not blank, told from its end because many programs close every row with empty
 * cells; null when only its texts can tell.
 */
function widthFromEnd({ bytes, delimiter }: OpenText, start: number, end: number, cells: number): number | null {
  const mark = delimiter.charCodeAt(0);
  let width = cells;
  for (let position = end - 1; position >= start; position -= 1) {
    const byte = bytes[position] as number;
    if (byte === mark) width -= 1;
    else if (byte !== SPACE) return byte > SPACE && byte < DELETE && byte !== QUOTE ? width : null;
  }
  return null;
}

interface Picked {
  readonly picked: Uint32Array | null;
  readonly first: number;
  readonly length: number;
}

/** The records from `first` that are not blank; a list of them only where there is a gap. */
function pickedFrom(widths: Uint16Array, first: number, end: number): Picked {
  let length = 0;
  for (let record = first; record < end; record += 1) if (widths[record] !== 0) length += 1;
  if (length === end - first) return { picked: null, first, length };
  const picked = new Uint32Array(new SharedArrayBuffer(length * 4));
  let row = 0;
  for (let record = first; record < end; record += 1) {
    if (widths[record] === 0) continue;
    picked[row] = record;
    row += 1;
  }
  return { picked, first, length };
}
