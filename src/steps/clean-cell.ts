import { unguardCell } from '../domain/formula-guard.ts';

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Joiners between two characters outside ASCII belong to the spelling of some names and stay. */
const INVISIBLE_IN_NAMES =
  /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<=^|\p{ASCII})[\u200c-\u200d]|[\u200c-\u200d](?=$|\p{ASCII})/gu;
const OTHER_SPACE = /[\u00a0\u2007\u202f]/gu;
/** Nearly every cell is plain, and asking this first makes large sheets several times faster to read. */
const PLAIN = /^[!-&(-~](?:[ -~]*[!-~])?$/;
const ENDS = /^\s+|\s+$/gu;

/** A cell without what nobody sees: `removed` names the code points taken out or made a plain space, e.g. `U+200B`. */
export interface CleanCell {
  readonly text: string;
  readonly removed: readonly string[];
}

/** True for a text that `cleanCell` gives back as it is. */
export function isClean(raw: string): boolean {
  return PLAIN.test(raw);
}

/** `strict` (domains and aliases) takes out every invisible character; other cells keep joiners that spell a name. */
export function cleanCell(raw: string, strict: boolean): CleanCell {
  if (isClean(raw)) return { text: raw, removed: [] };
  const written = unguardCell(raw);
  const invisible = strict ? INVISIBLE : INVISIBLE_IN_NAMES;
  const seen = written.replace(invisible, '');
  const text = seen.replace(OTHER_SPACE, ' ').trim();
  if (text === written || text === '') return { text, removed: [] };
  return {
    text,
    removed: codePoints([...found(written, invisible), ...found(written, OTHER_SPACE), ...found(seen, ENDS)]),
  };
}

/** A secret keeps everything but the white space around it. */
export function cleanSecret(raw: string): CleanCell {
  const written = unguardCell(raw);
  return { text: written.trim(), removed: written.trim() === '' ? [] : codePoints(found(written, ENDS)) };
}

function found(text: string, pattern: RegExp): readonly string[] {
  return text.match(pattern) ?? [];
}

function codePoints(texts: readonly string[]): readonly string[] {
  const characters = new Set(texts.join(''));
  return [...characters].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
}
