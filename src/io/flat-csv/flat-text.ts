import { isAscii } from 'node:buffer';

export const QUOTE = 0x22;
export const LINE_FEED = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
/** The last ASCII character; those between it and a space are visible. */
export const DELETE = 0x7f;

/** A sheet's text as UTF-8 bytes, and what holds for all of it. */
export interface FlatText {
  readonly bytes: Uint8Array;
  /** One ASCII character. */
  readonly delimiter: string;
  readonly isAscii: boolean;
  readonly hasQuotes: boolean;
}

/** The text of bytes that are valid UTF-8 without a mark. */
export function flatText(bytes: Uint8Array, delimiter: string): FlatText {
  return { bytes, delimiter, isAscii: isAscii(bytes), hasQuotes: asBuffer(bytes).includes(QUOTE) };
}

/** The same memory as a Buffer, which decodes and searches natively where a Uint8Array does not. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
