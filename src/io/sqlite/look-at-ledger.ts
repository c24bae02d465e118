import { existsSync, readFileSync } from 'node:fs';
import type { OrderEntry } from '../../domain/ledger-entry.ts';
import { openDatabaseFile } from './engine.ts';
import { asLedgerError, type Database } from './open-database.ts';
import { ledgerIdOf, SCHEMA_VERSION, versionOf } from './schema.ts';
import { damage } from './verify.ts';
import { type Line, verifyWitness, witnessPath } from './witness.ts';

const WAIT_MS = 5_000;

/** A ledger as it lies there. */
export interface LedgerLook {
  readonly entries: number;
  /** When the newest entry was written, by the clock of that time; null in an empty ledger. */
  readonly newestAt: string | null;
  readonly accounts: readonly string[];
  readonly orders: readonly OrderEntry[];
  /** Sentences about damage to the file, and about what its witness saw otherwise. */
  readonly problems: readonly string[];
  readonly witness: 'fits' | 'differs' | 'missing';
  /** Written by an older version; the next command that opens it brings it up to date. */
  readonly isOlder: boolean;
}

/**
 * Reads a ledger and changes nothing, not even what opening it would put right. `unfinished` is one in which a step was
 * begun by a process that died. Throws LedgerError for what is no ledger, and TryLaterError while others keep it busy.
 */
export function lookAtLedger(path: string): LedgerLook | 'empty' | 'unfinished' {
  let database: Database | null = null;
  try {
    database = openDatabaseFile(path, { readOnly: true, timeout: WAIT_MS });
    const version = versionOf(database, path);
    return version === null ? 'empty' : look(database, path, version);
  } catch (error) {
    if (error instanceof Error && /readonly database/.test(error.message)) return 'unfinished';
    throw asLedgerError(error, path);
  } finally {
    database?.close();
  }
}

function look(database: Database, path: string, version: number): LedgerLook {
  const first = witnessed(database, path);
  // What another process is writing just now is gone at a second look.
  const second = new Set(first.problems.length > 0 ? witnessed(database, path).problems : []);
  const unfit = first.problems.filter((problem) => second.has(problem));
  const witness = first.witness === 'missing' ? 'missing' : unfit.length > 0 ? 'differs' : 'fits';
  const [newest] = rows(database, "SELECT max(json_extract(body, '$.at')) AS at FROM entries");
  const orders = rows(database, "SELECT seq, body FROM entries WHERE key <> '' ORDER BY seq");
  return {
    entries: first.entries,
    newestAt: typeof newest?.at === 'string' ? newest.at : null,
    accounts: rows(database, 'SELECT DISTINCT account FROM orders ORDER BY account').map((row) => String(row.account)),
    orders: orders.map((row) => ({ ...JSON.parse(String(row.body)), seq: Number(row.seq) }) as OrderEntry),
    problems: [...damage(database, 'quick_check(5)'), ...unfit],
    witness,
    isOlder: version < SCHEMA_VERSION,
  };
}

function witnessed(database: Database, path: string) {
  const lines = rows(database, 'SELECT seq, body FROM entries ORDER BY seq') as unknown as readonly Line[];
  const witness = witnessPath(path);
  if (!existsSync(witness)) return { entries: lines.length, witness: 'missing', problems: [] } as const;
  const [header = ''] = readFileSync(witness, 'utf8').split('\n', 1);
  const isOther = !header.includes(`"ledger":"${ledgerIdOf(database)}"`);
  const problems = isOther ? [`The witness ${witness} belongs to another ledger.`] : verifyWitness(witness, lines);
  return { entries: lines.length, witness: 'fits', problems } as const;
}

function rows(database: Database, sql: string): readonly Readonly<Record<string, unknown>>[] {
  return database.prepare(sql).all() as Record<string, unknown>[];
}
