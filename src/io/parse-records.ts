import { parse } from 'csv-parse/sync';
import type { Records } from './array-records.ts';

const SAMPLE_ROWS = 50;
const FIRST_SAMPLE = 64 * 1024;
/** No sample has more bytes. */
export const LARGEST_SAMPLE = 16 * 1024 * 1024;

/** What a CSV means: the records of its text, or of UTF-8 bytes, lenient about quotes that make no sense. */
export function parseRecords(text: string | Buffer, delimiter: string, to?: number): Records {
  return parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    ...(to === undefined ? {} : { to }),
  });
}

/** The first records under a guessed delimiter, from as few bytes as hold them; none when its quotes make no sense. */
export function sampleRecords(bytes: Uint8Array, delimiter: string): Records {
  for (let size = FIRST_SAMPLE; ; size *= 4) {
    const whole = size >= bytes.length;
    // One record more than needed: the last of a cut sample may be cut itself.
    const records = parsedOrNone(bytes.subarray(0, size), delimiter);
    if (whole || records.length > SAMPLE_ROWS || size >= LARGEST_SAMPLE) return records.slice(0, SAMPLE_ROWS);
  }
}

function parsedOrNone(sample: Uint8Array, delimiter: string): Records {
  try {
    return parseRecords(Buffer.from(sample), delimiter, SAMPLE_ROWS + 1);
  } catch {
    return [];
  }
}
