import { SheetError, UsageError } from '../../../src/domain/errors.ts';

/** How a sheet's bytes become text. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** True when the encoding was concluded from what the bytes are not. */
  readonly guessed: boolean;
}

const AS_CSV = 'Open it in your spreadsheet program, save it as "CSV UTF-8" and name that file.';
const OTHER_NAMES: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  cp1252: 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
};
/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f; Node's own decoder has differed by version. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * The text of a sheet without its BOM. A BOM decides, then what was asked for, then UTF-8 where it is valid; what is left
 * is Windows-1252. Throws a SheetError for anything that is not text.
 */
export function decodeText(bytes: Uint8Array, name: string, asked?: string): DecodedText {
  if (bytes.length === 0)
    throw new SheetError(`${name} is empty.`, 'Write a header line and at least one row into it.', 'SHEET-UNREADABLE');
  const marked = markedEncoding(bytes);
  if (marked) return decoded(bytes, name, marked, false);
  if (asked !== undefined) return decoded(bytes, name, encodingNamed(asked), false);
  refuseZeros(bytes, name);
  const text = asUtf8(bytes);
  return text === null ? decoded(bytes, name, 'windows-1252', true) : { text, encoding: 'utf-8', guessed: false };
}

/** Throws UsageError on a name that is not an encoding we read. */
export function encodingNamed(text: string): Encoding {
  const name = text.trim().toLowerCase();
  const known = ENCODINGS.find((encoding) => encoding === name) ?? OTHER_NAMES[name];
  if (known) return known;
  throw new UsageError(`--encoding ${text} is not known.`, `Write ${ENCODINGS.join(', ')}.`, 'USAGE-FLAG-VALUE');
}

/** The bytes of a text in an encoding, with its BOM when `marked`; null when a character is not in it. */
export function encodeText(text: string, encoding: Encoding, marked: boolean): Buffer | null {
  const whole = marked ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(whole, 'utf8');
  if (encoding === 'windows-1252') return toWindows1252(text);
  const little = Buffer.from(whole, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}

/** Whether the bytes begin with a mark that says how they are encoded. */
export function hasMark(bytes: Uint8Array): boolean {
  return markedEncoding(bytes) !== null;
}

function toWindows1252(text: string): Buffer | null {
  const codes = [...text].map((character) => {
    const at = FROM_0X80.indexOf(character);
    return at >= 0 ? 0x80 + at : character.charCodeAt(0);
  });
  return codes.some((code) => code > 0xff) ? null : Buffer.from(codes);
}

function decoded(bytes: Uint8Array, name: string, encoding: Encoding, guessed: boolean): DecodedText {
  const text = encoding === 'windows-1252' ? fromWindows1252(bytes) : strictly(bytes, encoding);
  if (text === null)
    throw new SheetError(
      `${name} is not valid ${encoding.toUpperCase()}${badLine(bytes, encoding)}.`,
      AS_CSV,
      'SHEET-UNREADABLE',
    );
  if (text.includes('\0'))
    throw new SheetError(`${name} is not a text file: it holds zero characters.`, AS_CSV, 'SHEET-UNREADABLE');
  return { text, encoding, guessed };
}

function markedEncoding(bytes: Uint8Array): Encoding | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  return startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null;
}

/** Every second byte zero is UTF-16 without its mark; any other zero is no text at all. */
function refuseZeros(bytes: Uint8Array, name: string): void {
  const first = bytes.indexOf(0);
  if (first < 0) return;
  const sample = bytes.subarray(0, 1000);
  const zeros = [0, 1].map((start) => sample.filter((byte, index) => index % 2 === start && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 2 < sample.length * 0.8)
    throw new SheetError(`${name} is not a text file: byte ${first + 1} is zero.`, AS_CSV, 'SHEET-UNREADABLE');
  throw new SheetError(
    `${name} looks like UTF-16 without the mark that says so.`,
    `Add --encoding ${even > odd ? 'utf-16be' : 'utf-16le'}, or save it as "CSV UTF-8".`,
    'SHEET-UNREADABLE',
  );
}

function asUtf8(bytes: Uint8Array): string | null {
  return strictly(bytes, 'utf-8');
}

function strictly(bytes: Uint8Array, encoding: Exclude<Encoding, 'windows-1252'>): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function fromWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (character) => FROM_0X80[character.charCodeAt(0) - 0x80] ?? character);
}

/** Names the first text line that cannot be read; lines here are those of a text editor. */
function badLine(bytes: Uint8Array, encoding: Encoding): string {
  const lines = new TextDecoder(encoding).decode(bytes).split(/\r\n|\r|\n/);
  const index = lines.findIndex((line) => line.includes('\ufffd'));
  return index < 0 ? '' : ` (first seen in text line ${index + 1})`;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
