import type { Conversation } from '../../domain/conversation.ts';
import type { NamesReading, NamesWanted } from '../../domain/mailbox-names.ts';
import { readNames } from './reads.ts';
import { isLocalPart } from './rules/mailbox.ts';

/** Most names that the vendor suggests at once. */
const MOST = 100;

/** Asks for names of mailboxes; by the vendor's text it costs nothing. What it answers is not described, so it is read by its looks. */
export function* suggestNames({ domain, firstName, lastName, count }: NamesWanted): Conversation<NamesReading> {
  const wanted = Math.min(MOST, Math.max(1, count));
  const reading = yield* readNames({ firstName, lastName, domain, count: wanted });
  if (!reading.ok) return { kind: 'failed', failure: reading.failure };
  const own = reading.value.flatMap((text) => localPartOn(text, domain));
  const usable = own.filter(isLocalPart);
  const first = usable.filter((name, index) => usable.findIndex((other) => same(other, name)) === index);
  return { kind: 'read', names: first.slice(0, wanted) };
}

/** The part before the @ of an address on this domain; none for an address on another. */
function localPartOn(text: string, domain: string): readonly string[] {
  const [local = '', at, ...more] = text.trim().split('@');
  if (more.length > 0) return [];
  return at === undefined || same(at, domain) ? [local] : [];
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
