import type { OrderDraft } from '../domain/draft.ts';
import type { Body, HttpRequest } from '../domain/http.ts';
import type { Cell } from '../domain/place.ts';
import { SECRET_MASK, Secret } from '../domain/secret.ts';
import { withValue } from './with-value.ts';

/** Where in a request a value lands: a JSON pointer into the body, a name in the query or the conditions, or the path. */
export interface Landing {
  readonly in: 'body' | 'query' | 'path' | 'condition';
  readonly pointer: string;
  /** What stands there; the mask for a secret, empty for a part of the body that is more than one value. */
  readonly sent: string;
}

/** An order's draft, and how its vendor makes the request of one. */
export interface Assembly {
  readonly draft: OrderDraft;
  readonly assemble: (draft: OrderDraft) => HttpRequest;
  /** Columns that take few values, and these values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/**
 * Where a cell of the draft lands, without knowing the vendor: the order is assembled once as it is and once with another
 * value in that cell, and what differs is where it lands. Empty when the value is not sent.
 */
export function landingsOf(column: string, cell: Cell, assembly: Assembly): readonly Landing[] {
  const { draft, assemble, values } = assembly;
  const before = attempt(() => assemble(draft));
  if (!before) return [];
  const found: (readonly Landing[])[] = [];
  for (const other of othersFor(cell, values[column] ?? [])) {
    const after = attempt(() => assemble(withValue(draft, column, cell, other)));
    const landings = after ? differing(before, after) : [];
    // One value changed and everything else stayed in its place: it cannot be told more exactly.
    if (landings.length > 0 && landings.every(({ sent }) => sent !== '')) return landings;
    if (landings.length > 0) found.push(landings);
  }
  return found[0] ?? [];
}

/** A vendor may refuse to assemble what its rules would have found. */
function attempt(assemble: () => HttpRequest): HttpRequest | null {
  try {
    return assemble();
  } catch {
    return null;
  }
}

/** Other values in its place, likeliest first; a value in a list of few is changed within the list. */
function othersFor(cell: Cell, few: readonly string[]): readonly Cell[] {
  if (cell.secret) return [{ value: cell.value, at: cell.at, secret: new Secret({ kind: 'text', text: 'another' }) }];
  const { value } = cell;
  const texts = [
    ...few.filter((one) => one.toLowerCase() !== value.toLowerCase()),
    value.replace(/^([^.]*)/, '$1q'),
    `${value}q`,
    `q${value}`,
    '7',
  ];
  return texts.filter((text) => text !== value).map((text) => ({ value: text, at: cell.at }));
}

function differing(before: HttpRequest, after: HttpRequest): readonly Landing[] {
  return [
    ...(before.path === after.path ? [] : [{ in: 'path' as const, pointer: before.path, sent: before.path }]),
    ...names('query', before.query, after.query),
    ...bodies(before.body, after.body, ''),
    ...names('condition', before.conditions ?? {}, after.conditions ?? {}),
  ];
}

function names(
  where: 'query' | 'condition',
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Landing[] {
  const changed = Object.entries(before).filter(([name, text]) => after[name] !== text);
  return changed.map(([pointer, sent]) => ({ in: where, pointer, sent }));
}

/** What stands in the first body and not in the second, as high up as the two have the same shape. */
function bodies(before: Body | undefined, after: Body | undefined, pointer: string): readonly Landing[] {
  if (isList(before) && isList(after) && before.length === after.length)
    return before.flatMap((item, index) => bodies(item, after[index], `${pointer}/${index}`));
  if (isObject(before) && isObject(after))
    return Object.entries(before).flatMap(([name, item]) => bodies(item, after[name], `${pointer}/${escaped(name)}`));
  if (isSame(before, after)) return [];
  return [{ in: 'body', pointer, sent: textOf(before) }];
}

function isSame(before: Body | undefined, after: Body | undefined): boolean {
  if (before instanceof Secret && after instanceof Secret) return before.equals(after);
  return before === after;
}

function textOf(body: Body | undefined): string {
  if (body instanceof Secret) return SECRET_MASK;
  return typeof body === 'object' || body === undefined ? '' : String(body);
}

function isList(body: Body | undefined): body is readonly Body[] {
  return Array.isArray(body);
}

function isObject(body: Body | undefined): body is { readonly [key: string]: Body } {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !(body instanceof Secret);
}

/** A name as RFC 6901 writes it into a pointer. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
