/** Text that drives a terminal, or makes text look like other text; each may stand in a cell or in a vendor's words. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'a new window title': '\u001b]0;owned\u0007',
  'a cleared screen': '\u001b[2J',
  'a colour': '\u001b[31m',
  'an 8-bit control sequence': '\u009b2J',
  'an 8-bit title': '\u009d0;owned\u009c',
  'a bell': '\u0007',
  'a backspace': '\u0008\u0008',
  'a null': '\u0000',
  'a delete': '\u007f',
  'text that runs backwards': '\u202etxt.exe\u202c',
  'isolated text': '\u2066abc\u2069',
  'a right-to-left mark': '\u200f',
  'a carriage return': '\rSent.',
  'a line separator': '\u2028Sent.',
  'a next line': '\u0085Sent.',
  'letters nobody sees': '\u{e0041}\u{e0042}',
};

/** Controls, separators, direction marks, invisible operators, tags: from, to. */
const DRIVING: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xe0000, 0xe007f],
];

/** The code points in a text that must not reach a screen; empty when it is safe. A line may end in LF or CRLF. */
export function hostileIn(text: string): readonly string[] {
  return [...text.replaceAll('\r\n', '\n')]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((code) => DRIVING.some(([from, to]) => from <= code && code <= to))
    .map((code) => `U+${code.toString(16).padStart(4, '0')}`);
}
