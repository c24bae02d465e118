/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json } | WrittenJson;

/** A value by its canonical text, where that was written already and need not be written again. */
export class WrittenJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/**
 * JSON text with object keys sorted and undefined left out, so that equal values give equal text. What writes itself by
 * `toJSON` is written so.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (value instanceof WrittenJson) return value.text;
  if (Array.isArray(value)) return listText(value);
  return 'toJSON' in value && typeof value.toJSON === 'function' ? canonicalJson(value.toJSON()) : objectText(value);
}

/** A list as canonical text whose items come in the order of their own texts, so that their order does not matter. */
export function sortedJson(items: readonly unknown[]): WrittenJson {
  const texts = items.map(canonicalJson);
  return new WrittenJson(listOf(inOrder(texts) ? texts : texts.sort()));
}

/** A list of canonical texts as one. */
export function listOf(texts: readonly string[]): string {
  let list = '[';
  for (let at = 0; at < texts.length; at += 1) list += at === 0 ? texts[at] : `,${texts[at]}`;
  return `${list}]`;
}

/** The canonical text of a text, or of null. */
export function textJson(text: string | null): string {
  return text === null ? 'null' : quoted(text);
}

/**
 * Which of two texts' canonical texts comes first, by the first sign in which they differ: -1 or 1, and 0 where that alone
 * does not say. Comparing texts that were put together of many means copying each of them first.
 */
export function compareWritten(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let at = 0;
  while (at < shorter && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  const [first, second] = [signAt(one, at), signAt(other, at)];
  if (first === second || first === UNSURE || second === UNSURE) return 0;
  return first < second ? -1 : 1;
}

const UNSURE = -1;
const QUOTE = 34;
const FIRST_SURROGATE = 0xd800;

/** Signs above the quotation mark are written as they are or begin so; below it many are escaped, as is the mark itself. */
function signAt(text: string, at: number): number {
  if (at === text.length) return QUOTE;
  const sign = text.charCodeAt(at);
  return sign > QUOTE && sign < FIRST_SURROGATE ? sign : UNSURE;
}

function listText(items: readonly unknown[]): string {
  let text = '[';
  for (let at = 0; at < items.length; at += 1)
    text += at === 0 ? canonicalJson(items[at]) : `,${canonicalJson(items[at])}`;
  return `${text}]`;
}

function objectText(value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(value);
  let text = '{';
  for (const key of inOrder(keys) ? keys : keys.sort()) {
    const item = fields[key];
    if (item !== undefined) text += (text === '{' ? '' : ',') + nameText(key) + canonicalJson(item);
  }
  return `${text}}`;
}

/** Most keys and lists come sorted, and looking costs less than sorting. */
function inOrder(texts: readonly string[]): boolean {
  let before = '';
  for (const text of texts) {
    if (before > text) return false;
    before = text;
  }
  return true;
}

/** The same few names stand in every object of a batch. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 1_000;

function nameText(key: string): string {
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const text = `${quoted(key)}:`;
  if (NAMES.size < MOST_NAMES) NAMES.set(key, text);
  return text;
}

/** Most texts need nothing but the quotes around them, and looking costs half of what `JSON.stringify` does. */
function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const NEEDS_ESCAPE = /[^ !#-[\]-~]/;
