/** The first line of every part. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const PLAIN = /^[ !#-%'-;=?-^`-~]*$/;
// What XML cannot hold is written as the format says, `_x0001_`; so is the start of text that already looks like that.
const ESCAPED = /[&<>"\ufffe\uffff]|[^\P{Cc}\t\n\u007f-\u009f]|\p{Cs}|_(?=x[\da-fA-F]{4})/gu;
const NOT_XML = /[\ufffe\uffff]|[^\P{Cc}\t\n\u007f-\u009f]|\p{Cs}/gu;

/** A text as it may stand in a workbook's cells and notes; every character comes back as it was. */
export function cellText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(ESCAPED, (one) => MARKUP[one] ?? `_x${hexOf(one)}_`);
}

/** A text as it may stand in an attribute or in an element that is no cell. */
export function plainXml(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"]/g, (one) => MARKUP[one] ?? one);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
