import { parseJson } from '../json-prefix.ts';
import { fieldsOf, readDomainList } from './schema.ts';

/**
 * True when the reply repeats the order's domains and they are not what was asked for: other names, or another number of
 * mailboxes. A reply that repeats nothing tells nothing.
 */
export function echoDiffers(asked: ReadonlyMap<string, unknown>, reply: string): boolean {
  const echoed = readDomainList(parseJson(reply))?.rows;
  const wanted = asked.get('domains');
  if (!echoed || !Array.isArray(wanted) || wanted.length === 0) return false;
  const expected = wanted.map(namesIn);
  const isThere = (texts: readonly string[], count: number) =>
    echoed.some((row) => texts.includes(row.name) && (row.mailboxes === null || row.mailboxes === count));
  return echoed.length !== wanted.length || !expected.every(({ texts, count }) => isThere(texts, count));
}

/** Whatever the fields of a `domains` item are called: its texts, one of which is the domain, and how many mailboxes it has. */
function namesIn(item: unknown): { readonly texts: readonly string[]; readonly count: number } {
  const values = [...fieldsOf(item).values()];
  const texts = values.filter((value) => typeof value === 'string');
  const [mailboxes] = values.filter((value) => Array.isArray(value));
  return { texts, count: mailboxes?.length ?? 0 };
}
