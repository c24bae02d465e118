import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** True for a lower-case host name of at least two labels that is not an IP address. */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  return text.length <= 253 && labels.length >= 2 && labels.every(isLabel) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Lower-cased, without a web scheme before it and a slash or a dot after it: what such a text certainly means. */
export function bareDomain(text: string): string {
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

function isLabel(label: string): boolean {
  return LABEL.test(label);
}
