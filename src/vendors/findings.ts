import type { OrderDraft } from '../domain/draft.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import type { Cell, Place, RowPlace } from '../domain/place.ts';

/** What to do about a finding, and the corrected value where it is certain. */
export interface Advice {
  readonly fix?: string;
  readonly fixed?: string;
}

/** A cell, or a place where a cell is missing. */
export type Where = Cell | Place;

export function error(code: string, where: Where, message: string, advice: Advice = {}): Finding {
  return finding('error', code, where, message, advice);
}

export function warning(code: string, where: Where, message: string, advice: Advice = {}): Finding {
  return finding('warning', code, where, message, advice);
}

export function info(code: string, where: Where, message: string, advice: Advice = {}): Finding {
  return finding('info', code, where, message, advice);
}

/** Shared, since almost every rule finds nothing in almost every order. */
export const NOTHING: readonly Finding[] = [];

/** What a look at each of them finds, as one list; nothing is made where nothing is found. */
export function inEach<T>(items: readonly T[], look: (item: T) => readonly Finding[]): readonly Finding[] {
  let found: Finding[] | null = null;
  for (const item of items) {
    const more = look(item);
    if (more.length === 0) continue;
    if (found) found.push(...more);
    else found = [...more];
  }
  return found ?? NOTHING;
}

/** The column's cell, or its place in the order's first row when it is missing. */
export function orderCell(draft: OrderDraft, column: string): Where {
  return draft.fields[column] ?? missing(draft.rows[0], column, draft);
}

/** The place of a missing cell in a row; the order's first row when there is none. */
export function missing(row: RowPlace | undefined, column: string, draft: OrderDraft): Place {
  return { ...(row ?? draft.rows[0] ?? { file: '', line: 0 }), column };
}

/** `1 domain`, `2 domains`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `google, outlook or smtp`. */
export function oneOf(words: readonly (string | number)[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function finding(severity: Severity, code: string, where: Where, message: string, advice: Advice): Finding {
  const isCell = 'at' in where;
  return { code, severity, at: isCell ? where.at : where, value: isCell ? where.value : '', message, ...advice };
}
