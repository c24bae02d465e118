import { plainText } from '../domain/plain-text.ts';
import { unseenAsEscape } from '../domain/visible-text.ts';

/** Markup that is safe to write out; made by `xml` alone. */
export class Xml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type XmlPart = string | number | Xml | readonly XmlPart[];

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** What XML 1.0 has no place for, besides control characters: halves of characters, and two that are none. */
const NO_XML = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

/** A template in which every value is escaped unless it is markup itself; in an attribute a line break becomes a space. */
export function xml(strings: TemplateStringsArray, ...parts: readonly XmlPart[]): Xml {
  let text = '';
  for (const [index, string] of strings.entries()) {
    text += string;
    text += written(parts[index] ?? '', /="[^"<>]*$/.test(string));
  }
  return new Xml(text);
}

function written(part: XmlPart, attribute: boolean): string {
  if (part instanceof Xml) return part.text;
  if (typeof part === 'object') return part.map((one) => written(one, attribute)).join('');
  const plain = plainText(String(part).replace(/\r\n?/g, '\n')).replace(NO_XML, unseenAsEscape);
  const line = attribute ? plain.replaceAll('\n', ' ') : plain;
  return line.replace(/[&<>"']/g, (character) => NAMES[character] ?? character);
}
