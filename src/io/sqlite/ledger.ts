import { existsSync } from 'node:fs';
import { ClaimHeld, LedgerError, OverBudget } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { LedgerEntry, NewEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import type { Money } from '../../domain/money.ts';
import type { Append, Clock, Ledger } from '../../domain/ports.ts';
import type { SpendingFilter } from '../../domain/spending.ts';
import { asLedgerError, type Database, openDatabase, refuseNetwork } from './open-database.ts';
import { OrderIds } from './order-ids.ts';
import { OrderIndex } from './order-index.ts';
import { OrderReads } from './order-reads.ts';
import { Rows } from './rows.ts';
import { ledgerIdOf, prepareSchema } from './schema.ts';
import { ordersFrom } from './sheet-index.ts';
import { damageOf, misfits } from './soundness.ts';
import { SpendingIndex } from './spending-index.ts';
import { verifyLedger } from './verify.ts';
import { linesOf, verifyWitness } from './verify-witness.ts';
import { type Line, Witness, witnessPath } from './witness.ts';
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

interface EntryText {
  readonly entry: NewEntry;
  readonly before: Append['before'] | undefined;
  readonly stored: Stored;
  readonly body: string;
}

class SqliteLedger implements Ledger {
  readonly #db: Database;
  readonly #rows: Rows;
  readonly #index: OrderIndex;
  readonly #spending: SpendingIndex;
  readonly #reads: OrderReads;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #witness: Witness;
  #snapshot: ReturnType<Ledger['snapshot']> = null;

  constructor(database: Database, path: string, clock: Clock) {
    this.#db = database;
    this.#rows = new Rows(database);
    this.#spending = new SpendingIndex(this.#rows);
    this.#reads = new OrderReads(this.#rows);
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
    // Written out first: what goes wrong there is no fault of the file.
    const texts = appends.map((append) => this.#textOf(append));
    const { stored, lines } = this.#inTransaction(() => {
      const written = texts.map((text) => this.#write(text));
      const { through } = this.#witness;
      const isAlone = written[0]?.line.seq === through + 1;
      const lines = isAlone ? written.map(({ line }) => line) : this.#linesAfter(through);
      return { stored: written.map(({ stored }) => stored), lines };
    });
    this.#guarded(() => this.#witness.append(lines));
    return stored;
  }

  entriesFor(keys: readonly string[]): readonly OrderEntry[] {
    return this.#guarded(() => this.#reads.entriesFor(keys));
  }

  openKeys(account: AccountId): readonly string[] {
    return this.#guarded(() => this.#reads.openKeys(account));
  }

  accounts(): readonly AccountId[] {
    return this.#guarded(() => this.#reads.accounts());
  }

  keys(): readonly string[] {
    return this.#guarded(() => this.#reads.keys());
  }

  holders(account: AccountId, claims: readonly string[]): ReadonlyMap<string, readonly string[]> {
    return this.#guarded(() => this.#reads.holders(account, claims));
  }

  keysLike(prefix: string): readonly string[] {
    return this.#guarded(() => this.#reads.keysLike(prefix));
  }

  ordersFrom(file: string, most: number): readonly string[] {
    return this.#guarded(() => ordersFrom(file, most, this.#rows));
  }

  orderIds(account: AccountId): ReadonlyMap<string, string> {
    return new OrderIds(this.#rows, account, (work) => this.#guarded(work));
  }

  spent(filter: SpendingFilter): readonly Money[] {
    return this.#guarded(() => this.#spending.sums(filter));
  }

  snapshot(seq: number): ReturnType<Ledger['snapshot']> {
    // Every order of a run stands on the same one, and an entry never changes.
    if (this.#snapshot?.seq === seq) return this.#snapshot;
    const entry = this.#guarded(() => this.#reads.entry(seq));
    if (entry?.type !== 'snapshot') return null;
    this.#snapshot = entry;
    return entry;
  }

  /** Page by page: a history may be larger than memory, and a statement left half read would keep others from writing. */
  *all(): Generator<LedgerEntry> {
    let page = this.#guarded(() => this.#reads.page(0));
    while (page.length > 0) {
      yield* page;
      const last = page.at(-1)?.seq ?? 0;
      page = this.#guarded(() => this.#reads.page(last));
    }
  }

  unsound(keys: readonly string[]): readonly string[] {
    return this.#guarded(() => [
      ...damageOf(this.#rows, this.#clock.now()),
      ...misfits(keys, this.#reads.entriesFor(keys), this.#rows),
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

  #textOf({ entry, before }: Append): EntryText {
    const stored: Stored = { ...entry, at: new Date(this.#clock.now()).toISOString() };
    return { entry, before, stored, body: JSON.stringify(stored) };
  }

  #write({ entry, before, stored, body }: EntryText): { readonly stored: LedgerEntry; readonly line: Line } {
    before?.();
    const seq = writeEntry({ entry, body, at: stored.at }, this.#rows, this.#index);
    return { stored: { ...stored, seq }, line: { seq, body } };
  }

  #problems(): readonly string[] {
    return [...verifyLedger(this.#db), ...verifyWitness(witnessPath(this.#path), linesOf(this.#rows))];
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
