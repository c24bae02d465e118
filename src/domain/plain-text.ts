import { unseenAsEscape } from './visible-text.ts';

// Line breaks stay, as LF or CRLF; so do the two joiners (U+200C, U+200D) that spell names and pictures.
const DRIVING =
  /(?!\r\n)[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Text of several lines that is safe on a screen: whatever could drive a terminal, or make text look like other text,
 * is written out as `\u001b`. JSON stays JSON and means the same.
 */
export function plainText(text: string): string {
  return text.replace(DRIVING, (character) => (character === '\n' ? character : unseenAsEscape(character)));
}
