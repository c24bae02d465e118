import type { Redactor } from '../domain/ports.ts';
import { SECRET_MASK, type Secret } from '../domain/secret.ts';
import { formsOf, type SecretForm } from './secret-forms.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The forms, and how long those are that begin with the same characters: a text is walked once, however many there are. */
interface FormIndex {
  readonly forms: Map<string, SecretForm>;
  /** Longest first. */
  readonly lengths: Map<string, readonly number[]>;
  /** By the code of a character: 1 where a form begins with it, 2 where one goes on with it. Most texts hold no pair of such. */
  readonly starts: Uint8Array;
}

/** The shortest form is one character in quotes. */
const INDEX_LENGTH = 3;

/**
 * Covers every secret it was given, in each spelling, by `[secret]`; covering twice changes nothing. A secret without a
 * text that `mayCome` is asked for again before each text that is covered, so these should be few.
 */
export function makeRedactor(
  reveal: (secret: Secret) => string | null,
  mayCome: (secret: Secret) => boolean = () => true,
): Redactor {
  const known = new Set<string>();
  const waiting = new Set<Secret>();
  const index: FormIndex = { forms: new Map(), lengths: new Map(), starts: new Uint8Array(0x10000) };
  const learn = (secret: Secret): void => {
    const text = reveal(secret);
    // What it stands in may be there later, when the request is rendered.
    if (text === null && mayCome(secret)) waiting.add(secret);
    else waiting.delete(secret);
    if (text === null || known.has(text)) return;
    known.add(text);
    for (const form of formsOf(text)) addForm(index, form);
  };
  return {
    add: learn,
    cover: (text) => {
      for (const secret of waiting) learn(secret);
      return index.forms.size === 0 ? text : withMask(text, spansIn(text, index));
    },
  };
}

function addForm({ forms, lengths, starts }: FormIndex, form: SecretForm): void {
  forms.set(form.text, form);
  const [one, two] = [form.text.charCodeAt(0), form.text.charCodeAt(1)];
  starts[one] = (starts[one] ?? 0) | 1;
  starts[two] = (starts[two] ?? 0) | 2;
  const start = form.text.slice(0, INDEX_LENGTH);
  const known = lengths.get(start) ?? [];
  if (known.includes(form.text.length)) return;
  lengths.set(
    start,
    [...known, form.text.length].sort((a, b) => b - a),
  );
}

function spansIn(text: string, index: FormIndex): readonly Span[] {
  const spans = [...spansOf(text, index), ...brokenSpans(text, index)];
  return spans.length > 1 ? spans.sort(inOrder) : spans;
}

function spansOf(text: string, index: FormIndex): readonly Span[] {
  const spans: Span[] = [];
  const { starts } = index;
  for (let from = 0; from <= text.length - INDEX_LENGTH; from += 1) {
    if (!((starts[text.charCodeAt(from)] ?? 0) & 1) || !((starts[text.charCodeAt(from + 1)] ?? 0) & 2)) continue;
    const form = formAt(text, from, index);
    if (form) spans.push({ from: from + form.keep, to: from + form.text.length - form.keep });
  }
  return spans.filter((span) => !isInsideMask(text, span));
}

const BREAK = /(?:[\r\n]|\\[rn])+/g;
const HAS_BREAK = /[\r\n]|\\[rn]/;

/** Secrets that somebody broke over lines: the text is walked without its line breaks, written out or not. */
function brokenSpans(text: string, index: FormIndex): readonly Span[] {
  if (!HAS_BREAK.test(text)) return [];
  const joined = text.replace(BREAK, '');
  const spans = joined === text ? [] : spansOf(joined, index);
  if (spans.length === 0) return [];
  const breaks = [...text.matchAll(BREAK)].map((match) => ({ at: match.index, length: match[0].length }));
  const places: number[] = [];
  let from = 0;
  for (const { at, length } of [...breaks, { at: text.length, length: 0 }]) {
    for (let place = from; place < at; place += 1) places.push(place);
    from = at + length;
  }
  return spans.map((span) => ({ from: places[span.from] ?? 0, to: (places[span.to - 1] ?? 0) + 1 }));
}

function inOrder(a: Span, b: Span): number {
  return a.from - b.from || a.to - b.to;
}

function formAt(text: string, from: number, { forms, lengths }: FormIndex): SecretForm | undefined {
  for (const length of lengths.get(text.slice(from, from + INDEX_LENGTH)) ?? []) {
    const form = forms.get(text.slice(from, from + length));
    if (form && !isKey(text, from, form)) return form;
  }
  return undefined;
}

/** A short secret that happens to be the name of a field is not covered there: the reply must stay readable. */
function isKey(text: string, from: number, form: SecretForm): boolean {
  return form.keep > 0 && /^\s*:/.test(text.slice(from + form.text.length, from + form.text.length + 8));
}

function isInsideMask(text: string, { from, to }: Span): boolean {
  return text.slice(Math.max(0, to - SECRET_MASK.length), from + SECRET_MASK.length).includes(SECRET_MASK);
}

/** Overlapping spans become one, so that no end of a secret is left over. */
function withMask(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let end = 0;
  let open: { from: number; to: number } | null = null;
  for (const span of spans) {
    if (open && span.from < open.to) {
      open.to = Math.max(open.to, span.to);
      continue;
    }
    if (open) {
      pieces.push(text.slice(end, open.from), SECRET_MASK);
      end = open.to;
    }
    open = { ...span };
  }
  if (!open) return text;
  pieces.push(text.slice(end, open.from), SECRET_MASK, text.slice(open.to));
  return pieces.join('');
}
