import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ClaimHeld, LedgerError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import type { LedgerEntry, NewEntry, OrderEntry } from '../../domain/ledger-entry.ts';
import { HOLDING, type OrderState, transition } from '../../domain/life-cycle.ts';
import type { Clock, Ledger } from '../../domain/ports.ts';
import { asLedgerError, type Database, openDatabase } from './open-database.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { verifyLedger } from './verify.ts';
import { type Line, Witness } from './witness.ts';

const APPEND_WAIT_MS = 5_000;

/** What a body's JSON holds; the sequence number stands beside it. */
type Stored = NewEntry & { readonly at: string };

/** Opens or creates the ledger at `path`. Throws LedgerError (exit 6) when it must not be trusted. */
export function openLedger(path: string, clock: Clock): Ledger {
  const witnessPath = `${path}.witness.ndjson`;
  if (!existsSync(path) && Witness.exists(witnessPath)) {
    throw new LedgerError(
      `The ledger ${path} is gone, but its witness ${witnessPath} is still there.`,
      'Put the ledger back from a backup. Without it, orders could be bought twice, so nothing is sent.',
      'LEDGER-LOST',
    );
  }
  const database = openDatabase(path, APPEND_WAIT_MS);
  try {
    prepareSchema(database, path);
    return new SqliteLedger(database, path, clock);
  } catch (error) {
    database.close();
    throw asLedgerError(error, path);
  }
}

function prepareSchema(database: Database, path: string): void {
  database.exec('BEGIN IMMEDIATE');
  const made = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'meta'").get() as { n: number };
  if (made.n === 0) {
    database.exec(SCHEMA);
    const insert = database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)');
    insert.run('schema', String(SCHEMA_VERSION));
    insert.run('ledger', randomUUID());
  }
  database.exec('COMMIT');
  const version = Number(metaOf(database, 'schema'));
  if (version <= SCHEMA_VERSION) return;
  throw new LedgerError(
    `The ledger ${path} was written by a newer version (schema ${version}, this program knows ${SCHEMA_VERSION}).`,
    'Update sheetorder on this machine, then run the same command again.',
    'LEDGER-NEWER',
  );
}

function metaOf(database: Database, name: string): string {
  const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined;
  return row?.value ?? '';
}

class SqliteLedger implements Ledger {
  readonly #db: Database;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #witness: Witness;

  constructor(database: Database, path: string, clock: Clock) {
    this.#db = database;
    this.#path = path;
    this.#clock = clock;
    this.#witness = Witness.open(`${path}.witness.ndjson`, metaOf(database, 'ledger'), {
      line: (seq) => (this.#get('SELECT body FROM entries WHERE seq = ?', seq)?.body as string | undefined) ?? null,
      after: (seq) => this.#rows('SELECT seq, body FROM entries WHERE seq > ? ORDER BY seq', seq) as unknown as Line[],
    });
  }

  append(entry: NewEntry): LedgerEntry {
    const stored: Stored = { ...entry, at: new Date(this.#clock.now()).toISOString() };
    const body = JSON.stringify(stored);
    const seq = this.#inTransaction(() => this.#write(entry, body));
    try {
      this.#witness.append({ seq, body });
    } catch (error) {
      throw asLedgerError(error, `${this.#path}.witness.ndjson`);
    }
    return { ...stored, seq };
  }

  entriesFor(keys: readonly string[]): readonly OrderEntry[] {
    return keys.flatMap((key) =>
      this.#entries('SELECT seq, body FROM entries WHERE key = ? ORDER BY seq', key),
    ) as OrderEntry[];
  }

  openKeys(account: AccountId): readonly string[] {
    return this.#rows('SELECT key FROM orders WHERE account = ? AND unsettled = 1 ORDER BY key', account).map((row) =>
      String(row.key),
    );
  }

  accounts(): readonly AccountId[] {
    return this.#rows('SELECT DISTINCT account FROM orders ORDER BY account').map((row) => String(row.account));
  }

  holders(account: AccountId, claims: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    for (const claim of claims) {
      const keys = this.#holdersOf(account, claim);
      if (keys.length > 0) found.set(claim, keys);
    }
    return found;
  }

  keysLike(prefix: string): readonly string[] {
    if (!/^[0-9a-f]+$/.test(prefix)) return [];
    return this.#rows("SELECT DISTINCT key FROM entries WHERE key LIKE ? || '%' ORDER BY key", prefix).map((row) =>
      String(row.key),
    );
  }

  orderIds(account: AccountId): ReadonlyMap<string, string> {
    const rows = this.#rows('SELECT id, key FROM order_ids WHERE account = ?', account);
    return new Map(rows.map((row) => [String(row.id), String(row.key)]));
  }

  snapshot(seq: number): ReturnType<Ledger['snapshot']> {
    const [entry] = this.#entries('SELECT seq, body FROM entries WHERE seq = ?', seq);
    return entry?.type === 'snapshot' ? entry : null;
  }

  all(): Iterable<LedgerEntry> {
    return this.#entries('SELECT seq, body FROM entries ORDER BY seq');
  }

  verify(): readonly string[] {
    return verifyLedger(this.#db, [...this.all()]);
  }

  close(): void {
    this.#witness.close();
    this.#db.close();
  }

  #write(entry: NewEntry, body: string): number {
    const key = entry.type === 'snapshot' ? '' : entry.key;
    const account =
      'account' in entry
        ? entry.account
        : String(this.#get('SELECT account FROM orders WHERE key = ?', key)?.account ?? '');
    const insert = this.#db.prepare('INSERT INTO entries (key, account, type, body) VALUES (?, ?, ?, ?)');
    const seq = Number(insert.run(key, account, entry.type, body).lastInsertRowid);
    if (entry.type !== 'snapshot') this.#index(entry, account);
    return seq;
  }

  #index(entry: Exclude<NewEntry, { type: 'snapshot' }>, account: AccountId): void {
    const before = (this.#get('SELECT state FROM orders WHERE key = ?', entry.key)?.state ?? 'pending') as OrderState;
    const state = transition(before, entry);
    const id = orderIdIn(entry);
    if (id)
      this.#db
        .prepare('INSERT OR IGNORE INTO order_ids (account, id, key) VALUES (?, ?, ?)')
        .run(account, id, entry.key);
    if (entry.type === 'claimed') this.#claim(account, entry.key, entry.claims, entry.allowed);
    if (entry.type === 'resolved' && state === 'placed' && !HOLDING.has(before))
      this.#claim(account, entry.key, this.#noted(entry.key), []);
    if (!HOLDING.has(state)) this.#db.prepare('DELETE FROM claims WHERE key = ?').run(entry.key);
    if (HOLDING.has(state) && !HOLDING.has(before) && entry.type === 'looked_up')
      this.#claim(account, entry.key, this.#noted(entry.key), []);
    const known = id !== null || this.#get('SELECT 1 AS x FROM order_ids WHERE key = ?', entry.key) !== undefined;
    const unsettled = HOLDING.has(state) && !(state === 'placed' && known) ? 1 : 0;
    this.#db
      .prepare(
        'INSERT INTO orders (key, account, state, unsettled) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, unsettled = excluded.unsettled',
      )
      .run(entry.key, account, state, unsettled);
  }

  #claim(account: AccountId, key: string, claims: readonly string[], allowed: readonly string[]): void {
    const insert = this.#db.prepare('INSERT INTO claims (account, claim, key, shared) VALUES (?, ?, ?, ?)');
    for (const claim of claims) {
      const others = this.#holdersOf(account, claim).filter((holder) => holder !== key);
      const blocking = others.find((holder) => !allowed.includes(holder));
      if (blocking) throw new ClaimHeld(claim, blocking);
      insert.run(account, claim, key, others.length > 0 ? 1 : 0);
    }
  }

  /** The claims that the order's own entries name. */
  #noted(key: string): readonly string[] {
    const notes = this.entriesFor([key]).filter((entry) => entry.type === 'claimed' || entry.type === 'withheld');
    return notes.at(-1)?.claims ?? [];
  }

  #holdersOf(account: AccountId, claim: string): readonly string[] {
    return this.#rows('SELECT key FROM claims WHERE account = ? AND claim = ?', account, claim).map((row) =>
      String(row.key),
    );
  }

  #inTransaction<T>(work: () => T): T {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      throw asLedgerError(error, this.#path);
    }
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollback();
      if (error instanceof ClaimHeld) throw error;
      throw asLedgerError(error, this.#path);
    }
  }

  #rollback(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself, as it does on a full disk.
    }
  }

  #entries(sql: string, ...values: (string | number)[]): LedgerEntry[] {
    return this.#rows(sql, ...values).map((row) => ({
      ...(JSON.parse(String(row.body)) as Stored),
      seq: Number(row.seq),
    }));
  }

  #rows(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return this.#db.prepare(sql).all(...values) as Record<string, unknown>[];
  }

  #get(sql: string, ...values: (string | number)[]): Record<string, unknown> | undefined {
    return this.#db.prepare(sql).get(...values) as Record<string, unknown> | undefined;
  }
}

function orderIdIn(entry: NewEntry): string | null {
  if (entry.type === 'spend_finished' && entry.verdict.kind === 'placed') return entry.verdict.receipt.orderId;
  if (entry.type === 'looked_up' && entry.result.kind === 'found') return entry.result.receipt.orderId;
  if (entry.type === 'resolved' && entry.as === 'placed') return entry.orderId;
  return null;
}
