import { UsageError } from '../domain/errors.ts';
import { isMarker, shortKey } from '../domain/identity.ts';
import type { OrderRecord } from '../domain/order-book.ts';
import type { Ledger } from '../domain/ports.ts';
import { replayLedger } from '../steps/replay-ledger.ts';

export const SHORTEST_KEY = 8;
const SHOWN_KEYS = 5;

/** Whole keys that begin with what a person typed, at least 8 characters of it. */
export function keysBeginning(text: string, ledger: Ledger | null): readonly string[] {
  return text.length >= SHORTEST_KEY ? (ledger?.keysLike(text.toLowerCase()) ?? []) : [];
}

/** Whole keys of orders that the vendor calls by this id, or that carry this tag of ours. */
export function keysKnownAs(text: string, ledger: Ledger | null): readonly string[] {
  if (isMarker(text)) return keysBeginning(text.slice('so-'.length, -1), ledger);
  const accounts = ledger?.accounts() ?? [];
  return accounts.flatMap((account) => ledger?.orderIds(account).get(text) ?? []);
}

/** The one order among these; throws UsageError when there is none, or more than one. */
export function recordOf(text: string, keys: readonly string[], ledger: Ledger | null): OrderRecord {
  const [key, ...others] = keys;
  const record = key && others.length === 0 ? replayLedger(ledger?.entriesFor([key]) ?? []).get(key) : undefined;
  if (record) return record;
  throw new UsageError(
    others.length > 0 ? several(text, keys) : `The ledger has no order "${text}".`,
    'Copy the key from the results or from `sheetorder ledger list`, at least 8 characters of it. An order that was bought elsewhere is known once `submit` has found its domains at the vendor.',
    'RESOLVE-KEY',
  );
}

function several(text: string, keys: readonly string[]): string {
  const begin = keys.every((key) => key.startsWith(text.toLowerCase())) ? 'begin with' : 'are known as';
  const more = keys.length > SHOWN_KEYS ? ' and more' : '';
  return `${keys.length} orders ${begin} "${text}": ${keys.slice(0, SHOWN_KEYS).map(shortKey).join(', ')}${more}.`;
}
