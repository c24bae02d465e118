import { existsSync } from 'node:fs';
import { ClaimHeld, LedgerError, OverBudget } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { LedgerEntry, NewEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import type { Money } from '../../domain/money.ts';
import type { Append, Clock, Ledger } from '../../domain/ports.ts';
import type { SpendingFilter } from '../../domain/spending.ts';
import { asLedgerError, type Database, openDatabase, refuseNetwork } from './open-database.ts';
import { OrderIndex, orderIdIn } from './order-index.ts';
import { RememberedIds } from './remembered-ids.ts';
import { Rows } from './rows.ts';
import { ledgerIdOf, prepareSchema } from './schema.ts';
import { ordersFrom } from './sheet-index.ts';
import { SpendingIndex } from './spending-index.ts';
import { damage, verifyLedger } from './verify.ts';
import { type Line, verifyWitness, Witness, witnessPath } from './witness.ts';
import { writeEntry } from './write-entry.ts';

const APPEND_WAIT_MS = 5_000;

/** What a body's JSON holds; the sequence number stands beside it. */
type Stored = NewEntry & { readonly at: string };

/** Opens or creates the ledger at `path`. Throws LedgerError (exit 6) when it must not be trusted. */
export function openLedger(path: string, clock: Clock): Ledger {
  const witness = witnessPath(path);
  if (!existsSync(path) && existsSync(witness)) {
    throw new LedgerError(
      `The ledger ${path} is gone, but its witness ${witness} is still there.`,
      'Build it anew from its witness with `sheetorder ledger restore`, or name a backup. Without it, orders could be bought twice, so nothing is sent.',
      'LEDGER-LOST',
    );
  }
  refuseNetwork(witness);
  const database = openDatabase(path, APPEND_WAIT_MS);
  try {
    prepareSchema(database, path);
    return new SqliteLedger(database, path, clock);
  } catch (error) {
    database.close();
    throw asLedgerError(error, path);
  }
}

class SqliteLedger implements Ledger {
  readonly #db: Database;
  readonly #rows: Rows;
  readonly #index: OrderIndex;
  readonly #spending: SpendingIndex;
  readonly #ids: RememberedIds;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #witness: Witness;

  constructor(database: Database, path: string, clock: Clock) {
    this.#db = database;
    this.#rows = new Rows(database);
    this.#spending = new SpendingIndex(this.#rows);
    this.#ids = new RememberedIds(this.#rows);
    this.#index = new OrderIndex(this.#rows, this.#spending);
    this.#path = path;
    this.#clock = clock;
    // Under the write lock, so that two processes which open a new ledger do not make two witnesses.
    this.#witness = this.#inTransaction(() =>
      Witness.open(witnessPath(path), ledgerIdOf(database), {
        line: (seq) => (this.#rows.one('SELECT body FROM entries WHERE seq = ?', seq)?.body as string) ?? null,
        after: (seq) => this.#rows.each('SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq', seq),
      }),
    );
  }

  append(entry: NewEntry, before?: () => void): LedgerEntry {
    const [stored] = this.appendAll([before ? { entry, before } : { entry }]);
    if (!stored) throw new Error('An entry was not written.');
    return stored;
  }

  appendAll(appends: readonly Append[]): readonly LedgerEntry[] {
    const { stored, lines } = this.#inTransaction(() => {
      const stored = appends.map((append) => this.#write(append));
      return { stored, lines: this.#linesAfter(this.#witness.through) };
    });
    for (const { entry } of appends) this.#learn(entry);
    this.#guarded(() => this.#witness.append(lines));
    return stored;
  }

  entriesFor(keys: readonly string[]): readonly OrderEntry[] {
    // What belongs to no order, such as a snapshot, stands under the empty key, which invalid orders have as well.
    return keys.flatMap((key) =>
      key === '' ? [] : this.#entries('SELECT seq, body FROM entries WHERE key = ? ORDER BY seq', key),
    ) as OrderEntry[];
  }

  openKeys(account: AccountId): readonly string[] {
    return this.#texts('SELECT key AS text FROM orders WHERE account = ? AND unsettled = 1 ORDER BY key', account);
  }

  accounts(): readonly AccountId[] {
    return this.#texts('SELECT DISTINCT account AS text FROM orders ORDER BY account');
  }

  holders(account: AccountId, claims: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const held = claims.map((claim) => [claim, this.#guarded(() => this.#index.holdersOf(account, claim))] as const);
    return new Map(held.filter(([, keys]) => keys.length > 0));
  }

  keysLike(prefix: string): readonly string[] {
    if (!/^[0-9a-f]+$/.test(prefix)) return [];
    return this.#texts("SELECT DISTINCT key AS text FROM entries WHERE key LIKE ? || '%' ORDER BY key", prefix);
  }

  ordersFrom(file: string, most: number): readonly string[] {
    return this.#guarded(() => ordersFrom(file, most, this.#rows));
  }

  orderIds(account: AccountId): ReadonlyMap<string, string> {
    return this.#guarded(() => this.#ids.of(account));
  }

  spent(filter: SpendingFilter): readonly Money[] {
    return this.#guarded(() => this.#spending.sums(filter));
  }

  snapshot(seq: number): ReturnType<Ledger['snapshot']> {
    const [entry] = this.#entries('SELECT seq, body FROM entries WHERE seq = ?', seq);
    return entry?.type === 'snapshot' ? entry : null;
  }

  all(): Iterable<LedgerEntry> {
    return this.#entries('SELECT seq, body FROM entries ORDER BY seq');
  }

  unsound(keys: readonly string[]): readonly string[] {
    return this.#guarded(() => [
      ...damage(this.#db, 'quick_check(5)'),
      ...keys.flatMap((key) => this.#index.misfit(key, this.entriesFor([key]))),
    ]);
  }

  verify(): readonly string[] {
    const first = this.#guarded(() => this.#problems());
    if (first.length === 0) return first;
    // What another process is writing just now is gone at a second look.
    const second = new Set(this.#guarded(() => this.#problems()));
    return first.filter((problem) => second.has(problem));
  }

  close(): void {
    this.#witness.close();
    this.#db.close();
  }

  #write({ entry, before }: Append): LedgerEntry {
    before?.();
    const stored: Stored = { ...entry, at: new Date(this.#clock.now()).toISOString() };
    const seq = writeEntry({ entry, body: JSON.stringify(stored), at: stored.at }, this.#rows, this.#index);
    return { ...stored, seq };
  }

  #learn(entry: NewEntry): void {
    const id = orderIdIn(entry);
    if (!id || entry.type === 'snapshot') return;
    const account = this.#rows.one('SELECT account FROM orders WHERE key = ?', entry.key)?.account;
    this.#ids.add(String(account), id, entry.key);
  }

  #problems(): readonly string[] {
    return [...verifyLedger(this.#db), ...verifyWitness(witnessPath(this.#path), this.#linesAfter(0))];
  }

  #linesAfter(seq: number): readonly Line[] {
    return this.#rows.all('SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq', seq) as unknown as Line[];
  }

  #inTransaction<T>(work: () => T): T {
    return this.#guarded(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        this.#rollback();
        throw error;
      }
    });
  }

  #rollback(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself, as it does on a full disk.
    }
  }

  #entries(sql: string, ...values: (string | number)[]): LedgerEntry[] {
    return this.#guarded(() =>
      this.#rows.all(sql, ...values).map((row) => ({
        ...(JSON.parse(String(row.body)) as Stored),
        seq: Number(row.seq),
      })),
    );
  }

  #texts(sql: string, ...values: string[]): readonly string[] {
    return this.#guarded(() => this.#rows.all(sql, ...values).map((row) => String(row.text)));
  }

  /** Whatever goes wrong with the file is said as a ledger error; a held claim or a spent budget is an answer, not a failure. */
  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof ClaimHeld || error instanceof OverBudget) throw error;
      throw asLedgerError(error, this.#path);
    }
  }
}
