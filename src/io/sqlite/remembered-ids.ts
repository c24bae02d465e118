import type { AccountId } from '../../domain/identity.ts';
import type { Rows } from './rows.ts';

interface Known {
  /** SQLite's count of what other connections have written. */
  readonly version: number;
  readonly ids: Map<string, string>;
}

/** The order ids of an account, read once and kept up to date, so that a long history does not slow every order. */
export class RememberedIds {
  readonly #rows: Rows;
  readonly #known = new Map<AccountId, Known>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  of(account: AccountId): ReadonlyMap<string, string> {
    const version = Number(this.#rows.one('PRAGMA data_version')?.data_version);
    const known = this.#known.get(account);
    if (known?.version === version) return known.ids;
    const rows = this.#rows.all('SELECT id, key FROM order_ids WHERE account = ?', account);
    const ids = new Map(rows.map((row) => [String(row.id), String(row.key)]));
    this.#known.set(account, { version, ids });
    return ids;
  }

  /** Told of what this connection has written, once it is committed. */
  add(account: AccountId, id: string, key: string): void {
    this.#known.get(account)?.ids.set(id, key);
  }
}
