import type { AccountId } from '../../domain/identity.ts';
import type { LedgerEntry, NewEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import type { Row, Rows } from './rows.ts';
import { asStored } from './sheet-index.ts';

/** Entries that are in memory at a time when all are read. */
const PAGE = 500;

/** Each visits what it answers, by an index, however long the history is; only `keys` reads all of one. */
export const READS = {
  entriesOf: `SELECT seq, body FROM json_each(?1) AS asked CROSS JOIN entries ON entries.key = asked.value
    ORDER BY asked.key, seq`,
  holders: `SELECT claims.claim AS claim, claims.key AS holder
    FROM json_each(?1) AS asked CROSS JOIN claims ON claims.account = ?2 AND claims.claim = asked.value`,
  openKeys: 'SELECT key AS text FROM orders WHERE account = ? AND unsettled = 1 ORDER BY key',
  /** Hops from one account to the next: as many steps as there are accounts. */
  accounts: `WITH RECURSIVE found (text) AS (
      SELECT MIN(account) FROM orders
      UNION ALL SELECT (SELECT MIN(account) FROM orders WHERE account > found.text) FROM found WHERE found.text IS NOT NULL)
    SELECT text FROM found WHERE text IS NOT NULL`,
  keysFrom: 'SELECT DISTINCT key AS text FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key',
  keys: "SELECT key AS text FROM entries WHERE key <> '' GROUP BY key ORDER BY MIN(seq)",
  one: 'SELECT seq, body FROM entries WHERE seq = ?',
  page: `SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
} as const;

/** What the ledger is asked about orders. */
export class OrderReads {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** What belongs to no order, such as a snapshot, stands under the empty key, which invalid orders have as well. */
  entriesFor(keys: readonly string[]): readonly OrderEntry[] {
    const asked = keys.filter((key) => key !== '');
    return this.#rows.many(READS.entriesOf, asked).map(entryIn) as OrderEntry[];
  }

  holders(account: AccountId, claims: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { claim, holder } of this.#rows.many(READS.holders, [...new Set(claims.map(asStored))], account)) {
      const keys = found.get(String(claim));
      if (keys) keys.push(String(holder));
      else found.set(String(claim), [String(holder)]);
    }
    if (found.size === 0) return found;
    return new Map(
      claims.flatMap((claim) => {
        const keys = found.get(asStored(claim));
        return keys ? [[claim, keys.sort()] as const] : [];
      }),
    );
  }

  openKeys(account: AccountId): readonly string[] {
    return this.#texts(READS.openKeys, account);
  }

  accounts(): readonly AccountId[] {
    return this.#texts(READS.accounts);
  }

  /** Keys are hexadecimal, and no character comes after the last one there is. */
  keysLike(prefix: string): readonly string[] {
    return /^[0-9a-f]+$/.test(prefix) ? this.#texts(READS.keysFrom, prefix, `${prefix}\u{10ffff}`) : [];
  }

  keys(): readonly string[] {
    return this.#texts(READS.keys);
  }

  entry(seq: number): LedgerEntry | null {
    const row = this.#rows.one(READS.one, seq);
    return row ? entryIn(row) : null;
  }

  /** The entries after `seq`, as many as are in memory at a time; none when there are no more. */
  page(seq: number): readonly LedgerEntry[] {
    return this.#rows.all(READS.page, seq).map(entryIn);
  }

  #texts(sql: string, ...values: readonly string[]): readonly string[] {
    return this.#rows.all(sql, ...values).map((row) => String(row.text));
  }
}

function entryIn({ seq, body }: Row): LedgerEntry {
  return { ...(JSON.parse(String(body)) as NewEntry & { readonly at: string }), seq: Number(seq) };
}
