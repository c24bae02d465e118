import type { OrderEntry } from '../../domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../domain/life-cycle.ts';
import { grouped } from './groups.ts';
import type { Row, Rows } from './rows.ts';
import { saidOf } from './verify.ts';

/** Up to here a file is read whole before each run that spends; it takes less than a tenth of a second. */
const SMALL_BYTES = 64 * 1024 * 1024;
/** A larger file is read whole before the first run that spends, and again after so long. */
const WHOLE_EVERY_MS = 24 * 60 * 60 * 1_000;

export const SOUND_READS = {
  orders:
    'SELECT orders.key AS key, state, account FROM json_each(?1) AS asked CROSS JOIN orders ON orders.key = asked.value',
  claims: `SELECT claims.key AS key, claim FROM json_each(?1) AS asked CROSS JOIN claims ON claims.key = asked.value
    ORDER BY claims.key, claim`,
  checked: "SELECT value FROM meta WHERE name = 'checked'",
  note: "INSERT INTO meta (name, value) VALUES ('checked', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
} as const;

/**
 * What SQLite says of the whole file: of a small one always, of a large one once a day, because reading it costs what the
 * history costs. That it was found sound is noted in the ledger itself.
 */
export function damageOf(rows: Rows, now: number, smallBytes = SMALL_BYTES): readonly string[] {
  const { page_count: pages } = rows.one('PRAGMA page_count') ?? {};
  const { page_size: size } = rows.one('PRAGMA page_size') ?? {};
  const isSmall = Number(pages) * Number(size) <= smallBytes;
  if (!isSmall && wasChecked(rows, now)) return [];
  const found = saidOf(rows.all('PRAGMA quick_check(5)'));
  if (found.length === 0 && !isSmall) rows.run(SOUND_READS.note, new Date(now).toISOString());
  return found;
}

/** A time that is still to come proves nothing: the clock was set. */
function wasChecked(rows: Rows, now: number): boolean {
  const age = now - Date.parse(String(rows.one(SOUND_READS.checked)?.value ?? ''));
  return age >= 0 && age < WHOLE_EVERY_MS;
}

/** Sentences about orders that the index of states or of claims has otherwise than their entries tell. */
export function misfits(keys: readonly string[], entries: readonly OrderEntry[], rows: Rows): readonly string[] {
  const told = grouped(entries, ({ key }) => key);
  const orders = new Map(rows.many(SOUND_READS.orders, keys).map((row) => [String(row.key), row]));
  const claims = grouped(rows.many(SOUND_READS.claims, keys), ({ key }) => String(key));
  return keys.flatMap((key) => {
    const held = (claims.get(key) ?? []).map(({ claim }) => String(claim));
    return fits(told.get(key) ?? [], orders.get(key), held) ? [] : [misfit(key)];
  });
}

function fits(entries: readonly OrderEntry[], row: Row | undefined, held: readonly string[]): boolean {
  if (entries.length === 0) return row === undefined && held.length === 0;
  const state = entries.reduce<OrderState>((before, entry) => transition(before, entry), 'pending');
  const noted = entries.findLast((entry) => 'claims' in entry);
  const account = noted && 'account' in noted ? noted.account : '';
  const claims = noted && 'claims' in noted && HOLDING.has(state) ? noted.claims.toSorted() : [];
  return row?.state === state && row.account === account && JSON.stringify(held.toSorted()) === JSON.stringify(claims);
}

function misfit(key: string): string {
  return `Order ${key.slice(0, 16)} is not indexed as its entries tell.`;
}
