/** One element of a document. `text` is what stands in it directly. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|[^<]+|</gy;
/** XML 1.0, production 2, by code point. */
const ALLOWED = (code: number) =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;

/** Reads the part of XML that reports use, and throws at whatever a strict reader would not take. */
export function parseXml(text: string): Element {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!ALLOWED(code)) throw new Error(`U+${code.toString(16)} is no character of XML 1.0`);
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  for (const [whole, close, name, attributes = '', empty] of text.matchAll(TOKEN)) {
    const top = open.at(-1) ?? root;
    if (whole === '<') throw new Error(`a tag that is none, at ${text.slice(0, 80)}`);
    if (whole.startsWith('<?xml')) continue;
    if (name === undefined) top.text += decoded(whole);
    else if (close) {
      if (top.name !== name || open.length < 2) throw new Error(`</${name}> closes <${top.name}>`);
      open.pop();
    } else {
      const element: Open = { name, attributes: attributesOf(attributes), children: [], text: '' };
      top.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  if (!only || others.length > 0 || root.text.trim() !== '') throw new Error('not exactly one element at the top');
  return only;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`${name} is given twice`);
    found[name] = decoded(value);
  }
  return found;
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> stands in text');
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const value = whole.endsWith(';') ? ENTITIES[name] : undefined;
    if (value === undefined) throw new Error(`${whole} is no entity`);
    return value;
  });
}
