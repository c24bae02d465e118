import type { AccountId } from '../../domain/identity.ts';
import type { Rows } from './rows.ts';

/** Where an id belongs to two orders, the same one of them is meant as when all are read. */
export const ID_READS = {
  one: 'SELECT key FROM order_ids WHERE account = ? AND id = ? ORDER BY key DESC LIMIT 1',
  all: 'SELECT id, key FROM order_ids WHERE account = ? ORDER BY id, key',
} as const;

/** Says whatever goes wrong with the file as a ledger error. */
type Guard = <T>(work: () => T) => T;

/**
 * The order ids of an account as they are at the moment of each question. One id is asked of the index; only who goes
 * through all of them reads all.
 */
export class OrderIds implements ReadonlyMap<string, string> {
  readonly #rows: Rows;
  readonly #account: AccountId;
  readonly #guarded: Guard;

  constructor(rows: Rows, account: AccountId, guarded: Guard) {
    this.#rows = rows;
    this.#account = account;
    this.#guarded = guarded;
  }

  get size(): number {
    return this.#all().size;
  }

  get(id: string): string | undefined {
    const row = this.#guarded(() => this.#rows.one(ID_READS.one, this.#account, id));
    return row ? String(row.key) : undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  forEach(each: (key: string, id: string, ids: ReadonlyMap<string, string>) => void): void {
    this.#all().forEach((key, id) => void each(key, id, this));
  }

  entries(): MapIterator<[string, string]> {
    return this.#all().entries();
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<string> {
    return this.#all().values();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  #all(): Map<string, string> {
    const rows = this.#guarded(() => this.#rows.all(ID_READS.all, this.#account));
    return new Map(rows.map((row) => [String(row.id), String(row.key)]));
  }
}
