import { domainToASCII } from 'node:url';

const LONGEST = 253;
const LONGEST_LABEL = 63;

/** True for a lower-case host name of at least two labels that is not an IP address. */
export function isHostName(text: string): boolean {
  if (text.length > LONGEST) return false;
  let start = text.indexOf('.') + 1;
  if (start === 0 || !isLabel(text, 0, start - 1)) return false;
  for (let dot = text.indexOf('.', start); dot !== -1; dot = text.indexOf('.', start)) {
    if (!isLabel(text, start, dot)) return false;
    start = dot + 1;
  }
  return isLabel(text, start, text.length) && !isNumber(text, start);
}

/** Lower-cased, without a web scheme before it and a slash or a dot after it: what such a text certainly means. */
export function bareDomain(text: string): string {
  if (isHostName(text)) return text;
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .replace(/\.$/, '');
}

/** The `xn--` form of a name with other letters than a to z, or null. The text is checked before it is converted. */
export function asciiForm(text: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text) || /^[\x20-\x7e]*$/.test(text)) return null;
  const ascii = domainToASCII(text);
  return isHostName(ascii) ? ascii : null;
}

const DASH = 45;

/** Letters, digits and dashes, and no dash at either end; looked at in place, since every domain of a sheet comes here. */
function isLabel(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length < 1 || length > LONGEST_LABEL) return false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && !(code >= 97 && code <= 122) && code !== DASH) return false;
  }
  return text.charCodeAt(from) !== DASH && text.charCodeAt(to - 1) !== DASH;
}

function isNumber(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
