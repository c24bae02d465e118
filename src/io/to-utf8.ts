import { isUtf8 } from 'node:buffer';
import { asBuffer } from './flat-csv/flat-text.ts';

/** How a sheet's bytes become text. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f; Node's own decoder has differed by version. */
export const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const MARK = Buffer.from('\ufeff');
const CHUNK = 1 << 20;

/** The text as UTF-8 without its BOM, in memory that threads can share unless it is UTF-8 already; null when it is not valid. */
export function toUtf8(bytes: Uint8Array, encoding: Encoding): Uint8Array | null {
  if (encoding === 'windows-1252') return fromWindows1252(bytes);
  if (encoding !== 'utf-8') return fromUtf16(bytes, encoding);
  if (!isUtf8(bytes)) return null;
  return MARK.equals(bytes.subarray(0, MARK.length)) ? bytes.subarray(MARK.length) : bytes;
}

/** The text in pieces, because all of it may be longer than a string can be. Throws on what is not valid when `fatal`. */
export function* textChunks(bytes: Uint8Array, encoding: Encoding, fatal: boolean): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  for (let from = 0; from < bytes.length; from += CHUNK)
    yield decoder.decode(bytes.subarray(from, from + CHUNK), { stream: true });
  yield decoder.decode();
}

/** A character of two bytes takes three at most. */
function fromUtf16(bytes: Uint8Array, encoding: Encoding): Uint8Array | null {
  const text = sharedBuffer(Math.ceil(bytes.length / 2) * 3);
  let length = 0;
  try {
    for (const piece of textChunks(bytes, encoding, true)) length += text.write(piece, length, 'utf8');
  } catch {
    return null;
  }
  return new Uint8Array(text.buffer, 0, length);
}

function fromWindows1252(bytes: Uint8Array): Uint8Array {
  const written = Array.from({ length: 0x80 }, (_, index) => {
    const code = index + 0x80;
    return Buffer.from(FROM_0X80[index] ?? String.fromCharCode(code));
  });
  let length = bytes.length;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte >= 0x80) length += (written[byte - 0x80]?.length ?? 1) - 1;
  }
  const text = sharedBuffer(length);
  let position = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    const several = byte >= 0x80 ? written[byte - 0x80] : undefined;
    if (several) text.set(several, position);
    else text[position] = byte;
    position += several?.length ?? 1;
  }
  return new Uint8Array(text.buffer, 0, length);
}

function sharedBuffer(length: number): Buffer {
  return asBuffer(new Uint8Array(new SharedArrayBuffer(length)));
}
