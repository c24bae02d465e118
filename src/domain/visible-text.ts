const SPACES = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;
// Control characters can drive a terminal; direction marks make text look like other text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text that is safe to show on one line: line breaks become spaces, and what nobody could see is written out as `\u202e`. */
export function visibleText(text: string): string {
  return text
    .replace(SPACES, ' ')
    .replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
