const SPACES = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;
// Control characters can drive a terminal; direction marks and tags make text look like other text.
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Most texts by far, and cheap to tell. */
const PLAIN = /^[ -~]*$/;

/** Text that is safe to show on one line: line breaks become spaces, and what nobody could see is written out as `\u202e`. */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(SPACES, ' ').replace(UNSEEN, unseenAsEscape);
}

/** A character as JSON may write it, such as `\u202e`; two of them for one beyond U+FFFF. */
export function unseenAsEscape(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
